'use client'

import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { useEngagementClient, useQueryClientOf } from '../react/useEngagementClient.js'
import { bindEngagementQuery } from './bindEngagementQuery.js'
import { dropForeignAnswer, takeAnswer } from './currentAnswerQuery.js'
import { type EngagementQueryOptions, type EngagementQueryParameters, engagementQueryOptions } from './engagementQuery.js'

const subscribeToNothing = () => () => {}

/**
 * Returns what a hook gives to `useQuery`. Drops the cached answer before, if the answer belongs to another visitor. Hydration renders what the server
 * rendered, so that the answer is dropped after it. Before consent, no answer is rendered at all.
 */
export function useCurrentAnswerQuery<selectData>(
  override: EngagementClient | undefined,
  parameters: EngagementQueryParameters<selectData>,
): [EngagementQueryOptions<selectData>, QueryClient] {
  const client = useEngagementClient(override)
  const queryClient = useQueryClientOf(client)
  bindEngagementQuery(client, queryClient)
  const options = engagementQueryOptions(client, parameters)
  const { queryKey } = options
  const isHydrating = useSyncExternalStore(
    subscribeToNothing,
    () => false,
    () => !isServer,
  )
  if (!isHydrating || !client.core.hasConsent()) dropForeignAnswer(client, queryClient, queryKey)
  useEffect(() => takeAnswer(client, queryClient, queryKey))
  return [options, queryClient]
}
