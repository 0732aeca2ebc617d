import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { EngagementService } from '../model/engagementService.js'

/**
 * Checks the options of a client. The service checks the account and its own options.
 * @throws ConfigurationError if an option cannot be used
 */
export function validateClientOptions(
  accountId: string,
  service: EngagementService | undefined,
  schedule: RetrySchedule | undefined,
  jitter: number,
): void {
  if (!service) {
    throw new ConfigurationError(
      dev`The client has no service. Give appEngagement() or monitoring() as service, or superOffice() as chatSessions.`,
    )
  }
  service.validate(accountId)
  const areDelays = [...(schedule ?? []), jitter].every((delay) => delay >= 0 && delay < Infinity)
  if (areDelays) return
  throw new ConfigurationError(
    dev`retry is invalid. Give delays in seconds as schedule, and a share of them as jitter, instead of "${schedule}" and ${jitter}.`,
  )
}
