'use client'

import { notifyManager, type Query, type QueryClient } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import { engagementQueryKey } from '../engagement/engagementQuery.js'
import type { EngagementError } from '../errors.js'
import type { Engagement } from '../model/engagement.js'
import { engagementKeyPrefix } from '../react/engagementKeyPrefix.js'

export type Question = Query<Engagement, EngagementError>

/** The questions that a client has in a QueryClient, as they are now. */
export function useQuestions(client: EngagementClient, queryClient: QueryClient): Question[] {
  const [, update] = useReducer((count: number) => count + 1, 0)
  const cache = queryClient.getQueryCache()

  // Batched, and so told later: a query is also added while a component renders.
  useEffect(() => cache.subscribe(notifyManager.batchCalls(update)), [cache])

  const { length } = engagementQueryKey(client)
  // Only ours have these keys, and the cache knows of no types.
  return cache.findAll({
    queryKey: engagementKeyPrefix(client),
    predicate: ({ queryKey }) => queryKey.length === length,
  }) as unknown as Question[]
}
