import { QueryClient } from '@tanstack/react-query'
import type { EngagementClient } from '../client.js'

const queryClients = new WeakMap<EngagementClient, QueryClient>()

/** The QueryClient of a page that has none: one for each client. */
export function queryClientOf(client: EngagementClient): QueryClient {
  let queryClient = queryClients.get(client)
  if (!queryClient) {
    queryClient = new QueryClient()
    queryClients.set(client, queryClient)
  }
  return queryClient
}
