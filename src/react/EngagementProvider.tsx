'use client'

import type { QueryClient } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useEffect, useMemo } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import type { EngagementLocale } from './locale.js'
import { EngagementContext } from './useEngagementClient.js'

/** The client and the languages of the components inside. */
export type EngagementProviderProps = {
  /** The client of the hooks and components inside. */
  client: EngagementClient
  /**
   * The QueryClient that has the answers.
   * @default the QueryClient of the nearest `QueryClientProvider`, or else one of the client's own
   */
  queryClient?: QueryClient | undefined
  /**
   * The locales for languages other than English, such as `[de, fr]`. The engagement's language picks one. Define the list outside the component,
   * because a new list renders all components inside again.
   * @default []
   */
  locales?: readonly EngagementLocale[] | undefined
  /**
   * The language of the page, as in `lang`. It picks the locale if an answer names no language, or one without a locale. English labels have a
   * `lang` if the page is in another language.
   *
   * A server cannot read the default. A button that a server renders has the right label only after hydration. The components follow
   * changes of the default. An English `lang` of `<html>` picks no locale.
   * @default the `lang` of `<html>`
   */
  language?: string | undefined
  /** The components that use the client. */
  children?: ReactNode
}

const none: readonly EngagementLocale[] = []

/**
 * Provides a client to the hooks and components inside. While mounted, it lets the client listen to the page and to the site's other tabs.
 * @example
 * ```tsx
 * <EngagementProvider client={client}>
 *   <App />
 * </EngagementProvider>
 * ```
 */
export function EngagementProvider({ client, queryClient, locales = none, language, children }: EngagementProviderProps): ReactElement {
  const value = useMemo(() => ({ client, queryClient, locales, language }), [client, queryClient, locales, language])

  useEffect(() => {
    client.mount()
    return client.unmount
  }, [client])

  return <EngagementContext.Provider value={value}>{children}</EngagementContext.Provider>
}
