import type { RetrySchedule } from './retrySchedule.js'

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** Called for each attempt, with the visitor that a loading account named meanwhile. */
  path: (loadingVisitorId?: string) => string
  body?: unknown
  /** Sends a PUT as a POST with `X-HTTP-Method-Override`, for a service whose CORS rules name no PUT. */
  methodOverride?: boolean
} & HttpRequestOptions

/** How a request is sent, beside what is in it. */
export type HttpRequestOptions = {
  keepalive?: boolean | undefined
  signal?: AbortSignal | undefined
  /** @default the service's own */
  schedule?: RetrySchedule
  /** Called in the very step that makes an attempt. */
  onAttempt?: () => void
  /** An attempt failed, with that error, and another one will be made. */
  onRetryScheduled?: (error: Error) => void
}

/** An answer of success. `body` is what its text says in JSON, whatever the content type, or the text where it is none. */
export type HttpAnswer = { status: number; body: unknown }

export type Http = (request: HttpRequest) => Promise<HttpAnswer>

/** A pause before the next attempt: `attempt` counts retries from 1 to `of`, `delay` is in seconds. */
export type RetryInfo = { attempt: number; of: number; delay: number }
