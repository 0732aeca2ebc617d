import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement } from '../model/engagement.js'
import type { ImpressionType } from '../model/impression.js'
import { createOutbox } from '../outbox/createOutbox.js'
import { registerOutbox } from '../outbox/outboxRegistry.js'

registerOutbox(createOutbox)

export type ReportImpressionParameters = {
  /** What happened to the offer. */
  type: ImpressionType
  engagement: AvailableEngagement
}

/**
 * Reports what happened to an offer: each once in its session, in order, in the session that made it. Resolves when queued: with false where it
 * was reported before, where the offer has no `contextId` to report it with, or for the end of an offer that was accepted or closed. `client.subscribe`
 * tells what became of it.
 */
export async function reportImpression(client: EngagementClient, { type, engagement }: ReportImpressionParameters): Promise<boolean> {
  const outbox = client.core.outbox()
  const { visitorId, sessionId, pageId, campaignId, engagementId, engagementRevision, contextId } = engagement
  const offer = { visitorId, sessionId, pageId, campaignId, engagementId, engagementRevision, contextId }
  if (!outbox || !client.service.toWireImpression(type, offer)) return false
  const isReported = (type: ImpressionType) => outbox.has({ type, offer })
  const isEndImpression = type === 'impTimeout' || type === 'impClose'
  return !(isEndImpression && (isReported('impAccept') || isReported('impClose'))) && outbox.add({ type, offer })
}
