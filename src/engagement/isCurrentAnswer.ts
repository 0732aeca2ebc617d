import { isExpired } from '../browser/expiry.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'

/**
 * True if an answer belongs to the visitor for whom the client works now. The client shows, accepts, reports and reuses no other answers.
 *
 *   the session is one of the current epoch        → true
 *   the client has no session, and the answer      → true: the client may continue in the session of the answer
 *   is young and has not expired
 *   any other answer                               → false
 *
 * @param receivedAt The time of the response, in milliseconds since the epoch.
 */
export function isCurrentAnswer({ core, service }: EngagementClient, answer: Engagement, receivedAt: number = Date.now()): boolean {
  const { session } = core
  if (session.isOfEpoch(answer.sessionId)) return true
  // A time in the future shows that the clock was set since, or differs from the server's.
  const isYoung = Math.abs(Date.now() - receivedAt) < service.sessionLimits.idleTimeout * 1000
  return isYoung && session.canAdopt(answer) && !isExpired(answer)
}
