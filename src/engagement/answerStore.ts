import type { QueryClient } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import { bindEngagementQuery } from './bindEngagementQuery.js'
import { createEngagementStore, type EngagementStore } from './createEngagementStore.js'
import { type EngagementSource, noResult } from './engagementSource.js'

/** Returns the store of an answer that the app has. The answer is undefined while the app requests it. */
export function storeForAnswer(client: EngagementClient, queryClient: QueryClient, engagement: Engagement | undefined): EngagementStore {
  const { byEngagement } = bindEngagementQuery(client, queryClient)
  const key = engagement ?? noResult
  return byEngagement.get(key) ?? create()

  function create(): EngagementStore {
    const store = createEngagementStore({ client, source: createAnswerSource(engagement) })
    byEngagement.set(key, store)
    return store
  }
}

/** The result never changes, because the app replaces an answer by passing another one. */
function createAnswerSource(engagement: Engagement | undefined): EngagementSource {
  const result = { ...noResult, data: engagement }
  return { getResult: () => result }
}
