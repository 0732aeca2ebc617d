import type { Query, QueryClient } from '@tanstack/react-query'
import { isExpired } from '../browser/expiry.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement, Engagement } from '../model/engagement.js'
import { engagementKeyPrefix } from '../react/engagementKeyPrefix.js'
import { reportImpression } from './reportImpression.js'

/**
 * Requests new answers for the expired offers on the page, and reports the offers as timed out. Resolves when each request has an answer or
 * has failed.
 */
export function refreshExpiredQueries(client: EngagementClient, queryClient: QueryClient): Promise<void> {
  const filters = {
    queryKey: engagementKeyPrefix(client),
    type: 'active',
    predicate: ({ state }: Query) => isExpired(state.data as Engagement | undefined),
  } as const
  client.core.session.readStorage()
  for (const { state } of queryClient.getQueryCache().findAll(filters)) {
    const engagement = state.data as AvailableEngagement
    // The report of a timeout is useless in a session that is over too.
    if (engagement.sessionId === client.session.getState().sessionId) void reportImpression(client, { type: 'impTimeout', engagement })
  }
  return queryClient.refetchQueries(filters, { cancelRefetch: false })
}
