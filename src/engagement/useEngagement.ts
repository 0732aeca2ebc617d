'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import type { EngagementError } from '../errors.js'
import type { Engagement } from '../model/engagement.js'
import { createQuestionWatch } from './createQuestionWatch.js'
import type { EngagementQueryParameters } from './engagementQuery.js'
import { useCurrentAnswerQuery } from './useCurrentAnswerQuery.js'

/** A question, the options of its query, and the client. */
export type UseEngagementParameters<selectData = Engagement> = EngagementQueryParameters<selectData> & {
  /**
   * The client that sends the request.
   * @default the client of the nearest `EngagementProvider`
   */
  client?: EngagementClient | undefined
}

/** The result of TanStack Query's `useQuery`. */
export type UseEngagementReturnType<selectData = Engagement> = UseQueryResult<selectData, EngagementError>

/**
 * Requests whether this visitor may be offered a chat. Components with the same question share one request and its answer.
 * @throws ConfigurationError without a client
 * @example
 * ```tsx
 * const { data } = useEngagement({ consumerSections: ['Support'] })
 * if (data?.status === 'available') return <a href="/chat">Chat with us</a>
 * ```
 */
export function useEngagement<selectData = Engagement>({
  client: override,
  ...parameters
}: UseEngagementParameters<selectData> = {}): UseEngagementReturnType<selectData> {
  const [options, queryClient] = useCurrentAnswerQuery(override, parameters)
  const [watchQuestion] = useState(createQuestionWatch)
  useEffect(() => watchQuestion(options.queryKey[3]))
  return useQuery(options, queryClient)
}
