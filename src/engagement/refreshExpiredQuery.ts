import type { QueryClient } from '@tanstack/react-query'
import { isExpired, wasExpiredOnReceipt } from '../browser/expiry.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement, Engagement } from '../model/engagement.js'
import { request } from '../react/bindQueryClient.js'
import { findEngagementQueries } from './currentAnswerQuery.js'
import { queueImpression } from './queueImpression.js'

/**
 * Requests new answers for the expired offers on the page, and reports the offers as timed out. Resolves when each request has an answer or
 * has failed.
 */
export async function refreshExpiredQueries(client: EngagementClient, queryClient: QueryClient): Promise<void> {
  const { session } = client.core
  session.readStorage()
  const expired = findEngagementQueries(client, queryClient, 'active').filter(({ state }) => {
    const engagement = state.data as Engagement | undefined
    return engagement && (isExpired(engagement) || session.isLost(engagement.sessionId))
  })
  for (const { state } of expired) {
    const engagement = state.data as AvailableEngagement
    // The report of a timeout is useless in a session that is over too.
    const isReported = engagement.sessionId === client.session.getState().sessionId && !wasExpiredOnReceipt(engagement)
    if (isReported) queueImpression(client, { type: 'impTimeout', engagement })
  }
  await Promise.all(expired.map(request))
}
