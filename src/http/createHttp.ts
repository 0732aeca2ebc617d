import ky from 'ky'
import { dev } from '../dev.js'
import { AccountLoadingError, EngagementError, NetworkError, ServiceError, TimeoutError } from '../errors.js'
import type { Http, HttpAnswer, RetryInfo } from './http.js'
import type { HttpPolicy } from './httpPolicy.js'
import { type RetrySchedule, toDelay } from './retrySchedule.js'

export type HttpOptions = {
  fetch: typeof fetch
  policy: HttpPolicy
  schedule: RetrySchedule
  /** What paths are appended to. Asked for each attempt. */
  baseUrl: () => Promise<string>
  /** Waited for before each attempt, outside of its time. */
  waitUntilSendable?: (signal: AbortSignal | undefined) => Promise<void>
  /** A pause after a failure is drawn from `[d, d + jitter · d)`. */
  jitter?: number
  onRetry?: (info: RetryInfo) => void
  /** An attempt did not get through. */
  onNetworkFailure?: () => void
}

/**
 * Sends requests, and waits out what the service's policy says may pass.
 *
 * ky keeps the schedule, the timeout and the abort. Each attempt's request is made here, from the JSON text: ky would repeat a copied
 * `Request`, whose body is a stream, and Chromium refuses those with a changed URL or with `keepalive`.
 */
export function createHttp({
  fetch,
  policy,
  schedule: defaultSchedule,
  baseUrl,
  waitUntilSendable,
  jitter = 0,
  onRetry,
  onNetworkFailure,
}: HttpOptions): Http {
  return async ({
    method,
    path,
    body,
    methodOverride,
    keepalive = false,
    signal,
    schedule = defaultSchedule,
    onAttempt,
    onRetryScheduled,
  }) => {
    const text = body === undefined ? null : JSON.stringify(body, withoutNonFinite)
    let answer: HttpAnswer | undefined
    let loadingVisitorId: string | undefined
    let delaySeconds = 0

    async function attempt(signal: AbortSignal): Promise<Response> {
      const url = (await baseUrl()) + path(loadingVisitorId)
      signal.throwIfAborted()
      onAttempt?.()
      let response: Response
      try {
        response = await fetch(url, {
          method: methodOverride ? 'POST' : method,
          headers: {
            accept: 'application/json',
            ...(text && { 'content-type': 'application/json' }),
            ...(methodOverride && { 'x-http-method-override': method }),
          },
          body: text,
          keepalive,
          credentials: 'omit',
          signal,
        })
        // Read whole inside the attempt: a body that stalls or breaks is then timed and retried like a missing answer.
        answer = { status: response.status, body: parse(await response.text()) }
      } catch (cause) {
        // A fetch of ours may have its own word on why it could not ask.
        if (signal.aborted || cause instanceof EngagementError) throw cause
        // An instrumented fetch rejects with texts that ky does not know: any rejection that is no abort is a network failure.
        onNetworkFailure?.()
        throw new NetworkError(
          dev`The service could not be reached. Check the connection, the domain, the page's connect-src, and that the service allows this origin (CORS).`,
          { cause },
        )
      }
      const error = policy.toError(answer, response.headers, loadingVisitorId)
      if (error) throw error
      return response
    }

    await waitUntilSendable?.(signal)
    // To ky each request is a GET of nowhere: what is sent where is the attempt's.
    await ky('https://attempt.invalid', {
      signal: signal ?? null,
      timeout: policy.timeout * 1000,
      fetch: (request) => attempt((request as Request).signal),
      hooks: { beforeRetry: [() => waitUntilSendable?.(signal)] },
      retry: {
        limit: schedule.length,
        shouldRetry({ error, retryCount }) {
          if (signal?.aborted || !policy.isRetryable(error, method)) return false
          if (error instanceof AccountLoadingError) {
            loadingVisitorId = error.visitorId ?? loadingVisitorId
            delaySeconds = toDelay(schedule, retryCount, 0)
          } else {
            const retryAfter = error instanceof ServiceError ? error.retryAfter : undefined
            delaySeconds = retryAfter ?? toDelay(schedule, retryCount, jitter)
          }
          onRetryScheduled?.(error)
          onRetry?.({ attempt: retryCount, of: schedule.length, delay: delaySeconds })
          return true
        },
        delay: () => delaySeconds * 1000,
      },
    }).catch((error) => {
      if (signal?.aborted || error.name !== 'TimeoutError') throw error
      throw new TimeoutError(dev`The service gave no answer within ${policy.timeout} s. Try later.`, { cause: error })
    })
    return answer as HttpAnswer
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** One member that the service cannot parse may void the whole request, and JSON turns `NaN` into null. */
function withoutNonFinite(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value
}
