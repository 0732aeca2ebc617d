import type { QueryClient } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import { createEngagementStore, type EngagementStore, noResult } from './engagementStore.js'
import { getEngagementStores } from './sharedStore.js'

/** Of an answer that the app has, or will have. */
export function storeForAnswer(client: EngagementClient, queryClient: QueryClient, engagement: Engagement | undefined): EngagementStore {
  const { byEngagement } = getEngagementStores(client, queryClient)
  const key = engagement ?? noResult
  return byEngagement.get(key) ?? create()

  function create(): EngagementStore {
    const result = { ...noResult, data: engagement }
    const store = createEngagementStore(client, () => result)
    byEngagement.set(key, store)
    return store
  }
}
