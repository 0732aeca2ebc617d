import { describe, expect, test } from 'vitest'
import { batchDelay, maxBatchSize, maxQueueSize } from '../../src/outbox/outboxLimits.js'
import { createSimulator } from '../../src/testing/index.js'
import { createBrowser } from '../support/browser/index.js'
import { advance, latency, longEnough, report, setUpBrowserScenario, startBrowser, visit } from '../support/browserScenario.js'

/** Until a batch is sent and answered, in milliseconds. */
const batchAnswered = batchDelay + latency

describe('the batches of the outbox', () => {
  setUpBrowserScenario()

  test('behavior: after a 400, each impression is sent alone once, in order, and only the refused one is dropped', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    // The service made no offer of this revision.
    await report(tab, 'impDisplay', { ...engagement, engagementRevision: 999 })
    await report(tab, 'impAccept', engagement)
    await advance(longEnough)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
    expect(impressions.batches()).toEqual([['impDisplay', 'impDisplay', 'impAccept'], ['impDisplay'], ['impDisplay'], ['impAccept']])
    const dropped = tab.events.filter(({ type }) => type === 'impressionDropped')
    expect(dropped).toMatchObject([{ impression: { revision: 999 }, reason: 'ServiceError' }])
  })

  test('behavior: an impression over 60 kB is dropped alone', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    // Each of these characters has two bytes in UTF-8.
    await report(tab, 'impDisplay', { ...engagement, contextId: 'é'.repeat(maxBatchSize / 2) })
    await report(tab, 'impDisplay', engagement)
    await advance(batchAnswered)
    expect(impressions.batches()).toEqual([['impDisplay']])
    const dropped = tab.events.filter(({ type }) => type === 'impressionDropped')
    expect(dropped).toMatchObject([{ reason: 'TooLarge' }])
  })

  test('behavior: a batch has at most 60 kB, and at most 60 kB are in flight with keepalive', async () => {
    const simulator = createSimulator()
    const sent: { size: number; keepalive: boolean | undefined }[] = []
    const browser = createBrowser((input, init) => {
      if (init?.method === 'PUT') sent.push({ size: new Blob([String(init.body)]).size, keepalive: init.keepalive })
      return simulator.fetch(input, init)
    })
    const { tab, engagement } = await visit(browser)
    simulator.latency(longEnough)
    for (let revision = 0; revision < maxQueueSize; revision++) {
      await report(tab, 'impDisplay', { ...engagement, engagementRevision: revision, contextId: 'é'.repeat(600) })
    }
    await tab.setVisible(false)
    await advance(batchDelay)
    expect(sent.length).toBeGreaterThan(1)
    expect(sent.filter(({ size }) => size > maxBatchSize)).toEqual([])
    expect(sent.filter(({ keepalive }) => keepalive)).toHaveLength(1)
  })
})
