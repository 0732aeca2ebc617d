import type { EngagementClient } from '../client/engagementClient.js'
import { createOutbox } from '../outbox/createOutbox.js'
import { registerOutbox } from '../outbox/outboxRegistry.js'
import { queueImpression, type ReportImpressionParameters } from './queueImpression.js'

registerOutbox(createOutbox)

/** Queues an impression, and brings the outbox. A client of another copy of the package may be without one. */
export function queueReport(client: EngagementClient, parameters: ReportImpressionParameters): boolean | undefined {
  client.core.outbox(createOutbox)
  return queueImpression(client, parameters)
}
