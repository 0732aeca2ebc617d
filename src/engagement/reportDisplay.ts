import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement } from '../model/engagement.js'
import { queueReport } from './queueReport.js'

type ReportDisplayContext = {
  client: EngagementClient
  parameters: { onDisplay?: ((engagement: AvailableEngagement) => void) | undefined }
}

/** Reports that an offer was displayed. Calls `onDisplay` unless the display was reported before. */
export async function reportDisplay({ client, parameters }: ReportDisplayContext, engagement: AvailableEngagement): Promise<void> {
  if (queueReport(client, { type: 'impDisplay', engagement })) parameters.onDisplay?.(engagement)
}
