'use client'

import { type UseSuspenseQueryOptions, type UseSuspenseQueryResult, useSuspenseQuery } from '@tanstack/react-query'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError, type EngagementError } from '../errors.js'
import type { Engagement } from '../model/engagement.js'
import type { Question } from '../model/question.js'
import type { EngagementQueryKey, EngagementQueryParameters } from './engagementQuery.js'
import { useCurrentAnswerQuery } from './useCurrentAnswerQuery.js'

/** A question, the options of its query, and the client. */
export type UseSuspenseEngagementParameters<selectData = Engagement> = Question & {
  /** The options of TanStack Query that do not decide when a request is sent. */
  query?:
    | Pick<NonNullable<EngagementQueryParameters<selectData>['query']>, 'select' | 'gcTime' | 'meta' | 'notifyOnChangeProps'>
    | undefined
  /**
   * The client that sends the request.
   * @default the client of the nearest `EngagementProvider`
   */
  client?: EngagementClient | undefined
}

/** The result of TanStack Query's `useSuspenseQuery`. */
export type UseSuspenseEngagementReturnType<selectData = Engagement> = UseSuspenseQueryResult<selectData, EngagementError>

/**
 * Like `useEngagement`, for a component inside `Suspense` and an error boundary, so that `data` is always there. A server sends no request while it
 * renders. Without a prefetched answer, the server renders the fallback, and the browser sends the request.
 * @throws EngagementError to the nearest error boundary
 * @throws ConfigurationError without a client, and on a server without a prefetched answer
 * @example
 * ```tsx
 * const { data } = useSuspenseEngagement()
 * if (data.status === 'available') return <a href="/chat">Chat with us</a>
 * ```
 */
export function useSuspenseEngagement<selectData = Engagement>({
  client: override,
  ...parameters
}: UseSuspenseEngagementParameters<selectData> = {}): UseSuspenseEngagementReturnType<selectData> {
  const [options, queryClient] = useCurrentAnswerQuery(override, parameters)
  if (isServer && !queryClient.getQueryData(options.queryKey)) {
    throw new ConfigurationError(
      dev`There is no prefetched answer, and a server sends no engagement request while it renders. React renders the fallback of Suspense, and the browser sends the request. To render an answer on the server, prefetch it with engagementQueryOptions.`,
    )
  }
  return useSuspenseQuery(options as UseSuspenseQueryOptions<Engagement, EngagementError, selectData, EngagementQueryKey>, queryClient)
}
