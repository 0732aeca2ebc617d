'use client'

import { type ComponentType, memo, type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { observeMessage } from '../browser/observeMessage.js'
import type { Message } from '../model/conversation.js'
import type { ChatMessageProps } from './ChatMessage.js'

type ChatRowProps = ChatMessageProps & {
  /** True if the message of the other side was not on the screen yet. */
  isUnread: boolean
  onDisplayed: (id: string) => void
  component: ComponentType<ChatMessageProps>
  renderMessage: ((message: Message, element: ReactElement) => ReactNode) | undefined
}

/** The list item of a message. A list of many messages renders only the items that have changed. */
export const ChatRow = memo(function ChatRow({
  isUnread,
  onDisplayed,
  component: Component,
  renderMessage,
  ...props
}: ChatRowProps): ReactElement {
  const { message } = props
  const { id, author, status } = message
  const ref = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const element = ref.current
    if (!isUnread || !element) return undefined
    return observeMessage(element, element.closest('[data-chat-log]'), () => onDisplayed(id))
  }, [isUnread, id, onDisplayed])
  const element = <Component {...props} />

  return (
    <li ref={ref} data-chat-message="" data-author={author} data-status={status}>
      {renderMessage ? renderMessage(message, element) : element}
    </li>
  )
})
