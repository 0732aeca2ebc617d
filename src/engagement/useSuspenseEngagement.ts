'use client'

import { type UseSuspenseQueryOptions, type UseSuspenseQueryResult, useSuspenseQuery } from '@tanstack/react-query'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError, type EngagementError } from '../errors.js'
import type { Engagement } from '../model/engagement.js'
import type { Question } from '../model/question.js'
import { useEngagementClient, useQueryClientOf } from '../react/useEngagementClient.js'
import { bindEngagementQuery } from './bindEngagementQuery.js'
import { type EngagementQueryKey, type EngagementQueryParameters, engagementQueryOptions } from './engagementQuery.js'

export type UseSuspenseEngagementParameters<selectData = Engagement> = Question & {
  /** TanStack Query's options, as far as they leave the asking alone. */
  query?:
    | Pick<NonNullable<EngagementQueryParameters<selectData>['query']>, 'select' | 'gcTime' | 'meta' | 'notifyOnChangeProps'>
    | undefined
  /** @default the nearest `EngagementProvider`'s */
  client?: EngagementClient | undefined
}

export type UseSuspenseEngagementReturnType<selectData = Engagement> = UseSuspenseQueryResult<selectData, EngagementError>

/**
 * Like `useEngagement`, for a component inside `Suspense` and an error boundary: there is always `data`. A server, which asks nothing while it
 * renders, leaves what was not prefetched to the browser.
 * @throws EngagementError to the nearest error boundary
 * @example
 * const { data } = useSuspenseEngagement()
 */
export function useSuspenseEngagement<selectData = Engagement>({
  client: override,
  ...parameters
}: UseSuspenseEngagementParameters<selectData> = {}): UseSuspenseEngagementReturnType<selectData> {
  const client = useEngagementClient(override)
  const queryClient = useQueryClientOf(client)
  bindEngagementQuery(client, queryClient)
  const options = engagementQueryOptions(client, parameters)
  if (isServer && !queryClient.getQueryData(options.queryKey)) {
    throw new ConfigurationError(
      dev`A server asks for no engagement while it renders: React shows the fallback of the Suspense around, and the browser asks. To render an answer on the server, prefetch it with engagementQueryOptions.`,
    )
  }
  return useSuspenseQuery(options as UseSuspenseQueryOptions<Engagement, EngagementError, selectData, EngagementQueryKey>, queryClient)
}
