import { AccountLoadingError, ServiceError } from '../errors.js'
import type { HttpPolicy } from '../http/httpPolicy.js'
import { isAccountLoading, readErrorEntity, readVisitorId } from './errorEntity.js'
import { quoteLongIntegers } from './quoteLongIntegers.js'

/**
 * The policy of LivePerson's APIs: 5xx, network failures, timeouts and "Loading account" are retried, for every method. The delays are in
 * `livePersonSchedules.ts`.
 */
export const livePersonPolicy: HttpPolicy = {
  timeout: 10,

  toError({ status, body }, _headers, visitorId) {
    const isAccepted = status === 202
    if (status < 300 && !isAccepted) return undefined
    const entity = readErrorEntity(body)
    const { internalCode, message: serviceMessage, time } = entity
    return isAccepted || (status === 500 && internalCode === 20)
      ? new AccountLoadingError(readVisitorId(entity) ?? visitorId)
      : new ServiceError({ status, internalCode, serviceMessage, time })
  },

  toJsonText: quoteLongIntegers,

  toVisitorId: ({ status, body }) => (status >= 500 || status === 202 ? readVisitorId(readErrorEntity(body)) : undefined),

  isRetryable: (error) => /^(Network|Timeout|AccountLoading)Error$/.test(error.name) || (error as ServiceError).status >= 500,
}

/** App Engagement's policy. Its documents have no 202, so a 202 without the entity of a loading account is a success. */
export const appEngagementPolicy: HttpPolicy = {
  ...livePersonPolicy,
  toError(answer, ...rest) {
    const isSuccess = answer.status === 202 && !isAccountLoading(readErrorEntity(answer.body))
    return isSuccess ? undefined : livePersonPolicy.toError(answer, ...rest)
  },
}
