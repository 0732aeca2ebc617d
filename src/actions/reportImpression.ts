import type { AvailableEngagement } from '../api/engagement.js'
import { type ImpressionType, toImpression } from '../api/impression.js'
import type { EngagementClient } from '../client.js'
import { createOutbox } from '../outbox/createOutbox.js'
import { outboxMaker } from '../outbox/outboxMaker.js'

outboxMaker.createOutbox = createOutbox

export type ReportImpressionParameters = {
  /** What happened to the offer. */
  type: ImpressionType
  engagement: AvailableEngagement
}

/**
 * Reports what happened to an offer: each once in its session, in order, in the session that made it. Resolves when queued: with false where it
 * was reported before, where the offer has no `contextId` to report it with, or for the end of an offer that was accepted. `client.subscribe`
 * tells what became of it.
 */
export async function reportImpression(client: EngagementClient, { type, engagement }: ReportImpressionParameters): Promise<boolean> {
  const outbox = client.core.outbox()
  const { visitorId, sessionId, pageId, contextId } = engagement
  const ids = { visitorId, sessionId, pageId, contextId }
  const [impression, acceptance] = [toImpression(type, engagement), toImpression('impAccept', engagement)]
  if (!outbox || !impression || !acceptance) return false
  const isEnd = type === 'impTimeout' || type === 'impClose'
  return !(isEnd && outbox.has({ ids, impression: acceptance })) && outbox.add({ ids, impression })
}
