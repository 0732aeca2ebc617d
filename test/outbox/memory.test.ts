import { describe, expect, test, vi } from 'vitest'
import {
  type AvailableEngagement,
  appEngagement,
  createEngagementClient,
  type EngagementClient,
  getEngagement,
  reportImpression,
} from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { collectGarbage } from '../support/collectGarbage.js'
import { installIndexedDb } from '../support/indexedDb.js'

/** The longest time for which a timer of the client runs after the last request, in milliseconds. */
const allTimersEnded = 10_000

vi.setConfig({ testTimeout: 2 * allTimersEnded })

/** Uses a client, and returns its last reference. The site listens to the client, and the listener refers to the client. */
async function dropClient({ fetch }: Simulator, use: (client: EngagementClient) => Promise<void>): Promise<WeakRef<EngagementClient>> {
  const client = createEngagementClient({ accountId: '12345678', service: appEngagement({ domain: 'lo.msdkgw.example' }), fetch })
  client.subscribe(() => void client.session.getState())
  client.mount()
  await use(client)
  client.unmount()
  return new WeakRef(client)
}

async function displayAndAccept(client: EngagementClient): Promise<void> {
  const engagement = (await getEngagement(client)) as AvailableEngagement
  await reportImpression(client, { type: 'impDisplay', engagement })
  await reportImpression(client, { type: 'impAccept', engagement })
}

describe('a client that is dropped', () => {
  test.each<[string, (client: EngagementClient) => Promise<void>]>([
    ['has sent its impressions', (client) => displayAndAccept(client).then(() => client.flush())],
    ['has dropped its impressions at a log-out', (client) => displayAndAccept(client).then(client.reset)],
    ['has reported nothing', (client) => getEngagement(client).then(() => {})],
  ])('behavior: a client that %s does not stay in memory', async (_name, use) => {
    installIndexedDb()
    const simulator = createSimulator()
    const clients: WeakRef<EngagementClient>[] = []
    for (let index = 0; index < 5; index++) clients.push(await dropClient(simulator, use))
    await vi.waitFor(
      () => {
        collectGarbage()
        expect(clients.filter((client) => client.deref()).length).toBe(0)
      },
      { timeout: allTimersEnded, interval: 100 },
    )
  })
})
