import type { QueryClient } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import { bindEngagementQuery } from './bindEngagementQuery.js'
import { createEngagementStore, type EngagementStore } from './createEngagementStore.js'
import { type EngagementSource, noResult } from './engagementSource.js'
import { isCurrentAnswer } from './isCurrentAnswer.js'

/** Returns the store of an answer that the app has. The answer is undefined while the app requests it. */
export function storeForAnswer(
  client: EngagementClient,
  queryClient: QueryClient | undefined,
  engagement: Engagement | undefined,
): EngagementStore {
  if (!queryClient) return create()
  const binding = bindEngagementQuery(client, queryClient)
  binding.byEngagement ??= new WeakMap()
  const { byEngagement } = binding
  const key = engagement ?? noResult
  const store = byEngagement.get(key) ?? create()
  byEngagement.set(key, store)
  return store

  function create(): EngagementStore {
    return createEngagementStore({ client, source: createAnswerSource(client, engagement) })
  }
}

/** The result never changes, because the app replaces an answer by passing another one. */
function createAnswerSource(client: EngagementClient, engagement: Engagement | undefined): EngagementSource {
  const result = { ...noResult, data: engagement }
  // The button of another visitor's answer stays, disabled, because only the app can request another.
  return {
    getResult: () => result,
    getServerResult: () => result,
    isOfOtherEpoch: () => engagement !== undefined && !isCurrentAnswer(client, engagement),
  }
}
