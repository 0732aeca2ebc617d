import type { HttpAnswer, HttpRequest } from './http.js'

/** The responses that count as errors of a service, and the errors that may be retried. */
export type HttpPolicy = {
  /** The time limit of one attempt, from its start to the end of the response's body, in seconds. */
  timeout: number
  /**
   * Returns the error that a response stands for; undefined if the response is a success. `visitorId` is the visitor that a loading account named
   * on an earlier attempt.
   */
  toError: (answer: HttpAnswer, headers: Headers, visitorId: string | undefined) => Error | undefined
  /** Prepares the text of a response's body for `JSON.parse`. */
  toJsonText?: ((text: string) => string) | undefined
  /** Returns the visitor that a failed response names. The next attempt sends it. */
  toVisitorId?: ((answer: HttpAnswer) => string | undefined) | undefined
  /** True if the next attempt may succeed. ky's and our own timeouts are both named `TimeoutError`. */
  isRetryable: (error: Error, method: HttpRequest['method']) => boolean
}
