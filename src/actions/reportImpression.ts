import type { AvailableEngagement } from '../api/engagement.js'
import { type ImpressionType, toImpression } from '../api/impression.js'
import type { EngagementClient } from '../client.js'

export type ReportImpressionParameters = {
  /** What happened to the offer. */
  type: ImpressionType
  engagement: AvailableEngagement
}

/**
 * Reports what happened to an offer: each once in its session, in order, in the session that made it. Resolves when queued: with false where it
 * was reported before, or where the offer has no `contextId` to report it with. `client.subscribe` tells what became of it.
 */
export async function reportImpression(client: EngagementClient, { type, engagement }: ReportImpressionParameters): Promise<boolean> {
  const impression = toImpression(type, engagement)
  return impression !== undefined && client.core.outbox.add({ ids: engagement, impression })
}
