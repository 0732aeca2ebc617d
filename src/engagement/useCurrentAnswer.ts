'use client'

import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dropForeignAnswer, takeAnswer } from './currentAnswerQuery.js'

const subscribeToNothing = () => () => {}

/**
 * Drops the cached answer of a question before `useQuery` reads it, if the answer belongs to another visitor. Hydration renders what the server rendered,
 * so that the answer is dropped after it. Before consent, no answer is rendered at all.
 */
export function useCurrentAnswer(client: EngagementClient, queryClient: QueryClient, queryKey: QueryKey): void {
  const isHydrating = useSyncExternalStore(
    subscribeToNothing,
    () => false,
    () => !isServer,
  )
  if (!isHydrating || !client.core.hasConsent()) dropForeignAnswer(client, queryClient, queryKey)
  useEffect(() => takeAnswer(client, queryClient, queryKey))
}
