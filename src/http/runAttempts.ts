import ky from 'ky'
import { runLimited } from './runLimited.js'

export type RunAttemptsOptions = {
  /** The time of one attempt, in seconds. */
  timeout: number
  /** Ends the attempt in flight, or the delay, with its reason. */
  signal: AbortSignal | undefined
  /** Runs before each attempt, outside of its time. */
  beforeAttempt: () => Promise<void>
  /**
   * Returns the delay before the next attempt, in seconds. Undefined makes the error final. `createHttp` decides by the service's policy, `Retry-After`,
   * schedule, jitter and the network.
   */
  planRetry: (error: Error) => number | undefined
}

/**
 * Runs attempts until one returns an answer, or `planRetry` makes the error of one final:
 *
 *   beforeAttempt ── attempt ── error ── planRetry ── delay ──┐
 *         ↑             └────── answer: done                  │
 *         └───────────────────────────────────────────────────┘
 *
 * ky is the loop, and holds the delay. Each attempt has its own time and signal, because ky ends no attempt without `AbortSignal.any`. Browsers have that
 * function only since 2024.
 */
export async function runAttempts<answer>(
  attempt: (signal: AbortSignal) => Promise<answer>,
  { timeout, signal, beforeAttempt, planRetry }: RunAttemptsOptions,
): Promise<answer> {
  let answer: answer | undefined
  let delaySeconds: number | undefined

  // The address is never requested, because the attempt replaces ky's fetch.
  const run = () =>
    ky('https://attempt.invalid', {
      timeout: false,
      async fetch() {
        answer = await runLimited(attempt, { signal, timeout })
        return new Response()
      },
      hooks: {
        beforeRetry: [
          () => {
            if (signal?.aborted) throw signal.reason
            return beforeAttempt()
          },
        ],
      },
      retry: {
        limit: Number.POSITIVE_INFINITY,
        shouldRetry({ error }) {
          delaySeconds = signal?.aborted ? undefined : planRetry(error)
          return delaySeconds !== undefined
        },
        delay: () => (delaySeconds ?? 0) * 1000,
      },
    })

  await beforeAttempt()
  // ky does not know the signal. After an abort, ky's delay ends without another attempt.
  await runLimited(run, { signal })
  // ky resolves only after an attempt has returned.
  return answer as answer
}
