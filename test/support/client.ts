import { onTestFinished } from 'vitest'
import {
  appEngagement,
  createEngagementClient,
  type EngagementClient,
  type EngagementClientOptions,
  type EngagementService,
} from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { readSimulator } from './readSimulator.js'

export type TestClientOptions = Partial<Extract<EngagementClientOptions, { service: EngagementService }>>

export type TestClient = { client: EngagementClient; simulator: Simulator } & ReturnType<typeof readSimulator>

/**
 * Creates a client without storage. Its requests to any other address fail the test, because the simulator answers those with 404.
 *
 * @param simulator The service. @default a simulator of its own
 */
export function createTestClient(options: TestClientOptions = {}, simulator: Simulator = createSimulator()): TestClient {
  const client = createEngagementClient({
    accountId: '12345678',
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    storage: null,
    fetch: simulator.fetch,
    ...options,
  })
  // Unsent impressions would outlive the test's page.
  onTestFinished(() => client.core.outbox()?.clear())
  return { client, simulator, ...readSimulator(simulator) }
}
