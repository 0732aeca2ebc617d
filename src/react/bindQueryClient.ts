import { QueryClient } from '@tanstack/react-query'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { engagementKeyPrefix } from './engagementKeyPrefix.js'

const ownQueryClients = new WeakMap<object, QueryClient>()

/** Returns the QueryClient of an owner, for a page without one. In a browser the owner is the client, on a server the value of a provider. */
export function queryClientOf(owner: object): QueryClient {
  const queryClient = ownQueryClients.get(owner) ?? new QueryClient()
  ownQueryClients.set(owner, queryClient)
  return queryClient
}

/**
 * Binds a QueryClient to the client, once. After that, a reset clears the client's engagement queries and refetches those on the page. Returns the
 * binding: an object that stands for this client in this QueryClient.
 */
export function bindQueryClient(client: EngagementClient, queryClient: QueryClient): object {
  return client.core.bindings.get(queryClient) ?? bind(client, queryClient)
}

function bind(client: EngagementClient, queryClient: QueryClient): object {
  const binding = {}
  client.core.bindings.set(queryClient, binding)
  if (!isServer) {
    client.subscribe((event) => {
      if (event.type === 'reset') void queryClient.resetQueries({ queryKey: engagementKeyPrefix(client) })
    })
  }
  return binding
}
