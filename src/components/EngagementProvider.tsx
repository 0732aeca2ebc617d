'use client'

import type { QueryClient } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useEffect, useMemo } from 'react'
import type { EngagementClient } from '../client.js'
import { EngagementContext } from '../hooks/useEngagementClient.js'

export type EngagementProviderProps = {
  client: EngagementClient
  /** @default the nearest `QueryClientProvider`'s; without one, the client's own */
  queryClient?: QueryClient | undefined
  children?: ReactNode
}

/** Hands a client to the hooks and components inside, and lets it listen to the page. */
export function EngagementProvider({ client, queryClient, children }: EngagementProviderProps): ReactElement {
  const value = useMemo(() => ({ client, queryClient }), [client, queryClient])

  useEffect(() => {
    client.mount()
    return client.unmount
  }, [client])

  return <EngagementContext.Provider value={value}>{children}</EngagementContext.Provider>
}
