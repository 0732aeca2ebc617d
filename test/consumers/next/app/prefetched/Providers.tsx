'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { EngagementProvider, type SessionIdentity } from 'react-engagement'
import 'react-engagement/styles.css'
import { createClient } from '../createClient'

export function Providers({ identity, children }: { identity: SessionIdentity; children: ReactNode }) {
  const [client] = useState(() => createClient(identity))
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      <EngagementProvider client={client}>{children}</EngagementProvider>
    </QueryClientProvider>
  )
}
