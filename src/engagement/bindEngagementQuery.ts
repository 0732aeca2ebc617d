import type { QueryClient } from '@tanstack/react-query'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { bindQueryClient } from '../react/bindQueryClient.js'
import type { EngagementStore } from './createEngagementStore.js'
import { refreshExpiredQueries } from './refreshExpiredQuery.js'

/** A client's stores in one QueryClient. A key is the hash of a question, or the answer of an app. */
type EngagementStores = { byQuestion: Map<string, EngagementStore>; byEngagement: WeakMap<object, EngagementStore> }

const storesOf = new WeakMap<object, EngagementStores>()

/**
 * Binds the engagement queries of a QueryClient to the client, once. After that, a visitor's return to the page refreshes expired offers, and a
 * reset refetches all. Returns the stores of the binding.
 */
export function bindEngagementQuery(client: EngagementClient, queryClient: QueryClient): EngagementStores {
  const binding = bindQueryClient(client, queryClient)
  return storesOf.get(binding) ?? bind()

  function bind(): EngagementStores {
    const stores: EngagementStores = { byQuestion: new Map(), byEngagement: new WeakMap() }
    storesOf.set(binding, stores)
    if (!isServer) client.core.returnListeners.add(() => void refreshExpiredQueries(client, queryClient))
    return stores
  }
}
