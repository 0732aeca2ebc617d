import type { QueryClient } from '@tanstack/react-query'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { bindQueryClient } from '../react/bindQueryClient.js'
import type { EngagementStore } from './engagementStore.js'
import { refreshExpired } from './refreshExpiredQuery.js'

/** What a client has in a QueryClient: once there are any, the views of the questions that are asked, by their digests, and of answers that the app gives. */
export type QueryClientBinding = { stores?: { byQuestion: Map<string, EngagementStore>; byEngagement: WeakMap<object, EngagementStore> } }

/** What is to be seen of a client in a QueryClient. From the first call on, expired offers are asked for again when the visitor comes back. */
export function getEngagementStores(client: EngagementClient, queryClient: QueryClient): Required<QueryClientBinding>['stores'] {
  const binding: QueryClientBinding = bindQueryClient(client, queryClient)
  if (!binding.stores) {
    binding.stores = { byQuestion: new Map(), byEngagement: new WeakMap() }
    if (!isServer) client.core.returnListeners.add(() => void refreshExpired(client, queryClient))
  }
  return binding.stores
}
