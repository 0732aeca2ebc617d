import { describe, expect, test } from 'vitest'
import { batchDelay } from '../../src/outbox/outboxLimits.js'
import {
  advance,
  latency,
  listOutboxKeys,
  longEnough,
  minute,
  report,
  setUpBrowserScenario,
  startBrowser,
  visit,
} from '../support/browserScenario.js'

/** Until a display was sent and accepted, in milliseconds. */
const delivered = batchDelay + latency

/** How late another tab sees a write, in milliseconds. */
const lateness = 20

describe('a page that the visitor leaves', () => {
  setUpBrowserScenario()

  test('behavior: the next page does not send again the impressions that a closing page handed to the browser', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    await report(tab, 'impAccept', engagement)
    await tab.close()
    await advance(latency)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
    browser.open()
    await advance(minute)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
    expect(listOutboxKeys(browser)).toEqual([])
  })

  test.each(['close', 'leave'] as const)(
    'behavior: a page that sees the storage late does not send again the impressions of a page that ends (%s)',
    async (how) => {
      const { browser, impressions } = startBrowser({ lateness })
      const { tab, engagement } = await visit(browser)
      const other = browser.open()
      await report(tab, 'impDisplay', engagement)
      await advance(2 * latency)
      await tab[how]()
      await report(other, 'impAccept', engagement)
      await advance(longEnough)
      expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
    },
  )

  test('behavior: a page that sees the storage late does not send again the impressions that a living page delivered', async () => {
    const { browser, impressions } = startBrowser({ lateness })
    const { tab, engagement } = await visit(browser)
    const other = browser.open()
    await report(tab, 'impDisplay', engagement)
    await advance(delivered)
    expect(impressions.types()).toEqual(['impDisplay'])
    await report(other, 'impAccept', engagement)
    await advance(longEnough)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
  })
})
