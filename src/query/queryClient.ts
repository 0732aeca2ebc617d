import { type Query, QueryClient } from '@tanstack/react-query'
import { reportImpression } from '../actions/reportImpression.js'
import type { AvailableEngagement, Engagement } from '../api/engagement.js'
import type { EngagementClient } from '../client.js'
import { isExpired } from '../platform/expiry.js'
import { engagementQueryScope } from './engagement.js'
import type { EngagementObserver } from './engagementObserver.js'

type Observers = Map<string, EngagementObserver>

const ownQueryClients = new WeakMap<EngagementClient, QueryClient>()
const links = new WeakMap<EngagementClient, Map<QueryClient, Observers>>()

/** The QueryClient of a page that has none: one for each client. */
export function queryClientOf(client: EngagementClient): QueryClient {
  const queryClient = ownQueryClients.get(client) ?? new QueryClient()
  ownQueryClients.set(client, queryClient)
  return queryClient
}

/**
 * The observers of a client's questions in a QueryClient. From the first call on, a log-out withdraws what that QueryClient holds of the visitor,
 * and what is on the page is asked for anew; so is, when the visitor comes back to the page, what has expired.
 */
export function linkQueryClient(client: EngagementClient, queryClient: QueryClient): Observers {
  const linked = links.get(client) ?? new Map<QueryClient, Observers>()
  links.set(client, linked)
  const observers: Observers = linked.get(queryClient) ?? new Map()
  if (!linked.has(queryClient)) {
    linked.set(queryClient, observers)
    client.core.returns.add(() => void refreshExpired(client, queryClient))
    client.subscribe(({ type }) => {
      if (type === 'reset') void queryClient.resetQueries({ queryKey: engagementQueryScope(client) })
    })
  }
  return observers
}

/** Asks again for the expired offers on the page, and reports that they have ended. Settles when all is answered, or failed. */
export function refreshExpired(client: EngagementClient, queryClient: QueryClient): Promise<void> {
  const filters = {
    queryKey: engagementQueryScope(client),
    type: 'active',
    predicate: ({ state }: Query) => isExpired(state.data as Engagement | undefined),
  } as const
  client.core.session.sync()
  for (const { state } of queryClient.getQueryCache().findAll(filters)) {
    const engagement = state.data as AvailableEngagement
    // The end of an offer is of no use in a session that has ended too.
    if (engagement.sessionId === client.session.getState().sessionId) void reportImpression(client, { type: 'impTimeout', engagement })
  }
  return queryClient.refetchQueries(filters, { cancelRefetch: false })
}
