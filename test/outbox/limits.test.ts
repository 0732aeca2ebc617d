import { describe, expect, test, vi } from 'vitest'
import { batchDelay, maxAge, maxQueueSize } from '../../src/outbox/outboxLimits.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { createBrowser, type Tab } from '../support/browser/index.js'
import { advance, latency, longEnough, minute, report, setUpBrowserScenario, startBrowser, visit } from '../support/browserScenario.js'

/** Longer than a session lasts without use, in milliseconds. */
const sessionExpired = 31 * minute

const listDropped = ({ events }: Tab) => events.filter(({ type }) => type === 'impressionDropped')

/** The types of the impressions of each update, accepted or not. */
const listUpdates = ({ requests }: Simulator) =>
  requests
    .filter(({ call }) => call === 'update')
    .map(({ body }) => (body as { impAttributes: { type: string }[] }).impAttributes.map(({ type }) => type))

describe('the limits of the outbox', () => {
  setUpBrowserScenario()

  test('behavior: an outage that is longer than the retry schedule loses no impression', async () => {
    const { simulator, browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    simulator.fail({ call: 'update', status: 503 })
    await report(tab, 'impDisplay', engagement)
    await advance(5 * minute)
    simulator.recover()
    await advance(8 * minute)
    expect(impressions.types()).toEqual(['impDisplay'])
  })

  test('behavior: after the published delays, the outbox tries again after 2, 4, 8, 8 … minutes, for 6 hours in all', async () => {
    const { simulator, browser } = startBrowser()
    const { tab, engagement } = await visit(browser)
    simulator.fail({ call: 'update', status: 503 })
    await report(tab, 'impAccept', engagement)
    await advance(maxAge + minute)
    const times = simulator.requests.filter(({ call }) => call === 'update').map(({ time }) => time)
    const delays = times.slice(1).map((time, index) => Math.round((time - (times[index] as number)) / 1000))
    expect(delays.slice(0, 7)).toEqual([5, 10, 15, 120, 240, 480, 480])
    expect(new Set(delays.slice(7, -1))).toEqual(new Set([480]))
    expect(delays.reduce((sum, delay) => sum + delay)).toBe(maxAge / 1000)
    expect(tab.events.at(-1)).toMatchObject({ type: 'impressionDropped', reason: 'ServiceError' })
  })

  test('behavior: an outage in which a gateway answers in place of the service loses no impression', async () => {
    const simulator = createSimulator()
    let isGateway = true
    const browser = createBrowser(async (input, init) => {
      if (isGateway && init?.method === 'PUT') return new Response('<p>Maintenance</p>')
      return simulator.fetch(input, init)
    })
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    await advance(5 * minute)
    isGateway = false
    await advance(8 * minute)
    expect(simulator.impressions).toHaveLength(1)
    expect(tab.events.at(-1)).toMatchObject({ type: 'impressionSent' })
  })

  test('behavior: an outage that ends a batch of old impressions drops only those that expired', async () => {
    const { simulator, browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    simulator.fail({ call: 'update', status: 503 })
    await report(tab, 'impDisplay', engagement)
    await advance(maxAge - minute)
    await report(tab, 'impAccept', engagement)
    await advance(2 * minute)
    expect(listDropped(tab)).toMatchObject([{ impression: { type: 'impDisplay' }, reason: 'Expired' }])
    simulator.recover()
    await advance(9 * minute)
    // The service no longer knows the session after 30 minutes.
    expect(impressions.types()).toEqual([])
    expect(tab.events.at(-1)).toMatchObject({ impression: { type: 'impAccept' }, reason: 'SessionLostError' })
  })

  test('behavior: a visitor who switches tabs during an outage uses up no attempts', async () => {
    const { simulator, browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    simulator.fail({ call: 'update', status: 503 })
    await report(tab, 'impDisplay', engagement)
    await advance(1000)
    for (let turn = 0; turn < 45; turn++) {
      await tab.setVisible(false)
      await advance(2000)
      await tab.setVisible(true)
      await advance(2000)
    }
    expect(impressions.batches()).toHaveLength(5)
    simulator.recover()
    await advance(4 * minute)
    expect(impressions.types()).toEqual(['impDisplay'])
  })

  test('behavior: a page that is hidden sends an untried acceptance after its display, which was tried', async () => {
    const { simulator, browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    simulator.fail({ call: 'update', status: 503, times: 1 })
    await report(tab, 'impDisplay', engagement)
    await advance(batchDelay + latency / 2)
    await report(tab, 'impAccept', engagement)
    await advance(latency)
    await tab.setVisible(false)
    await advance(latency)
    expect(impressions.batches()).toEqual([['impDisplay'], ['impDisplay', 'impAccept']])
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

  test('behavior: a batch that waited for the network drops the impressions older than 6 hours, and sends the others', async () => {
    const { browser, simulator, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impDisplay', engagement)
    await advance(maxAge - minute)
    await report(tab, 'impAccept', engagement)
    // The computer sleeps, so no timer runs.
    vi.setSystemTime(Date.now() + 1.5 * minute)
    browser.setOnline(true)
    await advance(longEnough)
    expect(listDropped(tab)[0]).toMatchObject({ impression: { type: 'impDisplay' }, reason: 'Expired' })
    expect(listUpdates(simulator)).toEqual([['impAccept']])
    expect(impressions.types()).toEqual([])
  })

  test('behavior: an impression whose delay became longer than 6 hours, because the computer slept, is dropped', async () => {
    const { browser, simulator } = startBrowser()
    const { tab, engagement } = await visit(browser)
    simulator.fail({ call: 'update', status: 503, times: 1 })
    await report(tab, 'impAccept', engagement)
    await advance(latency)
    vi.setSystemTime(Date.now() + maxAge + 10 * minute)
    await advance(longEnough)
    expect(listDropped(tab)).toMatchObject([{ impression: { type: 'impAccept' }, reason: 'Expired' }])
    expect(listUpdates(simulator)).toHaveLength(1)
  })

  test('behavior: an impression that waited for consent for more than 6 hours is dropped', async () => {
    const { browser, simulator } = startBrowser()
    const { engagement } = await visit(browser)
    const tab = browser.open({ consent: 'required' })
    await report(tab, 'impDisplay', engagement)
    await advance(maxAge + minute)
    tab.run(() => tab.client.setConsent('granted'))
    await advance(longEnough)
    expect(listDropped(tab)).toMatchObject([{ impression: { type: 'impDisplay' }, reason: 'Expired' }])
    expect(listUpdates(simulator)).toEqual([])
  })

  test('behavior: a page with more than 100 unsent impressions drops the oldest', async () => {
    const { browser, simulator } = startBrowser()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    expect(maxQueueSize).toBe(100)
    for (let revision = 0; revision <= maxQueueSize; revision++) {
      await report(tab, 'impDisplay', { ...engagement, engagementRevision: revision })
    }
    expect(listDropped(tab)).toMatchObject([{ impression: { revision: 0 }, reason: 'Overflow' }])
    expect(simulator.impressions).toEqual([])
  })
})
