import type { RetrySchedule } from '../http/retrySchedule.js'
import { maxAttempts } from './outboxLimits.js'
import type { QueuedImpression } from './queuedImpression.js'

/** After the published delays, an outage is tried again each minute, as long as the impressions have attempts. In seconds. */
const outageDelay = 60

/** The delays between the attempts of a batch. */
export function toRetrySchedule(published: RetrySchedule, items: readonly QueuedImpression[]): RetrySchedule {
  const remaining = maxAttempts - 1 - Math.max(...items.map(({ attempts }) => attempts))
  return [...published, ...Array<number>(maxAttempts).fill(outageDelay)].slice(0, remaining)
}
