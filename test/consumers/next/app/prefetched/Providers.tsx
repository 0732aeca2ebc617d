'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { EngagementProvider, type SessionIdentity } from 'react-engagement'
import 'react-engagement/styles.css'
import { getPage } from '../getPage'

export function Providers({ identity, children }: { identity: SessionIdentity; children: ReactNode }) {
  const [{ client, queryClient }] = useState(() => getPage(identity))
  return (
    <QueryClientProvider client={queryClient}>
      <EngagementProvider client={client}>{children}</EngagementProvider>
    </QueryClientProvider>
  )
}
