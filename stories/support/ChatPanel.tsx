import { type ReactElement, useEffect, useState } from 'react'
import {
  type ChatSessionError,
  ChatSessionStatus,
  type ChatSessionStatusLabels,
  useChatSession,
  useEngagementClient,
} from '../../src/index.js'
import { NameForm } from './NameForm.js'

/** Labels for agents, because the library's own labels are for customers. */
export const forAgents: ChatSessionStatusLabels = {
  waiting: ({ position }) => `Waits in the queue. Was number ${position} when they joined.`,
  conversation: ({ agent }) => `In a chat with ${agent}.`,
  finished: 'Ended, unless the customer writes again.',
}

/** An agent's panel beside a chat. The panel shows the chat session, corrects the customer's name, and changes the status. */
export function ChatPanel(): ReactElement {
  const { data, error, update, pickUp, isUpdating, updateError } = useChatSession({ id: 1 })
  const isSlow = useIsSlow(isUpdating || !data)
  return (
    <section className="panel" aria-label="Chat session 1">
      <h1>{data ? (data.CustomerName ?? 'A customer') : 'Chat session 1'}</h1>
      <ChatSessionStatus session={data} labels={forAgents} />
      {error && <Trouble error={error} />}
      {updateError && <Trouble error={updateError} />}
      {data && (
        <>
          <NameForm label="Customer" name={data?.CustomerName ?? ''} onSave={(CustomerName) => update({ CustomerName })} />
          <div className="verbs">
            <button type="button" onClick={() => pickUp()}>
              Pick up
            </button>
            <button type="button" onClick={() => update({ Status: 'Finished' })}>
              End the chat
            </button>
          </div>
        </>
      )}
      <p className="progress" role="status">
        {isUpdating ? 'Saving…' : data || error ? '' : 'Reading…'} {isSlow && 'SuperOffice takes its time.'}
      </p>
    </section>
  )
}

function Trouble({ error }: { error: ChatSessionError }): ReactElement {
  if (error.name === 'ConflictError') {
    return (
      <p className="trouble" role="alert">
        Someone else has changed the session. The customer is now {error.server?.CustomerName}.
      </p>
    )
  }
  return (
    <p className="trouble" role="alert">
      {error.name === 'ServiceError' && (error.status === 401 || error.status === 403)
        ? 'You may not see or change this session.'
        : 'SuperOffice refused that.'}
    </p>
  )
}

/** True if the client has reported that the request in flight is slow. */
function useIsSlow(isWaiting: boolean): boolean {
  const client = useEngagementClient()
  const [isSlow, setSlow] = useState(false)
  useEffect(() => client.subscribe(({ type }) => type === 'slow' && setSlow(true)), [client])
  useEffect(() => {
    if (!isWaiting) setSlow(false)
  }, [isWaiting])
  return isSlow
}
