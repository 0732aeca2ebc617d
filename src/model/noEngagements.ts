import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { EngagementService } from './engagementService.js'
import { validateAccountId } from './validateAccountId.js'

/**
 * The engagement service of a client that has only chat sessions. The client reads this object from `superOffice()`, because importing it would enlarge
 * bundles without chat sessions.
 */
export const noEngagements: EngagementService = {
  key: 'none',
  domain: undefined,
  schedule: [],
  policy: { timeout: 0, toError: () => undefined, isRetryable: () => false },
  questionMembers: [],
  sessionLimits: { maxAge: 0, idleTimeout: 0 },
  validate: validateAccountId,
  connect: () => rejectEngagements,
  isUnknownSession: () => false,
  toWireImpression: () => undefined,
  getEngagement: rejectEngagements,
  updateSession: rejectEngagements,
}

async function rejectEngagements(): Promise<never> {
  throw new ConfigurationError(
    dev`This client has only chat sessions. Give the client a service that makes engagements: createEngagementClient({ …, service: appEngagement() }).`,
  )
}
