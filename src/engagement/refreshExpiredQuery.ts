import type { Query, QueryClient } from '@tanstack/react-query'
import { isExpired } from '../browser/expiry.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement, Engagement } from '../model/engagement.js'
import { engagementKeyPrefix } from '../react/engagementKeyPrefix.js'
import { reportImpression } from './reportImpression.js'

/** Asks again for the expired offers on the page, and reports that they have ended. Settles when all is answered, or failed. */
export function refreshExpired(client: EngagementClient, queryClient: QueryClient): Promise<void> {
  const filters = {
    queryKey: engagementKeyPrefix(client),
    type: 'active',
    predicate: ({ state }: Query) => isExpired(state.data as Engagement | undefined),
  } as const
  client.core.session.readStorage()
  for (const { state } of queryClient.getQueryCache().findAll(filters)) {
    const engagement = state.data as AvailableEngagement
    // The end of an offer is of no use in a session that has ended too.
    if (engagement.sessionId === client.session.getState().sessionId) void reportImpression(client, { type: 'impTimeout', engagement })
  }
  return queryClient.refetchQueries(filters, { cancelRefetch: false })
}
