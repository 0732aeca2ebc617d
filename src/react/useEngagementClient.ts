'use client'

import { type QueryClient, QueryClientContext } from '@tanstack/react-query'
import { type Context, createContext, useContext } from 'react'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import { queryClientOf } from './bindQueryClient.js'
import type { EngagementLocale } from './locale.js'

/** The value of `EngagementProvider`. */
export type EngagementContextValue = {
  client: EngagementClient
  queryClient: QueryClient | undefined
  locales: readonly EngagementLocale[]
  language: string | undefined
}

export const EngagementContext: Context<EngagementContextValue | undefined> = createContext<EngagementContextValue | undefined>(undefined)

/**
 * Returns `override`, or else the client of the nearest `EngagementProvider`.
 * @throws ConfigurationError if there is neither
 * @example
 * ```ts
 * const client = useEngagementClient()
 * const logOut = () => client.reset()
 * ```
 */
export function useEngagementClient(override?: EngagementClient): EngagementClient {
  const provided = useContext(EngagementContext)
  const client = override ?? provided?.client
  if (client) return client
  throw new ConfigurationError(
    dev`There is no engagement client here. Put the component inside <EngagementProvider client={client}>, or give it a client. If it is inside one, the page has two copies of react-engagement, and each sees only its own provider: share one copy, as docs/builds.md says.`,
  )
}

/**
 * Returns the QueryClient of the provider, or else the nearest on the page, or else the engagement client's own. Undefined on a server without one,
 * because nobody can have put an answer into a new QueryClient.
 */
export function useFilledQueryClient(client: EngagementClient): QueryClient | undefined {
  const provided = useContext(EngagementContext)
  const nearest = useContext(QueryClientContext)
  return provided?.queryClient ?? nearest ?? (isServer ? undefined : queryClientOf(client))
}

/** Returns the same. A server without a QueryClient makes one for each render of the provider. */
export function useQueryClientOf(client: EngagementClient): QueryClient {
  const provided = useContext(EngagementContext)
  return useFilledQueryClient(client) ?? queryClientOf(provided ?? {})
}
