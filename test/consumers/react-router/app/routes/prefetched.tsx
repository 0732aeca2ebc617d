import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { EngagementButton, EngagementProvider, engagementQueryOptions, useEngagementSession } from 'react-engagement'
import { createClient } from '../createClient'
import type { Route } from './+types/prefetched'

export async function loader({ request }: Route.LoaderArgs) {
  const [, visitorId] = /visitor=([^;]+)/.exec(request.headers.get('cookie') ?? '') ?? []
  const client = createClient({ visitorId })
  const queryClient = new QueryClient()
  await queryClient.prefetchQuery(engagementQueryOptions(client))
  return { identity: client.session.getState(), state: dehydrate(queryClient) }
}

export default function Prefetched({ loaderData: { identity, state } }: Route.ComponentProps) {
  const [client] = useState(() => createClient(identity))
  return (
    <EngagementProvider client={client}>
      <HydrationBoundary state={state}>
        <EngagementButton>Chat with us</EngagementButton>
      </HydrationBoundary>
      <Visitor />
    </EngagementProvider>
  )
}

function Visitor() {
  return <p>You are {useEngagementSession((session) => session.visitorId) ?? 'new'}</p>
}
