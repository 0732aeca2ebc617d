import { AccountLoadingError, ServiceError } from '../errors.js'
import type { HttpPolicy } from '../http/httpPolicy.js'
import { readFields, toNumber, toText } from '../http/readers.js'

/**
 * The policy of LivePerson's APIs: 5xx, network failures, timeouts and "Loading account" are retried, for every method. The delays are in
 * `livePersonSchedules.ts`.
 */
export const livePersonPolicy: HttpPolicy = {
  timeout: 10,

  toError({ status, body }, _headers, visitorId) {
    const isAccepted = status === 202
    if (status < 300 && !isAccepted) return undefined
    const { internalCode, message, time } = readFields(body, {
      internalCode: toNumber,
      message: toText,
      time: (time) => toNumber(time) ?? toText(time),
    })
    return isAccepted || (status === 500 && internalCode === 20)
      ? // The text is `Loading account: <account>, vid: <vid>`. One published page shows it without both values.
        new AccountLoadingError(/\bvid:\s*([^\s,]+)/.exec(message ?? '')?.[1] ?? visitorId)
      : new ServiceError({ status, internalCode, serviceMessage: message, time })
  },

  isRetryable: (error) => /^(Network|Timeout|AccountLoading)Error$/.test(error.name) || (error as ServiceError).status >= 500,
}
