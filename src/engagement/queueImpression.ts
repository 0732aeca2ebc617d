import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement } from '../model/engagement.js'
import type { ImpressionType } from '../model/impression.js'
import { isCurrentAnswer } from './isCurrentAnswer.js'
import { removeAcceptedAnswers } from './removeAcceptedAnswers.js'

/** The event of an offer. */
export type ReportImpressionParameters = {
  /** The event to report: `impDisplay`, `impAccept`, `impClose` or `impTimeout`. */
  type: ImpressionType
  /** The offer of the event. */
  engagement: AvailableEngagement
}

/**
 * Queues an impression of an offer of the current visitor. Returns false if the impression was reported before, or does not count. Returns undefined for
 * an offer of another visitor.
 */
export function queueImpression(client: EngagementClient, { type, engagement }: ReportImpressionParameters): boolean | undefined {
  if (!isCurrentAnswer(client, engagement)) return undefined
  removeAcceptedAnswers(client.core, [{ type }])
  const outbox = client.core.outbox()
  const { visitorId, sessionId, pageId, campaignId, engagementId, engagementRevision, contextId } = engagement
  const offer = { visitorId, sessionId, pageId, campaignId, engagementId, engagementRevision, contextId }
  if (!outbox || !client.service.toWireImpression(type, offer)) return false
  const isReported = (type: ImpressionType) => outbox.has({ type, offer })
  const isEndImpression = type === 'impTimeout' || type === 'impClose'
  return !(isEndImpression && (isReported('impAccept') || isReported('impClose'))) && outbox.add({ type, offer })
}
