import { ServiceError } from '../errors.js'
import type { HttpPolicy } from '../http/httpPolicy.js'
import { isRecord, toNumber, toText } from '../http/readers.js'

/** Pauses of SuperOffice's calls, of which its documents publish none, in seconds. */
export const superOfficeSchedule = [1, 2, 4] as const

/** The longest that an answer's `Retry-After` is waited for, in seconds. */
const maxRetryAfter = 60

/**
 * SuperOffice's WebAPI: reading and replacing may be done again whatever failed, a patch unless it may have failed half-way, a call that changes
 * something by its very arrival never.
 */
export const superOfficePolicy: HttpPolicy = {
  timeout: 30,

  toError({ status, body }, headers) {
    if (status < 300 && !isErrorEntity(body)) return undefined
    return new ServiceError({
      status,
      internalCode: undefined,
      time: undefined,
      serviceMessage: toFirstText(body, ['FriendlyText', 'ErrorMessage', 'Message', 'title', 'detail']),
      errorType: toFirstText(body, ['ErrorType', 'ExceptionType', 'type']),
      retryAfter: toRetryAfter(headers.get('retry-after')),
    })
  },

  isRetryable(error, method) {
    const { name, status } = error as ServiceError
    if (method === 'POST') return false
    return /^(Network|Timeout)Error$/.test(name) || status === 429 || status === 503 || (status >= 500 && method !== 'PATCH')
  },
}

/** Two kinds of them may come as a success: the REST error, and what a malformed request is answered with. */
function isErrorEntity(body: unknown): boolean {
  return isRecord(body) && (body.Error === true || ('Message' in body && 'MessageDetail' in body && !('ChatSessionId' in body)))
}

/** The first of the members that is a text. */
function toFirstText(body: unknown, names: string[]): string | undefined {
  return isRecord(body) ? names.map((name) => toText(body[name])).find(Boolean) : undefined
}

/** `Retry-After` names seconds or a date. */
function toRetryAfter(text: string | null): number | undefined {
  const seconds = toNumber(text) ?? (Date.parse(text ?? '') - Date.now()) / 1000
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), maxRetryAfter)
}
