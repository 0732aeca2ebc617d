import { ConfigurationError } from '../errors.js'
import type { EngagementService } from './service.js'

/** In the place of the service of a client that has chat sessions alone. */
export const noEngagements: EngagementService = {
  key: 'none',
  domain: undefined,
  schedule: [],
  connect: () => rejectEngagements,
  getEngagement: rejectEngagements,
  updateSession: rejectEngagements,
}

async function rejectEngagements(): Promise<never> {
  throw new ConfigurationError(
    process.env.NODE_ENV === 'production'
      ? ''
      : 'This client has chat sessions alone. Give it a service that makes engagements: createEngagementClient({ …, service: appEngagement() }).',
  )
}
