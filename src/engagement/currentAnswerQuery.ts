import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import { unanswered } from '../react/bindQueryClient.js'
import { engagementKeyPrefix } from '../react/engagementKeyPrefix.js'
import { isCurrentAnswer } from './isCurrentAnswer.js'

type EngagementState = { data: Engagement | undefined; dataUpdatedAt: number }

/**
 * True if the cached answer of a question may be shown. The answer may be that of another visitor: of an earlier client, of a server, or of a persister.
 * Before consent, no cached answer is shown. The answer of a lost session counts as expired, so that the next request waits for the visitor. A service
 * that loses each session would otherwise get one request after the other.
 */
export function isShowable(client: EngagementClient, { data, dataUpdatedAt }: EngagementState): boolean {
  const { hasConsent, session } = client.core
  return !data || (hasConsent() && (isCurrentAnswer(client, data, dataUpdatedAt) || session.isLost(data.sessionId)))
}

/** Drops the cached answer of a question if it may not be shown. A component on the page then requests a new one. */
export function dropForeignAnswer(client: EngagementClient, queryClient: QueryClient, queryKey: QueryKey): void {
  const query = findQuery(queryClient, queryKey)
  if (query && !isShowable(client, query.state)) query.setState(unanswered)
}

/**
 * Drops the cached answer of a question if it may not be shown. Otherwise continues in the session of the answer, if the client has no session. The answer
 * may come from a server or a persister.
 */
export function takeAnswer(client: EngagementClient, queryClient: QueryClient, queryKey: QueryKey): void {
  dropForeignAnswer(client, queryClient, queryKey)
  const { session } = client.core
  const answer = findQuery(queryClient, queryKey)?.state.data
  if (!isServer && answer && session.canAdopt(answer)) session.setIdentity(answer, 'elsewhere')
}

/** Finds a query by its hash. Each render calls this function, and `QueryCache.find` would search all queries of the site. */
function findQuery(queryClient: QueryClient, queryKey: QueryKey): Query<Engagement> | undefined {
  return queryClient.getQueryCache().get<Engagement>(queryClient.defaultQueryOptions({ queryKey }).queryHash)
}

/** Returns the engagement queries of a client: all, or the active ones, which components observe. A longer key belongs to a chat session. */
export function findEngagementQueries(client: EngagementClient, queryClient: QueryClient, type: 'all' | 'active'): Query[] {
  const prefix = engagementKeyPrefix(client)
  return queryClient.getQueryCache().findAll({
    queryKey: prefix,
    type,
    predicate: ({ queryKey }) => queryKey.length === prefix.length + 1,
  })
}
