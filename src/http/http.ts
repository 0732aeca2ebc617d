import type { RetrySchedule } from './retrySchedule.js'

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** Returns the path of an attempt. A loading account may have named the visitor in an earlier attempt. */
  path: (loadingVisitorId?: string) => string
  body?: unknown
  /** True if a request without a body has the content type of JSON, as a document shows it. */
  hasJsonType?: boolean | undefined
  /** Sends a PUT as a POST with `X-HTTP-Method-Override`, for a service whose CORS rules name no PUT. */
  methodOverride?: boolean | undefined
  /** Returns the error that the request makes of an answer, instead of `error`, which is the policy's. */
  toError?: ((answer: HttpAnswer, error: Error | undefined) => Error | undefined) | undefined
} & HttpRequestOptions

/** The options that do not change the content of a request. */
export type HttpRequestOptions = {
  /** Runs for each attempt, directly before `fetch`. Returns whether the request outlives its page. */
  keepalive?: (() => boolean) | undefined
  signal?: AbortSignal | undefined
  /** @default the service's own */
  schedule?: RetrySchedule | undefined
  /** True for errors that are retried besides those of the policy. */
  isRetryable?: ((error: Error) => boolean) | undefined
  /** Runs directly before the attempt calls `fetch`. An error ends the request. */
  onAttempt?: (() => void) | undefined
  /** Runs after a failed attempt that will be retried. */
  onRetryScheduled?: ((error: Error) => void) | undefined
  /** Runs before each retry, after its delay and outside of its time. A rejection ends the request. */
  beforeRetry?: (() => Promise<void>) | undefined
}

/** A successful response. `body` is its JSON, whatever the content type. If the text is no JSON, `body` is the text. */
export type HttpAnswer = { status: number; body: unknown }

export type Http = (request: HttpRequest) => Promise<HttpAnswer>

/**
 * The delay before the next attempt, in seconds. `attempt` counts retries from 1 to `of`. An attempt that fails without a network is not counted. Its
 * delay ends when the network returns.
 */
export type RetryInfo = { attempt: number; of: number; delay: number }
