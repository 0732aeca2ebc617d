import { dev } from '../dev.js'
import { AccountLoadingError, ConfigurationError, EngagementError, NetworkError, ServiceError } from '../errors.js'
import type { Http, HttpAnswer, RetryInfo } from './http.js'
import type { HttpPolicy } from './httpPolicy.js'
import { isOwnOrigin } from './isOwnOrigin.js'
import type { Network } from './network.js'
import { offlineDelay, type RetrySchedule, toDelay } from './retrySchedule.js'
import { runAttempts } from './runAttempts.js'
import { withoutNull } from './withoutNull.js'

export type HttpOptions = {
  fetch: typeof fetch
  policy: HttpPolicy
  schedule: RetrySchedule
  /** Returns the address that paths are appended to. Each attempt calls it. */
  baseUrl: () => Promise<string>
  /** Runs before each attempt, outside of its time. */
  waitUntilSendable?: ((signal: AbortSignal | undefined) => Promise<void>) | undefined
  /** Without a network, an attempt is made, and is not counted if it fails. A request without this option counts every attempt. */
  network?: Network | undefined
  /** A delay `d` after a failure is drawn from `[d, d + jitter · d)`. */
  jitter?: number | undefined
  onRetry?: ((info: RetryInfo) => void) | undefined
  /** Runs after an attempt that did not reach the service. */
  onNetworkFailure?: (() => void) | undefined
}

/**
 * Makes a function that sends requests, and retries them as the service's policy and schedule say.
 *
 * Each attempt makes its request anew from the JSON text. A `Request` that ky copied would have a stream as its body. Chromium refuses such a
 * request with a changed URL or with `keepalive`.
 */
export function createHttp({
  fetch,
  policy,
  schedule: defaultSchedule,
  baseUrl,
  waitUntilSendable,
  network,
  jitter = 0,
  onRetry,
  onNetworkFailure,
}: HttpOptions): Http {
  return async ({
    method,
    path,
    body,
    hasJsonType,
    methodOverride,
    toError,
    keepalive,
    signal,
    schedule = defaultSchedule,
    isRetryable,
    onAttempt,
    onRetryScheduled,
    beforeRetry,
  }) => {
    const text = body === undefined ? null : toJson(body)
    /** The visitor that a failed response has named. The next attempt sends it. */
    let loadingVisitorId: string | undefined
    /** The number of failed attempts that count. */
    let failures = 0
    /** The end of the wait for the network, in milliseconds since the epoch. Undefined if the last attempt did not fail for lack of a network. */
    let offlineUntil: number | undefined

    async function attempt(signal: AbortSignal): Promise<HttpAnswer> {
      const url = (await baseUrl()) + path(loadingVisitorId)
      if (signal.aborted) throw signal.reason
      onAttempt?.()
      const wasOnline = network?.isOnline()
      let response: Response
      let answer: HttpAnswer
      try {
        response = await fetch(url, {
          method: methodOverride ? 'POST' : method,
          headers: {
            accept: 'application/json',
            ...((text || hasJsonType) && { 'content-type': 'application/json' }),
            ...(methodOverride && { 'x-http-method-override': method }),
            // This header proves to the site's relay that its own page sends the request. Another origin would need a preflight.
            ...(isOwnOrigin(url) && { 'x-react-engagement': '1' }),
          },
          body: text,
          keepalive: keepalive?.() ?? false,
          // A proxy on the page's own origin may need the page's cookie.
          credentials: 'same-origin',
          redirect: 'error',
          referrerPolicy: 'strict-origin-when-cross-origin',
          signal,
        })
        if (wasOnline === false) network?.onOfflineResponse()
        if (isRedirect(response)) throw new TypeError(dev`The response is a redirect.`)
        // The attempt reads the whole body, so that a body that stalls or breaks is retried like a missing answer.
        answer = { status: response.status, body: parse(await response.text(), policy) }
        if (signal.aborted) throw signal.reason
      } catch (cause) {
        // The `fetch` of a client may throw an error of ours, which says why it could not request.
        if (signal.aborted || cause instanceof EngagementError) throw cause
        // ky does not know the texts of an instrumented fetch. So any rejection that is no abort is a network failure.
        onNetworkFailure?.()
        throw new NetworkError(
          dev`The service could not be reached. Check the connection, the domain, the page's connect-src, that the service allows this origin (CORS), and that it does not redirect. No redirect is followed.`,
          { cause },
        )
      }
      loadingVisitorId = policy.toVisitorId?.(answer) ?? loadingVisitorId
      const policyError = policy.toError(answer, response.headers, loadingVisitorId)
      const error = toError ? toError(answer, policyError) : policyError
      if (error) throw error
      return answer
    }

    function planRetry(error: Error): number | undefined {
      if (!policy.isRetryable(error, method) && !isRetryable?.(error)) return undefined
      offlineUntil = network && !network.isOnline() && error instanceof NetworkError ? Date.now() + offlineDelay * 1000 : undefined
      const of = schedule.length
      if (offlineUntil !== undefined) {
        onRetryScheduled?.(error)
        onRetry?.({ attempt: Math.min(failures + 1, of), of, delay: offlineDelay })
        return 0
      }
      const attempt = ++failures
      if (attempt > of) return undefined
      const retryAfter = error instanceof ServiceError ? error.retryAfter : undefined
      // A loading account is waited for without jitter.
      const delay = retryAfter ?? toDelay(schedule, attempt, error instanceof AccountLoadingError ? 0 : jitter)
      onRetryScheduled?.(error)
      onRetry?.({ attempt, of, delay })
      return delay
    }

    async function beforeAttempt(): Promise<void> {
      if (offlineUntil !== undefined) await network?.waitUntilOnline(offlineUntil, signal)
      await waitUntilSendable?.(signal)
      if (failures > 0 || offlineUntil !== undefined) await beforeRetry?.()
    }

    return runAttempts(attempt, { timeout: policy.timeout, signal, beforeAttempt, planRetry })
  }
}

/** True for a redirect, followed or not. A `fetch` of the site may ignore the request's `redirect`, and an unfollowed redirect has the status 0. */
function isRedirect({ redirected, status }: Response): boolean {
  return redirected || [0, 301, 302, 303, 307, 308].includes(status)
}

function parse(text: string, { toJsonText }: HttpPolicy): unknown {
  try {
    return JSON.parse(toJsonText ? toJsonText(text) : text)
  } catch {
    return text
  }
}

function toJson(body: unknown): string {
  try {
    return JSON.stringify(body, withoutNull)
  } catch (cause) {
    throw new ConfigurationError(
      dev`The data cannot be written as JSON, because it contains a BigInt, a cycle, or a getter that throws. Give plain objects, lists, texts and numbers.`,
      { cause },
    )
  }
}
