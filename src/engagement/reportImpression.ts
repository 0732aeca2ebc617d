import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { SessionLostError } from '../errors.js'
import type { ReportImpressionParameters } from './queueImpression.js'
import { queueReport } from './queueReport.js'

export type { ReportImpressionParameters } from './queueImpression.js'

/**
 * Reports an event of an offer, in order and in the session of the offer. Each event of an offer is reported once. `client.subscribe` has the outcome.
 *
 * Resolves with true when the impression is queued. Resolves with false if it was reported before, or if the offer has no `contextId`. It
 * also resolves with false for an `impClose` or `impTimeout` after an `impAccept` or `impClose`.
 * @throws SessionLostError if the offer belongs to another visitor, or to a session that is over, for example since a log-out
 */
export async function reportImpression(client: EngagementClient, parameters: ReportImpressionParameters): Promise<boolean> {
  const isQueued = queueReport(client, parameters)
  if (isQueued !== undefined) return isQueued
  throw new SessionLostError(
    dev`The offer belongs to another visitor, or to a session that is over, so nothing was reported. Report only offers that you requested since the last log-out.`,
  )
}
