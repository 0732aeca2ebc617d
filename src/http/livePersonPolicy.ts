import { AccountLoadingError, ServiceError } from '../errors.js'
import type { HttpPolicy } from './policy.js'
import { readFields, toNumber, toText } from './readers.js'

/** LivePerson's APIs: 5xx, silence and "Loading account" are waited out, whatever was asked. */
export const livePersonPolicy: HttpPolicy = {
  timeout: 10,

  toError({ status, body }, _headers, visitorId) {
    if (status !== 202 && status < 300) return undefined
    const { internalCode, message, time } = readFields(body, {
      internalCode: toNumber,
      message: toText,
      time: (time) => toNumber(time) ?? toText(time),
    })
    if (status !== 202 && (status !== 500 || internalCode !== 20)) {
      return new ServiceError({ status, internalCode, serviceMessage: message, time })
    }
    // `Loading account: <account>, vid: <vid>`; both came out blank on one published page.
    return new AccountLoadingError(/\bvid:\s*([^\s,]+)/.exec(message ?? '')?.[1] ?? visitorId)
  },

  isPassing: (error) => /^(Network|Timeout|AccountLoading)Error$/.test(error.name) || (error as ServiceError).status >= 500,
}
