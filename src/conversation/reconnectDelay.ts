import { type RetrySchedule, toDelay } from '../http/retrySchedule.js'

/** The delays between attempts, in seconds, and those after them. LivePerson's documents recommend both. */
const reconnectSchedule: RetrySchedule = [5, 10, 15]
const slowSchedule: RetrySchedule = [120, 240, 480]

/**
 * Returns the delay before the next attempt to connect, in seconds. The attempts never end, because the page may stay open.
 * @param failures How many attempts have failed since the last connection, from 1.
 */
export function toReconnectDelay(failures: number, schedule: RetrySchedule = reconnectSchedule, jitter = 0): number {
  const delays = [...schedule, ...slowSchedule]
  return toDelay(delays, Math.min(failures, delays.length), jitter)
}
