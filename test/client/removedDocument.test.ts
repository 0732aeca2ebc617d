// @vitest-environment node
import { expect, onTestFinished, test, vi } from 'vitest'
import { builtinEnvironments } from 'vitest/runtime'

test('behavior: a report is retried and sent after a test environment has removed its document', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const { teardown } = await builtinEnvironments.jsdom.setup(globalThis, {})
  const onUnhandled = vi.fn()
  process.on('unhandledRejection', onUnhandled)
  onTestFinished(() => void process.off('unhandledRejection', onUnhandled))
  const { appEngagement, createEngagementClient, getEngagement, reportImpression } = await import('../../src/index.js')
  const { createSimulator } = await import('../../src/testing/index.js')
  const simulator = createSimulator()
  const client = createEngagementClient({
    accountId: '12345678',
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    fetch: (...request) => simulator.fetch(...request),
  })
  const [engagement] = await Promise.all([getEngagement(client), vi.advanceTimersByTimeAsync(1000)])
  if (engagement.status !== 'available') throw new Error('The service has no offer.')
  simulator.fail({ call: 'update', status: 503, times: 1 })
  await reportImpression(client, { type: 'impAccept', engagement })
  await teardown(globalThis)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(simulator.impressions).toMatchObject([{ type: 'impAccept' }])
  // Node reports a rejection when its task ends.
  await new Promise((resolve) => setImmediate(resolve))
  expect(onUnhandled).not.toHaveBeenCalled()
})
