import ky from 'ky'
import { dev } from '../dev.js'
import { TimeoutError } from '../errors.js'

export type RunAttemptsOptions = {
  /** The time of one attempt, in seconds. */
  timeout: number
  /** How many attempts may follow the first one. */
  limit: number
  /** Ends the attempt in flight, or the delay, with its reason. */
  signal: AbortSignal | undefined
  /** Runs before each attempt, outside of its time. */
  waitUntilSendable: ((signal: AbortSignal | undefined) => Promise<void>) | undefined
  /**
   * Returns the delay before the next attempt, in seconds. Undefined makes the error final. `retry` counts from 1. `createHttp` decides by the service's
   * policy, `Retry-After`, schedule and jitter.
   */
  planRetry: (error: Error, retry: number) => number | undefined
}

/**
 * Runs attempts until one returns an answer, or `planRetry` makes the error of one final:
 *
 *   waitUntilSendable ── attempt ── error ── planRetry ── delay ──┐
 *           ↑                └───── answer: done                  │
 *           └─────────────────────────────────────────────────────┘
 *
 * ky is the loop: it holds the timeout, the delay and the abort. The attempt itself makes its request.
 */
export async function runAttempts<answer>(
  attempt: (signal: AbortSignal) => Promise<answer>,
  { timeout, limit, signal, waitUntilSendable, planRetry }: RunAttemptsOptions,
): Promise<answer> {
  let answer: answer | undefined
  let delaySeconds: number | undefined

  await waitUntilSendable?.(signal)
  // The address is never requested, because the attempt replaces ky's fetch.
  await ky('https://attempt.invalid', {
    signal: signal ?? null,
    timeout: timeout * 1000,
    async fetch(request) {
      // ky always gives a Request. Its signal ends the attempt.
      answer = await attempt((request as Request).signal)
      return new Response()
    },
    hooks: { beforeRetry: [() => waitUntilSendable?.(signal)] },
    retry: {
      limit,
      shouldRetry({ error, retryCount }) {
        delaySeconds = signal?.aborted ? undefined : planRetry(error, retryCount)
        return delaySeconds !== undefined
      },
      delay: () => (delaySeconds ?? 0) * 1000,
    },
  }).catch((error) => {
    if (signal?.aborted || error.name !== 'TimeoutError') throw error
    throw new TimeoutError(dev`The service did not answer within ${timeout} s. Try again later.`, { cause: error })
  })
  // ky resolves only after an attempt has returned.
  return answer as answer
}
