import { expect, test, vi } from 'vitest'
import { type AvailableEngagement, getEngagement, reportImpression } from '../../src/index.js'
import { batchDelay } from '../../src/outbox/outboxLimits.js'
import { createSimulator } from '../../src/testing/index.js'
import { createBrowser, type Faults } from '../support/browser/index.js'
import { advance, latency, listOutboxKeys, longEnough, minute, report, setUpBrowserScenario, visit } from '../support/browserScenario.js'
import { createTestClient } from '../support/client.js'
import { installIndexedDb } from '../support/indexedDb.js'

/** How long a fetch without a network takes to fail, in milliseconds. In Chromium, it fails before a tab that is closed at once is hidden. */
const failureDelay = 5

/** Until the next task shows that the page stays, in milliseconds. */
const nextTask = 1

/** Starts a browser that reports no network once `goOffline` is called. The report is wrong unless `isTrue`. */
function startOffline({ isTrue, ...faults }: Faults & { isTrue: boolean }) {
  const simulator = createSimulator()
  let isLost = false
  const browser = createBrowser(async (input, init) => {
    await new Promise((resolve) => setTimeout(resolve, isLost ? failureDelay : latency))
    if (isLost) throw new TypeError('Failed to fetch')
    return simulator.fetch(input, init)
  }, faults)
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
  const setOffline = (isOffline: boolean) => {
    isLost = isOffline && isTrue
    online.mockReturnValue(!isOffline)
  }
  const listTypes = () => simulator.impressions.map(({ type }) => type)
  return { browser, goOffline: () => setOffline(true), goOnline: () => setOffline(false), listTypes }
}

setUpBrowserScenario()

test.each(['close', 'leave'] as const)(
  'behavior: the next page sends an attempt that was in flight without a network when its page ended (%s)',
  async (how) => {
    const { browser, goOffline, goOnline, listTypes } = startOffline({ isTrue: true })
    const { tab, engagement } = await visit(browser)
    goOffline()
    await report(tab, 'impAccept', engagement)
    await advance(failureDelay / 2)
    await tab[how]()
    await advance(latency)
    goOnline()
    browser.open()
    await advance(longEnough)
    expect(listTypes()).toEqual(['impAccept'])
    expect(listOutboxKeys(browser)).toEqual([])
  },
)

test.each(['close', 'leave'] as const)(
  'behavior: a page that could not store its impressions sends them when it ends, though `navigator.onLine` is false (%s)',
  async (how) => {
    const { browser, goOffline, listTypes } = startOffline({ isTrue: false, refusesWrite: (key) => key.includes(':outbox:') })
    const { tab, engagement } = await visit(browser)
    goOffline()
    await report(tab, 'impDisplay', engagement)
    await tab[how]()
    await advance(latency)
    expect(listTypes()).toEqual(['impDisplay'])
  },
)

test.each(['close', 'leave'] as const)(
  'behavior: the next page sends the tried and the untried impressions of a page that ends without a network (%s)',
  async (how) => {
    const { browser, goOffline, goOnline, listTypes } = startOffline({ isTrue: true })
    const { tab, engagement } = await visit(browser)
    goOffline()
    await report(tab, 'impDisplay', engagement)
    await advance(batchDelay + failureDelay + nextTask)
    await report(tab, 'impClose', engagement)
    await tab[how]()
    await advance(latency)
    goOnline()
    browser.open()
    await advance(longEnough)
    expect(listTypes()).toEqual(['impDisplay', 'impClose'])
  },
)

test('behavior: no page finds a copy in IndexedDB of the impressions that a page with a full storage sends when it ends', async () => {
  const { values } = installIndexedDb()
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
  const { client, simulator } = createTestClient({ storage: undefined })
  const engagement = (await getEngagement(client)) as AvailableEngagement
  const { setItem } = Storage.prototype
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, key, text) {
    if (key.includes(':outbox:')) throw new DOMException('The quota is exceeded.', 'QuotaExceededError')
    setItem.call(this, key, text)
  })
  online.mockReturnValue(false)
  simulator.hang()
  await reportImpression(client, { type: 'impDisplay', engagement })
  await advance(0)
  expect(values.size).toBe(1)
  window.dispatchEvent(new Event('pagehide'))
  await advance(latency)
  expect(simulator.requests).toHaveLength(2)
  expect(values.size).toBe(0)
})

test('behavior: no number of attempts without a network drops an impression', async () => {
  const { browser, goOffline, goOnline, listTypes } = startOffline({ isTrue: true })
  const { tab, engagement } = await visit(browser)
  goOffline()
  await report(tab, 'impAccept', engagement)
  await advance(120 * minute)
  goOnline()
  await advance(2 * minute)
  expect(listTypes()).toEqual([])
  expect(tab.events.at(-1)).toMatchObject({ type: 'impressionDropped', reason: 'SessionLostError' })
})

// The last test, because a response to an offline page makes the module ignore `onLine` from then on.
test('behavior: a page that is hidden during an attempt sends it once, though `navigator.onLine` is wrongly false', async () => {
  const { browser, goOffline, listTypes } = startOffline({ isTrue: false })
  const { tab, engagement } = await visit(browser)
  goOffline()
  await report(tab, 'impAccept', engagement)
  await advance(latency / 2)
  await tab.setVisible(false)
  await advance(longEnough)
  expect(listTypes()).toEqual(['impAccept'])
})
