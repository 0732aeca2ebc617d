import { describe, expect, test, vi } from 'vitest'
import { batchDelay } from '../../src/outbox/outboxLimits.js'
import {
  advance,
  killRefused,
  listEvents,
  listOutboxKeys,
  lockAcquired,
  lockGracePeriod,
  locksReleased,
  longEnough,
  recoveryTime,
  report,
  reportOffline,
  setUpBrowserScenario,
  startBrowser,
  visit,
} from '../support/browserScenario.js'

/** A lock that the page gets in the next task, in milliseconds: the page is killed before. */
const nextTask = 1

/** Past the lock grace period: the record is abandoned although its lock was never held. In milliseconds. */
const graceExpired = lockGracePeriod + 1000

describe('a page that is killed', () => {
  setUpBrowserScenario()

  test('behavior: one of the next two pages sends the impressions of a killed page, once', async () => {
    const { simulator, browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await killRefused(simulator, tab, engagement)
    const next = [browser.open(), browser.open()]
    await advance(longEnough)
    expect(impressions.types()).toEqual(['impAccept'])
    expect(listEvents(next)).toEqual([['sessionAdopted', 'impressionSent'], ['sessionAdopted']])
  })

  test.each([false, true])(
    'behavior: the next page sends the impressions of twelve killed pages (storage without keys: %s)',
    async (hasNoKeys) => {
      const { browser, impressions } = startBrowser({ hasNoKeys })
      const visits = []
      for (let page = 0; page < 12; page++) visits.push(await visit(browser))
      browser.setOnline(false)
      for (const { tab, engagement } of visits) {
        await report(tab, 'impAccept', engagement)
        await advance(lockAcquired)
        tab.kill()
      }
      browser.setOnline(true)
      browser.open()
      await advance(2 * longEnough)
      expect(impressions.types()).toEqual(Array(12).fill('impAccept'))
      expect([...browser.storage].filter(([key, value]) => `${key} ${value}`.includes(':outbox:'))).toEqual([])
    },
  )

  test('behavior: the next page sends, once, an impression that was reported offline just before the kill', async () => {
    const { browser, impressions } = startBrowser({ lateness: 20 })
    const { tab } = await reportOffline(browser, nextTask)
    tab.kill()
    await advance(graceExpired)
    browser.setOnline(true)
    const next = [browser.open(), browser.open()]
    await advance(longEnough)
    expect(impressions.types()).toEqual(['impAccept'])
    expect(listEvents(next)).toEqual([['sessionAdopted', 'impressionSent'], ['sessionAdopted']])
    expect(listOutboxKeys(browser)).toEqual([])
  })

  test('behavior: a page with an impression of its own sends those of the killed page, too', async () => {
    const { browser, impressions } = startBrowser()
    const { tab, engagement } = await reportOffline(browser, nextTask)
    tab.kill()
    await advance(graceExpired)
    const next = browser.open()
    await report(next, 'impDisplay', engagement)
    await advance(recoveryTime)
    browser.open()
    await advance(recoveryTime)
    browser.setOnline(true)
    await advance(longEnough)
    expect(impressions.types().sort()).toEqual(['impAccept', 'impDisplay'])
  })

  test('behavior: the impressions of two killed pages go page by page, each in its order, though the clock was set back', async () => {
    const { browser, impressions, requests } = startBrowser()
    const visits = [await visit(browser), await visit(browser)]
    browser.setOnline(false)
    for (const type of ['impDisplay', 'impAccept'] as const) {
      for (const { tab, engagement } of visits) {
        await report(tab, type, engagement)
        await advance(batchDelay + lockAcquired / 2)
      }
      vi.setSystemTime(Date.now() - 1000)
    }
    for (const { tab } of visits) tab.kill()
    await advance(locksReleased)
    browser.open()
    await advance(longEnough)
    browser.setOnline(true)
    await advance(longEnough)
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept', 'impDisplay', 'impAccept'])
    expect(requests.calls().filter((call) => call === 'update')).toHaveLength(2)
  })
})
