'use client'

import type { QueryClient } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useEffect, useMemo } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import type { EngagementLocale } from './locale.js'
import { EngagementContext } from './useEngagementClient.js'

export type EngagementProviderProps = {
  client: EngagementClient
  /** @default the nearest `QueryClientProvider`'s; without one, the client's own */
  queryClient?: QueryClient | undefined
  /** The words of other languages than English, from which an engagement's language picks: `[de, fr]`. Keep the list out of the component. */
  locales?: readonly EngagementLocale[]
  /** The page's own, as in `lang`: it picks the words where an answer names no language, as of a conversation. @default English words */
  language?: string | undefined
  children?: ReactNode
}

const none: readonly EngagementLocale[] = []

/** Hands a client to the hooks and components inside, and lets it listen to the page. */
export function EngagementProvider({ client, queryClient, locales = none, language, children }: EngagementProviderProps): ReactElement {
  const value = useMemo(() => ({ client, queryClient, locales, language }), [client, queryClient, locales, language])

  useEffect(() => {
    client.mount()
    return client.unmount
  }, [client])

  return <EngagementContext.Provider value={value}>{children}</EngagementContext.Provider>
}
