'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { EngagementError } from '../errors.js'
import type { Engagement } from '../model/engagement.js'
import { useEngagementClient, useQueryClientOf } from '../react/useEngagementClient.js'
import { bindEngagementQuery } from './bindEngagementQuery.js'
import { type EngagementQueryParameters, engagementQueryOptions } from './engagementQuery.js'

export type UseEngagementParameters<selectData = Engagement> = EngagementQueryParameters<selectData> & {
  /** @default the nearest `EngagementProvider`'s */
  client?: EngagementClient | undefined
}

export type UseEngagementReturnType<selectData = Engagement> = UseQueryResult<selectData, EngagementError>

/**
 * Whether this visitor may be offered a chat. Components that ask the same share one request and its answer.
 * @example
 * const { data } = useEngagement({ consumerSections: ['Support'] })
 * if (data?.status === 'available') …
 */
export function useEngagement<selectData = Engagement>({
  client: override,
  ...parameters
}: UseEngagementParameters<selectData> = {}): UseEngagementReturnType<selectData> {
  const client = useEngagementClient(override)
  const queryClient = useQueryClientOf(client)
  bindEngagementQuery(client, queryClient)
  return useQuery(engagementQueryOptions(client, parameters), queryClient)
}
