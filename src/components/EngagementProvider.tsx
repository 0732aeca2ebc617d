'use client'

import type { QueryClient } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useEffect, useMemo } from 'react'
import type { EngagementClient } from '../client.js'
import { EngagementContext } from '../hooks/context.js'
import { useQueryClientOf } from '../hooks/useQueryClientOf.js'
import { engagementQueryScope } from '../query/engagement.js'

export type EngagementProviderProps = {
  client: EngagementClient
  /** @default the nearest `QueryClientProvider`'s; without one, the client's own */
  queryClient?: QueryClient | undefined
  children?: ReactNode
}

/** Hands a client to the hooks and components inside, and lets it listen to the page. */
export function EngagementProvider({ client, queryClient, children }: EngagementProviderProps): ReactElement {
  const value = useMemo(() => ({ client, queryClient }), [client, queryClient])
  const inherited = useQueryClientOf(client)
  const used = queryClient ?? inherited

  useEffect(() => {
    client.mount()
    // A visitor who logged out is asked for anew, and what was offered to the one before is withdrawn.
    const unsubscribe = client.subscribe((event) => {
      if (event.type === 'reset') void used.resetQueries({ queryKey: engagementQueryScope(client) })
    })
    return () => {
      unsubscribe()
      client.unmount()
    }
  }, [client, used])

  return <EngagementContext.Provider value={value}>{children}</EngagementContext.Provider>
}
