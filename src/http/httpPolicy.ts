import type { HttpAnswer, HttpRequest } from './http.js'

/** How a service says that it failed, and what may then be tried again. */
export type HttpPolicy = {
  /** How long one attempt may go without a whole answer, in seconds. */
  timeout: number
  /** What an answer says of a failure; undefined where it is one of success. `visitorId` is the one that a loading account named before. */
  toError: (answer: HttpAnswer, headers: Headers, visitorId: string | undefined) => Error | undefined
  /** Whether the error may be gone at the next attempt. Both ky's and our timeouts are named `TimeoutError`. */
  isRetryable: (error: Error, method: HttpRequest['method']) => boolean
}
