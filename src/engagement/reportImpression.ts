import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement } from '../model/engagement.js'
import type { ImpressionType } from '../model/impression.js'
import { createOutbox } from '../outbox/createOutbox.js'
import { registerOutbox } from '../outbox/outboxRegistry.js'
import { removeAcceptedAnswers } from './removeAcceptedAnswers.js'

registerOutbox(createOutbox)

/** The event of an offer. */
export type ReportImpressionParameters = {
  /** The event to report: `impDisplay`, `impAccept`, `impClose` or `impTimeout`. */
  type: ImpressionType
  /** The offer of the event. */
  engagement: AvailableEngagement
}

/**
 * Reports an event of an offer, in order and in the session of the offer. Each event of an offer is reported once. `client.subscribe` has the outcome.
 *
 * Resolves with true when the impression is queued. Resolves with false if it was reported before, or if the offer has no `contextId`. It
 * also resolves with false for an `impClose` or `impTimeout` after an `impAccept` or `impClose`.
 */
export async function reportImpression(client: EngagementClient, { type, engagement }: ReportImpressionParameters): Promise<boolean> {
  removeAcceptedAnswers(client.core, [{ type }])
  const outbox = client.core.outbox()
  const { visitorId, sessionId, pageId, campaignId, engagementId, engagementRevision, contextId } = engagement
  const offer = { visitorId, sessionId, pageId, campaignId, engagementId, engagementRevision, contextId }
  if (!outbox || !client.service.toWireImpression(type, offer)) return false
  const isReported = (type: ImpressionType) => outbox.has({ type, offer })
  const isEndImpression = type === 'impTimeout' || type === 'impClose'
  return !(isEndImpression && (isReported('impAccept') || isReported('impClose'))) && outbox.add({ type, offer })
}
