import { describe, expect, test } from 'vitest'
import { batchDelay } from '../../src/outbox/outboxLimits.js'
import type { Faults } from '../support/browser/index.js'
import {
  advance,
  latency,
  listOutboxKeys,
  locksReleased,
  longEnough,
  minute,
  refusalDelay,
  report,
  setUpBrowserScenario,
  startBrowser,
  visit,
} from '../support/browserScenario.js'

/** How long an acceptance waits at most for the display of another tab, in milliseconds. */
const claimTimeout = 500

/** Moments of a claim, in milliseconds. The other tab answers after 20 ms, and its answer is there after 40 ms. */
const moments = [0, 10, 30]

/** Until a display was sent and refused, in milliseconds. */
const displayRefused = batchDelay + refusalDelay

/** A tab whose display waits for its next attempt, and another tab with the same offer. The service is well. */
async function displayInOneTab(faults?: Faults) {
  const started = startBrowser(faults)
  const { simulator, browser } = started
  const { tab, engagement } = await visit(browser)
  const other = browser.open()
  await advance(minute)
  simulator.fail({ call: 'update', status: 503, times: 1 })
  await report(tab, 'impDisplay', engagement)
  await advance(displayRefused)
  return { ...started, tab, other, engagement }
}

describe('the order of impressions across tabs', () => {
  setUpBrowserScenario()

  test.each<[string, Faults]>([
    ['at once', {}],
    ['20 ms late', { lateness: 20 }],
    ['at once, with a storage that cannot list its keys', { hasNoKeys: true }],
  ])('default: an acceptance is sent after the display that waits in another tab, which sees the storage %s', async (_name, faults) => {
    const { browser, tab, other, engagement, impressions } = await displayInOneTab(faults)
    await report(other, 'impAccept', engagement)
    await advance(claimTimeout)
    expect(impressions.batches()).toEqual([['impDisplay'], ['impDisplay', 'impAccept']])
    await advance(longEnough)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
    expect(tab.events.filter(({ type }) => type === 'impressionSent')).toEqual([])
    expect(other.events.filter(({ type }) => type === 'impressionSent')).toHaveLength(2)
    expect(listOutboxKeys(browser)).toEqual([])
  })

  test('behavior: an acceptance is sent after the display that a dead tab stored', async () => {
    const { tab, other, engagement, impressions } = await displayInOneTab()
    tab.kill()
    await advance(locksReleased)
    await report(other, 'impAccept', engagement)
    await advance(claimTimeout + latency)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: an acceptance whose display no tab has is sent at once', async () => {
    const { browser, impressions } = startBrowser()
    const { engagement } = await visit(browser)
    await report(browser.open(), 'impAccept', engagement)
    await advance(latency)
    expect(impressions.types()).toEqual(['impAccept'])
  })

  test('behavior: the other impressions of the tab that gives its display away are sent once', async () => {
    const { simulator, tab, other, engagement, impressions } = await displayInOneTab()
    const second = { ...engagement, contextId: '2' }
    simulator.fail({ call: 'update', status: 503, times: 1 })
    await report(tab, 'impDisplay', second)
    await report(other, 'impAccept', engagement)
    await advance(minute)
    expect(impressions.types().sort()).toEqual(['impAccept', 'impDisplay'])
    expect(tab.events.filter(({ type }) => type !== 'retrying').at(-1)).toMatchObject({ type: 'impressionDropped', reason: 'ServiceError' })
  })

  test('behavior: an acceptance waits half a second for a tab that is in the bfcache', async () => {
    const { tab, other, engagement, impressions } = await displayInOneTab()
    const returned = tab.leaveAndReturn(longEnough)
    await report(other, 'impAccept', engagement)
    await advance(claimTimeout + latency)
    expect(impressions.types()).toContain('impAccept')
    await returned
    await advance(longEnough)
    expect(impressions.types().sort()).toEqual(['impAccept', 'impDisplay'])
  })

  test('behavior: an acceptance waits until the display that is in flight in another tab has arrived', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    const other = browser.open()
    await advance(minute)
    await report(tab, 'impDisplay', engagement)
    await advance(batchDelay + latency / 2)
    await report(other, 'impAccept', engagement)
    await advance(2 * latency)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
  })

  const ends = (['close', 'leave', 'kill'] as const).flatMap((how) => moments.map((milliseconds) => [how, milliseconds] as const))

  test.each(ends)(
    'behavior: a tab that ends before it receives the display loses neither impression (%s, %i ms after the acceptance)',
    async (how, milliseconds) => {
      const { browser, other, engagement, impressions } = await displayInOneTab({ lateness: 20 })
      await report(other, 'impAccept', engagement)
      await advance(milliseconds)
      await other[how]()
      await advance(longEnough)
      browser.open()
      await advance(longEnough)
      expect([...new Set(impressions.types())].sort()).toEqual(['impAccept', 'impDisplay'])
      expect(impressions.types().filter((type) => type === 'impDisplay')).toHaveLength(1)
      expect(listOutboxKeys(browser)).toEqual([])
    },
  )

  test('behavior: a tab whose storage is full keeps its display', async () => {
    let isFull = false
    const { tab, other, engagement, impressions } = await displayInOneTab({ refusesWrite: (key) => isFull && key.includes(':outbox:') })
    isFull = true
    await report(other, 'impAccept', engagement)
    await advance(longEnough)
    expect(impressions.types().sort()).toEqual(['impAccept', 'impDisplay'])
    expect(tab.events.at(-1)).toMatchObject({ type: 'impressionSent' })
  })

  test.each(moments)('behavior: a log-out %i ms after the acceptance drops both impressions', async (milliseconds) => {
    const { browser, other, engagement, impressions } = await displayInOneTab({ lateness: 20 })
    await report(other, 'impAccept', engagement)
    await advance(milliseconds)
    other.run(() => other.client.reset())
    await advance(longEnough)
    browser.open()
    await advance(longEnough)
    expect(impressions.types()).toEqual([])
  })
})
