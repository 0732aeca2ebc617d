import {
  AssistantRuntimeProvider,
  ComposerPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
  useExternalStoreRuntime,
} from '@assistant-ui/react'
import type { ReactElement } from 'react'
import { type HistoryMessage, toHistory } from './history.js'
import { addStyles, expose, fillCorner } from './page.js'

let history: HistoryMessage[] = []

const toThreadMessage = ({ id, author, text }: HistoryMessage) => ({ id, role: author === 'agent' ? 'assistant' : 'user', content: text })

/** The primitives have no styles of their own. */
function Message(): ReactElement {
  return (
    <MessagePrimitive.Root className="message">
      <MessagePrimitive.Parts />
    </MessagePrimitive.Root>
  )
}

function Thread(): ReactElement {
  const runtime = useExternalStoreRuntime({ messages: history, convertMessage: toThreadMessage, onNew: async () => {} })
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root className="thread">
        <ThreadPrimitive.Viewport className="viewport">
          <ThreadPrimitive.Messages>{() => <Message />}</ThreadPrimitive.Messages>
        </ThreadPrimitive.Viewport>
        <ComposerPrimitive.Root>
          <ComposerPrimitive.Input />
          <ComposerPrimitive.Send>Send</ComposerPrimitive.Send>
        </ComposerPrimitive.Root>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  )
}

addStyles(
  '.thread { display: flex; flex-direction: column; height: 100% } .viewport { flex: 1; overflow-y: auto } .message { padding: 8px }',
)
fillCorner()
expose({
  async prepare(count) {
    history = toHistory(count)
  },
  render: () => <Thread />,
  messages: '.message',
})
