'use client'

import type { QueryClient } from '@tanstack/react-query'
import { type ReactElement, useInsertionEffect, useSyncExternalStore } from 'react'
import { isOnline } from '../browser/online.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { adoptStyles } from './adoptStyles.js'
import { ClientState } from './ClientState.js'
import { Conversation } from './Conversation.js'
import { Events } from './Events.js'
import { getClientRecord } from './getClientRecord.js'
import css from './panelStyles.css?inline'
import { Questions } from './Questions.js'
import { Reports } from './Reports.js'
import { Requests } from './Requests.js'
import { useNow } from './useNow.js'
import { useQuestions } from './useQuestions.js'
import { Visitor } from './Visitor.js'

export type PanelProps = { client: EngagementClient; queryClient: QueryClient; root: ShadowRoot }

/** The panel that the toggle opens. */
export function Panel({ client, queryClient, root }: PanelProps): ReactElement {
  const store = getClientRecord(client)
  const record = useSyncExternalStore(store.subscribe, store.getState)
  const session = useSyncExternalStore(client.session.subscribe, client.session.getState)
  const { acceptances, messaging } = client.core
  const { conversation } = useSyncExternalStore(acceptances.subscribeToState, acceptances.getState)
  const questions = useQuestions(client, queryClient)
  const now = useNow()
  const circumstances = {
    hasConsent: client.core.hasConsent(),
    isDenied: record.isDenied || client.core.isRefusedBySignal(),
    isRefusedBySignal: client.core.isRefusedBySignal(),
    isOnline: isOnline(),
    hasConversation: conversation !== undefined,
    dismissedSessionId: session.dismissedSessionId,
    isInFlight: record.requests.some(({ kind, outcome }) => /^(Engagement|Domain)$/.test(kind) && outcome === undefined),
    retry: record.retries.find(({ kind }) => kind === 'Engagement'),
    now,
  }

  useInsertionEffect(() => adoptStyles(root, css), [root])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the focused panel scrolls by the arrow keys.
    <section id="panel" className="panel" aria-labelledby="title" tabIndex={0}>
      <header>
        <h2 id="title">Engagement</h2>
        <span className="hint">
          {client.accountId} · {client.service.key}
        </span>
      </header>
      <div className="columns">
        <div>
          <Questions service={client.service} questions={questions} names={record.names} circumstances={circumstances} />
          <Visitor {...session} />
        </div>
        <div>
          <ClientState retries={record.retries} circumstances={circumstances} />
          <Reports reports={record.reports} />
          {messaging && <Conversation record={record} conversation={conversation} />}
        </div>
        <div>
          <Requests requests={record.requests} />
          <Events events={record.events} />
        </div>
      </div>
    </section>
  )
}
