/** The delays between attempts, in seconds. A schedule of three delays means four attempts at most. */
export type RetrySchedule = readonly number[]

/**
 * Returns the delay before a retry, in seconds, at random from `[d, d + jitter · d)`. The jitter spreads the retries of many browsers that failed
 * at the same moment.
 * @param attempt The number of the retry, from 1.
 */
export function toDelay(schedule: RetrySchedule, attempt: number, jitter: number): number {
  const delay = schedule[attempt - 1] ?? 0
  return delay + delay * jitter * Math.random()
}

/** Returns the delay after the network's return: 0 to 5 seconds at random. Many browsers see that return at the same moment. */
export function getReconnectDelay(): number {
  return 5 * Math.random()
}

/** How long a call waits for the network, in seconds. The browser may report wrongly that there is none. */
export const offlineDelay = 60
