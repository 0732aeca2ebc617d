import type { RetrySchedule } from '../http/retrySchedule.js'
import { maxAge, maxAttempts } from './outboxLimits.js'
import type { QueuedImpression } from './queuedImpression.js'

/** The delays of an outage after the published delays, in seconds. The last one repeats. */
const outageDelays = [120, 240, 480] as const

/** The delays between the attempts of a batch. The last attempt is made when the oldest impression expires. */
export function toRetrySchedule(published: RetrySchedule, items: readonly QueuedImpression[]): RetrySchedule {
  const oldest = Math.min(...items.map(({ enqueuedAt }) => enqueuedAt))
  const maxLength = maxAttempts - 1 - Math.max(...items.map(({ attempts }) => attempts))
  const delays = [...published, ...outageDelays, ...Array<number>(maxAttempts).fill(480)]
  const schedule: number[] = []
  // The clock may have been set back since.
  let remaining = Math.min(oldest + maxAge - Date.now(), maxAge) / 1000
  for (const delay of delays.slice(0, maxLength)) {
    if (remaining <= 0) break
    schedule.push(Math.min(delay, remaining))
    remaining -= delay
  }
  return schedule
}
