import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { EngagementButton, EngagementProvider, engagementQueryOptions, useEngagementClient, useEngagementSession } from 'react-engagement'
import { Link } from 'react-router'
import { createClient, getClient, readVisitor } from '../createClient'
import { relay } from '../relay.server'
import type { Route } from './+types/prefetched'

export async function loader({ request }: Route.LoaderArgs) {
  const client = createClient(readVisitor(request), (path, init) => relay.fetch(new Request(new URL(String(path), request.url), init)))
  const queryClient = new QueryClient()
  await queryClient.prefetchQuery(engagementQueryOptions(client))
  return { identity: client.session.getState(), state: dehydrate(queryClient) }
}

export default function Prefetched({ loaderData: { identity, state } }: Route.ComponentProps) {
  const [client] = useState(() => getClient(identity))
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
  const client = useEngagementClient()
  return (
    <>
      <p>You are {useEngagementSession((session) => session.visitorId) ?? 'new'}</p>
      <button type="button" onClick={() => client.reset()}>
        Log out
      </button>
      <Link to="/">To the other route</Link>
    </>
  )
}
