import { describe, expect, test, vi } from 'vitest'
import {
  advance,
  killRefused,
  lateLock,
  listEvents,
  lockGracePeriod,
  longEnough,
  recoveryStarted,
  recoveryTime,
  report,
  reportOffline,
  sessionSettled,
  setUpBrowserScenario,
  startBrowser,
  visit,
} from '../support/browserScenario.js'

/** The page gets its lock after the grace period. In milliseconds. */
const overdueLock = lockGracePeriod + 1000

describe('a page that recovers records', () => {
  setUpBrowserScenario()

  describe('while their pages live', () => {
    test('behavior: a page recovers no impression of a living page, however long that page waits', async () => {
      const { browser, impressions } = startBrowser({ hasNoKeys: true })
      const { tab, engagement } = await visit(browser)
      browser.setOnline(false)
      await report(tab, 'impAccept', engagement)
      const other = browser.open()
      await advance(longEnough)
      browser.setOnline(true)
      await advance(longEnough)
      expect(impressions.types()).toEqual(['impAccept'])
      expect(listEvents([other])).toEqual([['sessionAdopted']])
    })

    test('behavior: a living page sends its refused impression itself', async () => {
      const { simulator, browser } = startBrowser()
      const { tab, engagement } = await visit(browser)
      simulator.fail({ call: 'update', status: 503, times: 1 })
      await report(tab, 'impAccept', engagement)
      browser.open()
      await advance(2 * longEnough)
      expect(simulator.impressions).toHaveLength(1)
      expect(tab.events.at(-1)?.type).toBe('impressionSent')
    })

    test('behavior: a page that still waits for its lock keeps its impression', async () => {
      const { browser, impressions } = startBrowser()
      const { tab } = await reportOffline(browser, lateLock)
      browser.open()
      await advance(recoveryTime)
      browser.setOnline(true)
      await advance(longEnough)
      expect(impressions.types()).toEqual(['impAccept'])
      expect(tab.events.at(-1)?.type).toBe('impressionSent')
    })

    test('behavior: a page that still waits for its lock, and reports more, sends each impression once', async () => {
      const { browser, impressions } = startBrowser()
      const { tab, engagement } = await reportOffline(browser, overdueLock)
      browser.open()
      await advance(lockGracePeriod - 500)
      await report(tab, 'impDisplay', engagement)
      await advance(lockGracePeriod - 600)
      browser.setOnline(true)
      await advance(longEnough)
      expect(impressions.types()).toEqual(['impAccept', 'impDisplay'])
    })
  })

  test('behavior: 10,000 mounts set off one recovery', async () => {
    const { browser } = startBrowser()
    const tab = browser.open()
    const timers = vi.getTimerCount()
    for (let mount = 0; mount < 10_000; mount++) tab.run(() => tab.client.mount())
    expect(vi.getTimerCount()).toBe(timers)
  })

  describe('with consent', () => {
    test('behavior: a page recovers an abandoned record once consent is granted, however late', async () => {
      const { simulator, browser, impressions } = startBrowser()
      const { tab, engagement } = await visit(browser)
      await killRefused(simulator, tab, engagement)
      const next = browser.open({ consent: 'required' })
      await advance(3 * longEnough)
      expect(impressions.types()).toEqual([])
      next.run(() => next.client.setConsent('granted'))
      await advance(recoveryTime)
      expect(impressions.types()).toEqual(['impAccept'])
    })

    test('behavior: a page holds no lock before consent', async () => {
      const { browser } = startBrowser()
      const { engagement } = await visit(browser)
      await advance(sessionSettled)
      const tab = browser.open({ consent: 'required' })
      expect([...browser.heldLocks.keys()]).toEqual([])
      await report(tab, 'impAccept', engagement)
      await advance(lockGracePeriod)
      expect([...browser.heldLocks.keys()]).toEqual([])
    })
  })

  test('behavior: flush waits for a recovery that has already begun', async () => {
    const { simulator, browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await killRefused(simulator, tab, engagement)
    await advance(longEnough)
    const next = browser.open()
    await advance(recoveryStarted)
    const flushed = next.run(() => next.client.flush()).then(() => impressions.types())
    await advance(longEnough)
    expect(await flushed).toEqual(['impAccept'])
  })
})
