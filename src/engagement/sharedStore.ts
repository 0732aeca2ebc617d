import type { QueryClient } from '@tanstack/react-query'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { linkQueryClient } from '../react/bindQueryClient.js'
import type { EngagementViews } from './engagementStore.js'
import { refreshExpired } from './refreshExpiredQuery.js'

/** What a client has in a QueryClient: once there are any, the views of the questions that are asked, by their digests, and of answers that the app gives. */
export type Link = { views?: { asked: Map<string, EngagementViews>; given: WeakMap<object, EngagementViews> } }

/** What is to be seen of a client in a QueryClient. From the first call on, expired offers are asked for again when the visitor comes back. */
export function engagementViewsOf(client: EngagementClient, queryClient: QueryClient): Required<Link>['views'] {
  const link: Link = linkQueryClient(client, queryClient)
  if (!link.views) {
    link.views = { asked: new Map(), given: new WeakMap() }
    if (!isServer) client.core.returns.add(() => void refreshExpired(client, queryClient))
  }
  return link.views
}
