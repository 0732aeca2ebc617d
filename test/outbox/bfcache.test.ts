import { describe, expect, test } from 'vitest'
import { batchDelay } from '../../src/outbox/outboxLimits.js'
import { createSimulator } from '../../src/testing/index.js'
import { createBrowser, flushMicrotasks } from '../support/browser/index.js'
import {
  advance,
  killRefused,
  lateLock,
  latency,
  listLocksInBfcache,
  lockAcquired,
  lockGracePeriod,
  locksReleased,
  longEnough,
  minute,
  recoveryStarted,
  recoveryTime,
  report,
  reportOffline,
  sessionSettled,
  setUpBrowserScenario,
  startBrowser,
  visit,
} from '../support/browserScenario.js'

/** Until a batch is in flight, and its response is not there. In milliseconds. */
const batchInFlight = batchDelay + 10

/** Until an attempt was due and the record is locked, in milliseconds. */
const batchDue = batchDelay + lockAcquired + 50

describe('a page in the bfcache', () => {
  setUpBrowserScenario()

  test('behavior: a page in the bfcache holds no lock', async () => {
    const { browser } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await advance(sessionSettled)
    browser.setOnline(false)
    await report(tab, 'impDisplay', engagement)
    await advance(batchDue)
    expect([...browser.heldLocks.keys()]).toEqual([expect.stringMatching(/^react-engagement:2:12345678:app-engagement:outbox:\w+$/)])
    expect(await listLocksInBfcache(browser, tab, 200)).toEqual([])
  })

  test('behavior: a page that was recovering a record holds no lock, and another page recovers the record', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impDisplay', engagement)
    await advance(batchDue)
    tab.kill()
    await advance(locksReleased)
    const next = browser.open()
    await report(next, 'impAccept', engagement)
    // The recovering page waits until the latest writes are visible.
    await advance(20)
    browser.open()
    expect(await listLocksInBfcache(browser, next, recoveryTime)).toEqual([])
    browser.setOnline(true)
    await advance(longEnough)
    expect(impressions.types().sort()).toEqual(['impAccept', 'impDisplay'])
  })
})

describe('a page that returns from the bfcache', () => {
  setUpBrowserScenario()

  test('behavior: a page whose record is locked by a suspended page sends its new impressions after 5 s', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await advance(sessionSettled)
    browser.setOnline(false)
    await report(tab, 'impDisplay', engagement)
    await advance(batchDue)
    const [record = ''] = browser.heldLocks.keys()
    setTimeout(() => browser.heldLocks.set(record, undefined), locksReleased)
    await tab.leaveAndReturn(2 * locksReleased)
    browser.setOnline(true)
    await report(tab, 'impClose', engagement)
    await advance(5000 + longEnough)
    expect(impressions.types()).toEqual(['impClose'])
    browser.heldLocks.delete(record)
    browser.open()
    await advance(longEnough)
    expect(impressions.types()).toEqual(['impClose', 'impDisplay'])
  })

  test('behavior: a page that recovers impressions from before and after a return sends them in their order', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impDisplay', engagement)
    const other = browser.open()
    await advance(0)
    await tab.leaveAndReturn(lockGracePeriod + 1000)
    await report(tab, 'impAccept', engagement)
    await advance(lockAcquired)
    tab.kill()
    await advance(locksReleased)
    await other.setVisible(true)
    await advance(recoveryTime)
    browser.setOnline(true)
    await advance(longEnough)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
    expect(other.events.filter(({ type }) => type === 'impressionSent')).toHaveLength(2)
  })

  test('behavior: another page recovers the impression of a killed page that waited for its lock in the bfcache', async () => {
    const { browser, impressions } = startBrowser()
    const { tab } = await reportOffline(browser, lateLock)
    await tab.leaveAndReturn(1000)
    await advance(500)
    tab.kill()
    await advance(lockGracePeriod + 1000)
    browser.setOnline(true)
    browser.open()
    await advance(longEnough)
    expect(impressions.types()).toEqual(['impAccept'])
  })

  test('behavior: only one page sends the impression of a page that waited for its lock in the bfcache', async () => {
    const { browser, impressions } = startBrowser()
    const { tab } = await reportOffline(browser, lateLock)
    const returned = tab.leaveAndReturn(2 * lockGracePeriod + 1000)
    browser.open()
    await advance(lockGracePeriod + 500)
    browser.open()
    await returned
    browser.setOnline(true)
    await advance(2 * longEnough)
    expect(impressions.types()).toEqual(['impAccept'])
  })

  test('behavior: the next page sends an impression that the service refused after the return', async () => {
    const { simulator, browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    await advance(batchInFlight)
    await tab.leaveAndReturn(1000)
    await killRefused(simulator, tab, engagement)
    browser.open()
    await advance(recoveryTime)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: a page that returns does not send the impressions that another page recovered meanwhile', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impAccept', engagement)
    setTimeout(() => browser.open(), 1000)
    setTimeout(() => browser.setOnline(true), 2000)
    await tab.leaveAndReturn(2 * longEnough)
    await advance(2 * longEnough)
    expect(impressions.types()).toEqual(['impAccept'])
  })

  test('behavior: a page that returns after the time-out of its request does not send the impressions again', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    await advance(batchInFlight)
    await tab.leaveAndReturn(2 * longEnough)
    await advance(2 * longEnough)
    expect(impressions.types()).toEqual(['impDisplay'])
  })

  test('behavior: an impression whose request failed just before the page was unloaded is not sent again after the return', async () => {
    const simulator = createSimulator()
    let fail: (() => void) | undefined
    const browser = createBrowser(async (input, init) => {
      const response = await simulator.fetch(input, init)
      if (!String(init?.body).includes('impAccept')) return response
      await new Promise<void>((resolve) => (fail = resolve))
      throw new TypeError('Failed to fetch')
    })
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impAccept', engagement)
    await advance(latency)
    expect(simulator.impressions).toHaveLength(1)
    fail?.()
    // The page has scheduled the next attempt, and no task has run since the failure.
    await flushMicrotasks()
    await tab.leaveAndReturn(1000)
    await advance(minute)
    expect(simulator.impressions).toHaveLength(1)
  })

  test('behavior: an impression from before the return is sent before one from after it', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    browser.setOnline(false)
    await tab.leaveAndReturn(0)
    await report(tab, 'impAccept', engagement)
    browser.setOnline(true)
    await advance(2 * longEnough)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: an impression from before the return is sent first, though the page is killed just after it', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    browser.setOnline(false)
    await tab.leaveAndReturn(0)
    browser.setOnline(true)
    await advance(0)
    await report(tab, 'impAccept', engagement)
    await advance(0)
    tab.kill()
    browser.open()
    await advance(2 * longEnough)
    // Each may arrive twice, because the killed page did not receive the response.
    expect([...new Set(impressions.types())]).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: a page without impressions of its own holds no lock, though it was recovering a record', async () => {
    const { browser } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await advance(sessionSettled)
    browser.setOnline(false)
    await report(tab, 'impDisplay', engagement)
    await advance(lockAcquired)
    tab.kill()
    await advance(longEnough)
    const next = browser.open()
    await advance(recoveryStarted)
    expect(browser.heldLocks.size).toBe(1)
    expect(await listLocksInBfcache(browser, next, 200)).toEqual([])
  })

  test('behavior: a page sends its impression after the return, though the storage was full at the second write', async () => {
    const { browser, impressions } = startBrowser({ refusesWrite: (key, count) => key.includes(':outbox:') && count === 2 })
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impAccept', engagement)
    await advance(lockAcquired)
    await tab.leaveAndReturn(longEnough)
    browser.setOnline(true)
    await advance(2 * longEnough)
    expect(impressions.types()).toEqual(['impAccept'])
  })
})
