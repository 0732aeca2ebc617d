/** Pauses between attempts, in seconds. A schedule of three pauses means four attempts at most. */
export type RetrySchedule = readonly number[]

/** The pause after a failure that many browsers may share, in seconds: drawn from `[d, d + jitter · d)`. `attempt` counts retries from 1. */
export function toDelay(schedule: RetrySchedule, attempt: number, jitter: number): number {
  const delay = schedule[attempt - 1] ?? 0
  return delay + delay * jitter * Math.random()
}

/** How long to wait after the network's return, which many browsers see at the same moment: 0 to 5 seconds. */
export function getReconnectDelay(): number {
  return 5 * Math.random()
}
