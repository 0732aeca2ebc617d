import { QueryClient } from '@tanstack/react-query'
import type { EngagementClient } from '../client.js'
import { isServer } from '../platform/isServer.js'
import { engagementQueryScope } from './engagement.js'
import type { EngagementObserver } from './engagementObserver.js'

/** What a client has in a QueryClient: the observers of its questions, once there are any. */
export type Link = { observers?: Map<string, EngagementObserver> }

const ownQueryClients = new WeakMap<EngagementClient, QueryClient>()
const links = new WeakMap<EngagementClient, WeakMap<QueryClient, Link>>()

/** The QueryClient of a page that has none: one for each client. */
export function queryClientOf(client: EngagementClient): QueryClient {
  const queryClient = ownQueryClients.get(client) ?? new QueryClient()
  if (!isServer) ownQueryClients.set(client, queryClient)
  return queryClient
}

/** From the first call on, a log-out withdraws what the QueryClient holds of the client's, and what is on the page is asked for anew. */
export function linkQueryClient(client: EngagementClient, queryClient: QueryClient): Link {
  const linked = links.get(client) ?? new WeakMap<QueryClient, Link>()
  links.set(client, linked)
  const link = linked.get(queryClient) ?? {}
  if (!linked.has(queryClient)) {
    linked.set(queryClient, link)
    if (!isServer) {
      const { keep, answersKey } = client.core
      client.subscribe((event) => {
        // Whoever accepted an offer may be in a conversation by the next page.
        if (answersKey && event.type === 'impressionQueued' && event.impression.type === 'impAccept') keep.write(answersKey)
        if (event.type === 'reset') void queryClient.resetQueries({ queryKey: engagementQueryScope(client) })
      })
    }
  }
  return link
}
