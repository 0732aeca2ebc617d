import { describe, expect, test } from 'vitest'
import { maxAge, maxQueueSize } from '../../src/outbox/outboxLimits.js'
import { advance, longEnough, minute, report, setUpBrowserScenario, startBrowser, visit } from '../support/browserScenario.js'

/** Longer than a session lasts without use, in milliseconds. */
const sessionExpired = 31 * minute

describe('the limits of the outbox', () => {
  setUpBrowserScenario()

  test('behavior: an outage that is longer than the retry schedule loses no impression', async () => {
    const { simulator, browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    simulator.fail({ call: 'update', status: 503 })
    await report(tab, 'impDisplay', engagement)
    await advance(5 * minute)
    simulator.recover()
    await advance(minute + 1000)
    expect(impressions.types()).toEqual(['impDisplay'])
  })

  test('behavior: an impression that was reported offline is sent, though its session has expired', async () => {
    const { browser, simulator } = startBrowser()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impAccept', engagement)
    await advance(sessionExpired)
    await tab.setVisible(true)
    browser.setOnline(true)
    await advance(longEnough)
    // The service no longer knows the session and refuses the report. An event names the reason.
    expect(simulator.requests.at(-1)).toMatchObject({ call: 'update', status: 404 })
    expect(tab.events.at(-1)).toMatchObject({ type: 'impressionDropped', reason: 'SessionLostError' })
  })

  test('behavior: a living page, too, drops an impression that it could not send within 6 hours', async () => {
    const { browser, simulator } = startBrowser()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impAccept', engagement)
    expect(maxAge).toBe(6 * 60 * minute)
    await advance(maxAge)
    await tab.setVisible(false)
    expect(tab.events.at(-1)).toMatchObject({ type: 'impressionDropped', reason: 'Expired' })
    expect(simulator.requests).toHaveLength(1)
  })

  test('behavior: a page with more than 100 unsent impressions drops the oldest', async () => {
    const { browser, simulator } = startBrowser()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    expect(maxQueueSize).toBe(100)
    for (let revision = 0; revision <= maxQueueSize; revision++) {
      await report(tab, 'impDisplay', { ...engagement, engagementRevision: revision })
    }
    const dropped = tab.events.filter(({ type }) => type === 'impressionDropped')
    expect(dropped).toMatchObject([{ impression: { revision: 0 }, reason: 'Overflow' }])
    expect(simulator.impressions).toEqual([])
  })
})
