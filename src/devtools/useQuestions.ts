'use client'

import { notifyManager, type Query, type QueryClient } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import { findEngagementQueries } from '../engagement/currentAnswerQuery.js'
import type { EngagementError } from '../errors.js'
import type { Engagement } from '../model/engagement.js'

export type Question = Query<Engagement, EngagementError>

/** Returns the current questions of a client in a QueryClient. */
export function useQuestions(client: EngagementClient, queryClient: QueryClient): Question[] {
  const [, update] = useReducer((count: number) => count + 1, 0)
  const cache = queryClient.getQueryCache()

  // The batch defers the update, because a component may add a query while it renders, when no state may change.
  useEffect(() => cache.subscribe(notifyManager.batchCalls(update)), [cache])

  // The cast is needed because the cache has no types.
  return findEngagementQueries(client, queryClient, 'all') as unknown as Question[]
}
