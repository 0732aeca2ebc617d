import { ConfigurationError } from '../errors.js'
import type { RetrySchedule } from '../http/schedules.js'
import type { EngagementService } from './service.js'
import { toBaseUrl } from './toBaseUrl.js'

const isAccountId = /^[a-zA-Z0-9_]{1,20}$/

const areTimes = (times: readonly number[]) => times.every((time) => time >= 0 && time < Infinity)

/**
 * Where the site says that the service is; undefined where it leaves that to the Domain API.
 * @throws ConfigurationError when the account, the service, its domain or the retries cannot be
 */
export function toServiceUrl(
  accountId: string,
  service: EngagementService | undefined,
  schedule: RetrySchedule,
  jitter: number,
): string | undefined {
  const baseUrl = toBaseUrl(service?.domain)
  const isValid =
    isAccountId.test(accountId) &&
    service &&
    (service.domain === undefined || baseUrl) &&
    (process.env.NODE_ENV === 'production' || areTimes([...schedule, jitter]))
  if (isValid) return baseUrl
  throw new ConfigurationError(process.env.NODE_ENV === 'production' ? '' : describeWrong(accountId, service, schedule, jitter))
}

/** Which option cannot be used, and what can. */
function describeWrong(accountId: string, service: EngagementService | undefined, schedule: RetrySchedule, jitter: number): string {
  if (!isAccountId.test(accountId)) return `accountId "${accountId}" cannot be used: give 1 to 20 letters, digits and underscores.`
  if (!service) return 'There is no service to ask: give appEngagement() or monitoring() as service, or superOffice() as chatSessions.'
  return areTimes([...schedule, jitter])
    ? `domain "${service.domain}" of the service cannot be used: give a host, an origin, or a path on the page's own origin ("/chat-proxy").`
    : `retry cannot be used: schedule "${schedule}" has to be pauses in seconds, jitter ${jitter} a share of them.`
}
