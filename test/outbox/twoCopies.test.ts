import { expect, onTestFinished, test, vi } from 'vitest'
import { appEngagement, getEngagement, reportImpression } from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'

test('a copy of the package reports with a client of another copy, which has no code that reports', async () => {
  vi.resetModules()
  const { createEngagementClient } = await import('../../src/client/createEngagementClient.js')
  const simulator = createSimulator()
  const service = appEngagement({ domain: 'lo.example' })
  const client = createEngagementClient({ accountId: '12345678', service, storage: null, fetch: simulator.fetch })
  onTestFinished(() => client.core.outbox()?.clear())
  const engagement = await getEngagement(client)
  if (engagement.status !== 'available') throw new Error('The simulator makes no offer.')
  await reportImpression(client, { type: 'impAccept', engagement })
  await client.flush()
  expect(simulator.impressions.map(({ type }) => type)).toEqual(['impAccept'])
})
