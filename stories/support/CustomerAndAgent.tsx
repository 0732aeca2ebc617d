import { type ReactElement, type ReactNode, useEffect, useReducer, useState } from 'react'
import { type ChatSession, ChatSessionStatus, EngagementProvider, useChatSession } from '../../src/index.js'
import { useSimulator } from '../../src/storybook/index.js'
import { forAgents } from './ChatPanel.js'
import { createSharedChat, type SharedChat } from './createSharedChat.js'
import { NameForm } from './NameForm.js'

/** Both people see a change after a second, instead of the 3 seconds of a site. */
const options = { id: 1, refetchInterval: 1000 } as const

/** A customer and an agent with one chat session, behind one relay. */
export function CustomerAndAgent(): ReactElement {
  const simulator = useSimulator()
  const [chat] = useState(() => createSharedChat(simulator))
  return (
    <main className="shared">
      <h1>One chat session, two people</h1>
      <EngagementProvider client={chat.clients.customer}>
        <Customer />
      </EngagementProvider>
      <EngagementProvider client={chat.clients.agent}>
        <Agent />
      </EngagementProvider>
      <Changes chat={chat} />
    </main>
  )
}

function Customer(): ReactElement {
  const { data, update, updateError } = useChatSession(options)
  return (
    <Side person="customer" name={data?.CustomerName} session={data}>
      <ChatSessionStatus session={data} />
      <NameForm label="Your name" name={data?.CustomerName ?? ''} onSave={(CustomerName) => update({ CustomerName })} />
      <div className="verbs">
        <button type="button" onClick={() => update({ Status: 'UserLast' })}>
          Skip the queue
        </button>
      </div>
      {updateError && (
        <p className="trouble" role="alert">
          The relay refused that. A customer may not change the status.
        </p>
      )}
    </Side>
  )
}

function Agent(): ReactElement {
  const { data, update, pickUp, resetSession } = useChatSession(options)
  return (
    <Side person="agent" name="Alex Agent" session={data}>
      <ChatSessionStatus session={data} labels={forAgents} />
      <p>
        The customer is <strong>{data?.CustomerName ?? '…'}</strong>.
      </p>
      <div className="verbs">
        <button type="button" onClick={() => pickUp()}>
          Pick up
        </button>
        <button type="button" onClick={() => update({ Status: 'Finished' })}>
          End the chat
        </button>
        <button type="button" onClick={() => resetSession()}>
          Back to the queue
        </button>
      </div>
    </Side>
  )
}

type SideProps = { person: 'customer' | 'agent'; name: string | null | undefined; session: ChatSession | undefined; children: ReactNode }

/** A person's half of the page, and the members that the relay let through to it. */
function Side({ person, name, session, children }: SideProps): ReactElement {
  const title = `The ${person}`
  return (
    <section className={`panel side ${person}`} aria-label={title}>
      <h2>
        <small>{title}</small> {name ?? '…'}
      </h2>
      {children}
      <h3>What the relay let through</h3>
      <dl>
        {(['Status', 'AlertLevel', 'Rank'] as const).map((member) => (
          <div key={member}>
            <dt>{member}</dt>
            <dd>{session?.[member] ?? 'not sent'}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The changes that both people have sent, and where each of them ended. */
function Changes({ chat: { changes, subscribe } }: { chat: SharedChat }): ReactElement {
  const [, render] = useReducer((count: number) => count + 1, 0)
  useEffect(() => subscribe(render), [subscribe])
  return (
    <section className="requests" aria-label="The relay">
      <h2>What the relay did with each change</h2>
      {changes.length === 0 && <p>Nobody has changed anything yet.</p>}
      <ol>
        {changes.map(({ person, text, status, isRefusedByRelay }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list of lines that never move.
          <li key={index} className={isRefusedByRelay ? 'refused' : ''}>
            <strong>The {person}</strong>
            <code dir="ltr">{text}</code>
            <span>
              {isRefusedByRelay ? 'Refused by the relay' : 'Sent to SuperOffice'} ({status})
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
