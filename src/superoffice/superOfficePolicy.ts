import { ServiceError } from '../errors.js'
import type { HttpPolicy } from '../http/httpPolicy.js'
import { isRecord, toNumber, toText } from '../http/readers.js'

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
    const entity = readErrorEntity(body)
    if (status < 300 && !isErrorEntity(entity)) return undefined
    return new ServiceError({
      status,
      internalCode: undefined,
      time: undefined,
      serviceMessage: toFirstText(entity, ['friendlytext', 'errormessage', 'message', 'title', 'detail']),
      errorType: toFirstText(entity, ['errortype', 'exceptiontype', 'type']),
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
 * Returns the members of an error entity. Their names are in lower case, because a host can be configured to write camelCase. The entity is the body
 * itself, or the body's member `error`.
 */
function readErrorEntity(body: unknown): Record<string, unknown> {
  const members = toLowerCaseNames(body)
  return { ...members, ...toLowerCaseNames(members.error) }
}

function toLowerCaseNames(value: unknown): Record<string, unknown> {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member])) : {}
}

/** Returns whether the members are an error entity. The REST error and the error of model binding can come with a status of success. */
function isErrorEntity(members: Record<string, unknown>): boolean {
  const isBindingError = 'message' in members && 'messagedetail' in members && !('chatsessionid' in members)
  return members.error === true || isRecord(members.error) || isBindingError
}

/** Returns the first of the named members that is a text. */
function toFirstText(members: Record<string, unknown>, names: string[]): string | undefined {
  return names.map((name) => toText(members[name])).find(Boolean)
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
