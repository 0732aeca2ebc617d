import { QueryClient } from '@tanstack/react-query'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { engagementKeyPrefix } from './engagementKeyPrefix.js'

const ownQueryClients = new WeakMap<object, QueryClient>()

/** The QueryClient of a page that has none: one for each owner, which is the client, or on a server what is rendered for one request. */
export function queryClientOf(owner: object): QueryClient {
  const queryClient = ownQueryClients.get(owner) ?? new QueryClient()
  ownQueryClients.set(owner, queryClient)
  return queryClient
}

/** From the first call on, a log-out withdraws what the QueryClient holds of the client's, and what is on the page is asked for anew. */
export function bindQueryClient(client: EngagementClient, queryClient: QueryClient): object {
  return client.core.bindings.get(queryClient) ?? bind(client, queryClient)
}

function bind(client: EngagementClient, queryClient: QueryClient): object {
  const binding = {}
  client.core.bindings.set(queryClient, binding)
  if (!isServer) {
    const { storage, storedAnswersKey } = client.core
    client.subscribe((event) => {
      // Whoever accepted an offer may be in a conversation by the next page.
      if (storedAnswersKey && event.type === 'impressionQueued' && event.impression.type === 'impAccept') storage.remove(storedAnswersKey)
      if (event.type === 'reset') void queryClient.resetQueries({ queryKey: engagementKeyPrefix(client) })
    })
  }
  return binding
}
