import { onTestFinished } from 'vitest'
import {
  appEngagement,
  createEngagementClient,
  type EngagementClient,
  type EngagementClientOptions,
  type EngagementService,
} from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'

/** A client without storage, on a simulator of its own. Any other address fails the test: the simulator answers it with 404. */
export function createTestClient(options: Partial<Extract<EngagementClientOptions, { service: EngagementService }>> = {}): {
  client: EngagementClient
  simulator: Simulator
} {
  const simulator = createSimulator()
  const client = createEngagementClient({
    accountId: '12345678',
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    storage: null,
    fetch: simulator.fetch,
    ...options,
  })
  // What is still to be reported would outlive the test's page.
  onTestFinished(() => client.core.outbox()?.clear())
  return { client, simulator }
}
