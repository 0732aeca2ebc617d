import { describe, expect, test, vi } from 'vitest'
import { batchDelay } from '../../src/outbox/outboxLimits.js'
import {
  advance,
  latency,
  longEnough,
  report,
  requestOffer,
  setUpBrowserScenario,
  startBrowser,
  visit,
} from '../support/browserScenario.js'

/** A tab with two page views, so that no batch can take all its impressions. */
async function visitTwoPageViews() {
  const started = startBrowser()
  const { tab, engagement } = await visit(started.browser)
  const answer = requestOffer(tab)
  await advance(latency)
  return { ...started, tab, first: engagement, second: await answer }
}

describe('the batches that a hidden page sends at once', () => {
  setUpBrowserScenario()

  test('behavior: batches that failed are sent in order when the network returns', async () => {
    const { simulator, browser, tab, first, second, impressions } = await visitTwoPageViews()
    simulator.fail({ call: 'update', status: 503 })
    await report(tab, 'impDisplay', first)
    await report(tab, 'impDisplay', second)
    await report(tab, 'impAccept', first)
    await tab.setVisible(false)
    await advance(2 * latency)
    expect(impressions.batches()).toEqual([['impDisplay'], ['impDisplay'], ['impAccept']])
    browser.setOnline(false)
    simulator.recover()
    await advance(longEnough)
    // The later a batch asks, the shorter is its random delay.
    let random = 1
    vi.spyOn(Math, 'random').mockImplementation(() => (random *= 0.5))
    browser.setOnline(true)
    await advance(longEnough)
    expect(simulator.impressions.map(({ type, pageId }) => [type, pageId])).toEqual([
      ['impDisplay', first.pageId],
      ['impDisplay', second.pageId],
      ['impAccept', first.pageId],
    ])
  })

  test('behavior: batches that failed are retried one after the other, however often the visitor switches tabs', async () => {
    const { simulator, tab, first, second, impressions } = await visitTwoPageViews()
    simulator.fail({ call: 'update', status: 503 })
    await report(tab, 'impDisplay', first)
    await report(tab, 'impClose', second)
    await tab.setVisible(false)
    await advance(batchDelay)
    expect(impressions.batches()).toHaveLength(2)
    for (let turn = 0; turn < 7; turn++) {
      await tab.setVisible(turn % 2 === 0)
      await advance(2000)
    }
    await advance(1000)
    expect(impressions.batches().slice(2)).toEqual([['impDisplay'], ['impDisplay']])
    simulator.recover()
    await advance(15_000 + longEnough)
    expect(impressions.types()).toEqual(['impDisplay', 'impClose'])
  })
})
