import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { cookies } from 'next/headers'
import { Suspense } from 'react'
import { EngagementButton, engagementQueryOptions } from 'react-engagement'
import { createClient } from '../createClient'
import { Providers } from './Providers'
import { Visitor } from './Visitor'

export default function Page() {
  return (
    <Suspense fallback={<p>One moment</p>}>
      <Offer />
    </Suspense>
  )
}

async function Offer() {
  const cookie = await cookies()
  const client = createClient({ visitorId: cookie.get('visitor')?.value, sessionId: cookie.get('visitor-session')?.value })
  const queryClient = new QueryClient()
  await queryClient.prefetchQuery(engagementQueryOptions(client))
  return (
    <Providers identity={client.session.getState()}>
      <HydrationBoundary state={dehydrate(queryClient)}>
        <EngagementButton>Chat with us</EngagementButton>
      </HydrationBoundary>
      <Visitor />
    </Providers>
  )
}
