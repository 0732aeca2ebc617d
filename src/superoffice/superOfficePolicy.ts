import { ServiceError } from '../errors.js'
import type { HttpPolicy } from '../http/httpPolicy.js'
import { toNumber } from '../http/readers.js'
import { readErrorEntity } from './errorEntity.js'

/** The delays before the three retries, in seconds. SuperOffice's documents publish no figures. An answer's `Retry-After` replaces its delay. */
export const superOfficeSchedule = [1, 2, 4] as const

/** The shortest and the longest delay that a `Retry-After` can set, in seconds. */
const retryAfterLimits = { min: 1, max: 60 } as const

/**
 * The policy of SuperOffice's WebAPI. GET and PUT are retried after a network failure, a timeout, 429 and any 5xx. PATCH is not retried after a 5xx other
 * than 503, because it may have been applied in part. POST is never retried, because each POST that arrives has an effect. `superOffice.ts` also repeats
 * a request once, with new credentials, after 401 and 403.
 */
export const superOfficePolicy: HttpPolicy = {
  timeout: 30,

  toError({ status, body }, headers) {
    const { isError, serviceMessage, errorType } = readErrorEntity(body)
    if (status < 300 && !isError) return undefined
    return new ServiceError({
      status,
      internalCode: undefined,
      time: undefined,
      serviceMessage,
      errorType,
      retryAfter: toRetryAfter(headers),
    })
  },

  isRetryable(error, method) {
    const { name, status } = error as ServiceError
    if (method === 'POST') return false
    return /^(Network|Timeout)Error$/.test(name) || status === 429 || status === 503 || (status >= 500 && method !== 'PATCH')
  },
}

/**
 * Converts `Retry-After`, which is a number of seconds or a date, to seconds. The service's own `Date` is the present of that date, because the
 * browser's clock may be wrong. A browser may not read the `Date` of another origin.
 */
function toRetryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after')
  const now = toTime(headers.get('date')) ?? Date.now()
  const time = toTime(text)
  const seconds = toNumber(text) ?? (time && (time - now) / 1000)
  return seconds === undefined ? undefined : Math.min(Math.max(seconds, retryAfterLimits.min), retryAfterLimits.max)
}

/** Converts a date to milliseconds since the epoch. */
function toTime(text: string | null): number | undefined {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? undefined : time
}
