'use client'

import { type QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext } from 'react'
import type { EngagementClient } from '../client.js'
import { queryClientOf } from '../query/queryClient.js'
import { EngagementContext } from './context.js'

/** The QueryClient given to the provider, or else the page's nearest, or else the engagement client's own. */
export function useQueryClientOf(client: EngagementClient): QueryClient {
  const given = useContext(EngagementContext)?.queryClient
  const nearest = useContext(QueryClientContext)
  return given ?? nearest ?? queryClientOf(client)
}
