import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import type { EngagementService } from '../model/service.js'

const accountIdPattern = /^[a-zA-Z0-9_]{1,20}$/

/**
 * Checks the options that all services share.
 * @throws ConfigurationError when the account, the service, its domain or the retries cannot be used
 */
export function validateClientOptions(
  accountId: string,
  service: EngagementService | undefined,
  schedule: RetrySchedule | undefined,
  jitter: number,
): void {
  const domain = service?.domain
  const areDelays = [...(schedule ?? []), jitter].every((delay) => delay >= 0 && delay < Infinity)
  const checks: [isValid: unknown, message: string][] = [
    [accountIdPattern.test(accountId), dev`accountId "${accountId}" is invalid. Give 1 to 20 letters, digits and underscores.`],
    [service, dev`The client has no service. Give appEngagement() or monitoring() as service, or superOffice() as chatSessions.`],
    [
      domain === undefined || toBaseUrl(domain),
      dev`domain "${domain}" of the service is invalid. Give a host, an origin, or a path on the page's own origin ("/chat-proxy").`,
    ],
    [
      areDelays,
      dev`retry is invalid. Give delays in seconds as schedule, and a share of them as jitter, instead of "${schedule}" and ${jitter}.`,
    ],
  ]
  for (const [isValid, message] of checks) if (!isValid) throw new ConfigurationError(message)
}
