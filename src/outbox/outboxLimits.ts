/** How long an impression waits for others to share its request, in milliseconds. An acceptance waits for none. */
export const batchDelay = 250

/** The size of a request's body, in bytes. A browser refuses requests with `keepalive` whose bodies in flight exceed 64 KiB. */
export const maxBatchSize = 60_000

/** The part of a body that is not its impressions, in bytes. */
export const bodyOverhead = 100

/** The number of unsent impressions that a page holds. One more drops the oldest. */
export const maxQueueSize = 100

/** How long an impression may stay unsent, in milliseconds, whichever pages hold it. */
export const maxAge: number = 6 * 60 * 60 * 1000

/** How often an impression is sent, whichever pages send it. One page makes 50 attempts in 6 hours. */
export const maxAttempts = 100
