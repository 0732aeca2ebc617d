import { QueryClient } from '@tanstack/react-query'
import type { EngagementClient } from '../client.js'
import { engagementQueryScope } from './engagement.js'
import type { EngagementObserver } from './engagementObserver.js'

type Observers = Map<string, EngagementObserver>

const ownQueryClients = new WeakMap<EngagementClient, QueryClient>()
const linked = new WeakMap<EngagementClient, WeakMap<QueryClient, Observers>>()

/** The QueryClient of a page that has none: one for each client. */
export function queryClientOf(client: EngagementClient): QueryClient {
  const queryClient = ownQueryClients.get(client) ?? new QueryClient()
  ownQueryClients.set(client, queryClient)
  return queryClient
}

/**
 * The observers of a client's questions in a QueryClient. From the first call on, a log-out withdraws what that QueryClient holds of the visitor,
 * and what is on the page is asked for anew.
 */
export function linkQueryClient(client: EngagementClient, queryClient: QueryClient): Observers {
  const ofClient = linked.get(client) ?? new WeakMap<QueryClient, Observers>()
  linked.set(client, ofClient)
  let observers = ofClient.get(queryClient)
  if (!observers) {
    observers = new Map()
    ofClient.set(queryClient, observers)
    client.subscribe((event) => {
      if (event.type === 'reset') void queryClient.resetQueries({ queryKey: engagementQueryScope(client) })
    })
  }
  return observers
}
