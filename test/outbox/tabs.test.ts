import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, getEngagement, reportImpression } from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { browserOf, type Tab } from '../support/browserOf.js'

const ask = async (tab: Tab) => (await tab.run(() => getEngagement(tab.client))) as AvailableEngagement
const report = (tab: Tab, type: 'impDisplay' | 'impAccept', engagement: AvailableEngagement) =>
  tab.run(() => reportImpression(tab.client, { type, engagement }))

describe('a browser of several tabs', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    Reflect.deleteProperty(navigator, 'locks')
  })

  function start(faults?: Parameters<typeof browserOf>[1]) {
    const simulator = createSimulator()
    simulator.latency(50)
    const browser = browserOf(simulator.fetch, faults)
    const types = () => simulator.impressions.map(({ type }) => type)
    return { simulator, browser, types }
  }

  /** A tab with an offer, and something to report it with. */
  async function visit(browser: ReturnType<typeof browserOf>) {
    const tab = browser.open()
    const asked = ask(tab)
    await vi.advanceTimersByTimeAsync(50)
    return { tab, engagement: await asked }
  }

  /** The tab is killed with a report that the service has refused, and would take by now. */
  async function dieRefused(simulator: Simulator, tab: Tab, engagement: AvailableEngagement) {
    simulator.fail({ call: 'update', status: 503 })
    await report(tab, 'impAccept', engagement)
    await vi.advanceTimersByTimeAsync(100)
    tab.kill()
    simulator.recover()
  }

  /** A tab offline, which is told of its locks no sooner than after so many milliseconds, and has just reported. */
  async function reportOffline(browser: ReturnType<typeof browserOf>, lockTime: number) {
    const { tab, engagement } = await visit(browser)
    const { request } = navigator.locks
    vi.spyOn(navigator.locks, 'request').mockImplementation(async (...parameters: unknown[]) => {
      await new Promise((resolve) => setTimeout(resolve, lockTime))
      return Reflect.apply(request, navigator.locks, parameters)
    })
    browser.setOnline(false)
    await report(tab, 'impAccept', engagement)
    vi.mocked(navigator.locks.request).mockRestore()
    return { tab, engagement }
  }

  /** The locks that are held 100 ms after the tab was left, to be returned to after so many milliseconds. */
  async function heldWhileAway(browser: ReturnType<typeof browserOf>, tab: Tab, milliseconds: number) {
    let held: string[] | undefined
    setTimeout(() => (held = [...browser.heldLocks.keys()]), 100)
    await tab.leaveAndReturn(milliseconds)
    return held
  }

  test('behavior: tabs opened at once start one session', async () => {
    const { simulator, browser } = start()
    const tabs = [browser.open(), browser.open(), browser.open()]
    const asked = Promise.all(tabs.map(ask))
    await vi.advanceTimersByTimeAsync(200)
    const sessions = (await asked).map(({ sessionId }) => sessionId)
    expect(new Set(sessions).size).toBe(1)
    expect(simulator.visitors).toHaveLength(1)
    expect(tabs.map(({ events }) => events.filter(({ type }) => type.startsWith('session')).map(({ type }) => type))).toEqual([
      ['sessionStarted'],
      ['sessionAdopted'],
      ['sessionAdopted'],
    ])
  })

  test('behavior: the lock is asked for before the first ask, and given up where that does not come, whatever becomes of timers', async () => {
    const { simulator, browser } = start()
    browser.open()
    expect([...browser.heldLocks.keys()]).toEqual(['react-engagement:2:12345678:app-engagement'])
    const asked = ask(browser.open())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(simulator.requests).toEqual([])
    // The time that this takes is no fake's.
    await vi.waitFor(() => expect(simulator.requests).toHaveLength(1))
    await vi.advanceTimersByTimeAsync(50)
    expect((await asked).status).toBe('available')
    await vi.advanceTimersByTimeAsync(2000)
    browser.open()
    expect([...browser.heldLocks.keys()]).toEqual([])
  })

  test('behavior: it is given up by a page that is kept for the way back', async () => {
    const { browser } = start()
    const tab = browser.open()
    const asked = ask(browser.open())
    await tab.leaveAndReturn(100)
    expect((await asked).status).toBe('available')
  })

  test('behavior: a page that asks at once keeps the lock until it is answered', async () => {
    const { simulator, browser } = start()
    simulator.latency(1000)
    const asked = [browser.open(), browser.open()].map(ask)
    await vi.advanceTimersByTimeAsync(900)
    expect(simulator.requests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1100)
    const [first, second] = await Promise.all(asked)
    expect(second?.sessionId).toBe(first?.sessionId)
  })

  test('behavior: a tab that does not see yet what another has written goes on in its session, unless it is of another visitor', async () => {
    const { simulator, browser } = start({ forgets: () => true })
    const earlier = ask(browser.open())
    await vi.advanceTimersByTimeAsync(2000)
    const { visitorId } = await earlier
    const tabs = [browser.open(), browser.open({ identity: { visitorId } }), browser.open()]
    const asked = Promise.all(tabs.map(ask))
    await vi.advanceTimersByTimeAsync(200)
    const [first, known, last] = await asked
    expect(last?.sessionId).toBe(first?.sessionId)
    expect(known?.visitorId).toBe(visitorId)
    const late = browser.open()
    await vi.advanceTimersByTimeAsync(100)
    const answered = ask(late)
    await vi.advanceTimersByTimeAsync(100)
    expect((await answered).sessionId).toBe(first?.sessionId)
    expect(simulator.visitors).toHaveLength(2)
  })

  test('behavior: what a page hands over when it is left is not sent again', async () => {
    const { browser, types } = start()
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    await report(tab, 'impAccept', engagement)
    await tab.close()
    await vi.advanceTimersByTimeAsync(50)
    expect(types()).toEqual(['impDisplay', 'impAccept'])
    browser.open()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(types()).toEqual(['impDisplay', 'impAccept'])
    expect([...browser.storage.keys()].filter((key) => key.includes('outbox'))).toEqual([])
  })

  test('behavior: what a killed page left is sent by the next, once, not by one that was there before', async () => {
    const { simulator, browser, types } = start()
    const { tab, engagement } = await visit(browser)
    await dieRefused(simulator, tab, engagement)
    const [a, b] = [browser.open(), browser.open()]
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types()).toEqual(['impAccept'])
    expect([a, b].map(({ events }) => events.map(({ type }) => type))).toEqual([['sessionAdopted', 'impressionSent'], ['sessionAdopted']])
  })

  test.each([false, true])('behavior: the next page sends what twelve killed pages left (storage without keys: %s)', async (hasNoKeys) => {
    const { browser, types } = start({ hasNoKeys })
    const visits = []
    for (let page = 0; page < 12; page++) visits.push(await visit(browser))
    browser.setOnline(false)
    for (const { tab, engagement } of visits) {
      await report(tab, 'impAccept', engagement)
      await vi.advanceTimersByTimeAsync(100)
      tab.kill()
    }
    browser.setOnline(true)
    browser.open()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(types()).toEqual(Array(12).fill('impAccept'))
    expect([...browser.storage].filter(([key, value]) => `${key} ${value}`.includes(':outbox:'))).toEqual([])
  })

  test('behavior: a page recovers no impression of a living page, however long that page waits', async () => {
    const { browser, types } = start({ hasNoKeys: true })
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impAccept', engagement)
    const other = browser.open()
    await vi.advanceTimersByTimeAsync(10_000)
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types()).toEqual(['impAccept'])
    expect(other.events.map(({ type }) => type)).toEqual(['sessionAdopted'])
  })

  test('behavior: what a page has just told is not told again by one that does not see yet that it has', async () => {
    const { browser, types } = start({ lateness: 20 })
    const { tab, engagement } = await visit(browser)
    const other = browser.open()
    await report(tab, 'impDisplay', engagement)
    await vi.advanceTimersByTimeAsync(300)
    expect(types()).toEqual(['impDisplay'])
    await report(other, 'impAccept', engagement)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types()).toEqual(['impDisplay', 'impAccept'])
  })

  test.each(['close', 'leave'] as const)('behavior: nor what it has just handed over (%s)', async (how) => {
    const { browser, types } = start({ lateness: 20 })
    const { tab, engagement } = await visit(browser)
    const other = browser.open()
    await report(tab, 'impDisplay', engagement)
    await vi.advanceTimersByTimeAsync(100)
    await tab[how]()
    await report(other, 'impAccept', engagement)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types()).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: a page that is kept for the way back holds no lock', async () => {
    const { browser } = start()
    const { tab, engagement } = await visit(browser)
    await vi.advanceTimersByTimeAsync(2000)
    browser.setOnline(false)
    await report(tab, 'impDisplay', engagement)
    await vi.advanceTimersByTimeAsync(400)
    expect([...browser.heldLocks.keys()]).toEqual([expect.stringMatching(/^react-engagement:2:12345678:app-engagement:outbox:\w+$/)])
    expect(await heldWhileAway(browser, tab, 200)).toEqual([])
  })

  test('behavior: nor does one that was just taking over, which leaves it to another', async () => {
    const { browser, types } = start()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impDisplay', engagement)
    await vi.advanceTimersByTimeAsync(400)
    tab.kill()
    await vi.advanceTimersByTimeAsync(100)
    const next = browser.open()
    await report(next, 'impAccept', engagement)
    await vi.advanceTimersByTimeAsync(20)
    browser.open()
    expect(await heldWhileAway(browser, next, 2000)).toEqual([])
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types().sort()).toEqual(['impAccept', 'impDisplay'])
  })

  test('behavior: what is reported offline, on a page that is killed in that very moment, is sent by the next, once', async () => {
    const { browser, types } = start({ lateness: 20 })
    const { tab } = await reportOffline(browser, 1)
    tab.kill()
    await vi.advanceTimersByTimeAsync(3000)
    browser.setOnline(true)
    const [a, b] = [browser.open(), browser.open()]
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types()).toEqual(['impAccept'])
    expect([a, b].map(({ events }) => events.map(({ type }) => type))).toEqual([['sessionAdopted', 'impressionSent'], ['sessionAdopted']])
    expect([...browser.storage.keys()].filter((key) => key.includes('outbox'))).toEqual([])
  })

  test('behavior: also by one that has something of its own to tell', async () => {
    const { browser, types } = start()
    const { tab, engagement } = await reportOffline(browser, 1)
    tab.kill()
    await vi.advanceTimersByTimeAsync(3000)
    const next = browser.open()
    await report(next, 'impDisplay', engagement)
    await vi.advanceTimersByTimeAsync(2000)
    browser.open()
    await vi.advanceTimersByTimeAsync(2000)
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types().sort()).toEqual(['impAccept', 'impDisplay'])
  })

  test('behavior: not while that page still looks for its place', async () => {
    const { browser, types } = start()
    const { tab } = await reportOffline(browser, 1500)
    browser.open()
    await vi.advanceTimersByTimeAsync(2000)
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types()).toEqual(['impAccept'])
    expect(tab.events.at(-1)?.type).toBe('impressionSent')
  })

  test('behavior: nor while it still does, and reports more', async () => {
    const { browser, types } = start()
    const { tab, engagement } = await reportOffline(browser, 3000)
    browser.open()
    await vi.advanceTimersByTimeAsync(1500)
    await report(tab, 'impDisplay', engagement)
    await vi.advanceTimersByTimeAsync(1400)
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types()).toEqual(['impAccept', 'impDisplay'])
  })

  test('behavior: what two pages have left in turns goes by page, and in its order though the clock was set back', async () => {
    const { simulator, browser, types } = start()
    const visits = [await visit(browser), await visit(browser)]
    browser.setOnline(false)
    for (const type of ['impDisplay', 'impAccept'] as const) {
      for (const { tab, engagement } of visits) {
        await report(tab, type, engagement)
        await vi.advanceTimersByTimeAsync(300)
      }
      vi.setSystemTime(Date.now() - 1000)
    }
    for (const { tab } of visits) tab.kill()
    await vi.advanceTimersByTimeAsync(100)
    browser.open()
    await vi.advanceTimersByTimeAsync(10_000)
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types()).toEqual(['impDisplay', 'impAccept', 'impDisplay', 'impAccept'])
    expect(simulator.requests.filter(({ call }) => call === 'update')).toHaveLength(2)
  })

  test('behavior: of what one page has left in two moments the first goes first', async () => {
    const { browser, types } = start()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impDisplay', engagement)
    const other = browser.open()
    await vi.advanceTimersByTimeAsync(0)
    await tab.leaveAndReturn(3000)
    await report(tab, 'impAccept', engagement)
    await vi.advanceTimersByTimeAsync(100)
    tab.kill()
    await vi.advanceTimersByTimeAsync(100)
    await other.setVisible(true)
    await vi.advanceTimersByTimeAsync(2000)
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types()).toEqual(['impDisplay', 'impAccept'])
    expect(other.events.filter(({ type }) => type === 'impressionSent')).toHaveLength(2)
  })

  test('behavior: also where that page was left and came back before', async () => {
    const { browser, types } = start()
    const { tab } = await reportOffline(browser, 1500)
    await tab.leaveAndReturn(1000)
    await vi.advanceTimersByTimeAsync(500)
    tab.kill()
    await vi.advanceTimersByTimeAsync(3000)
    browser.setOnline(true)
    browser.open()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(types()).toEqual(['impAccept'])
  })

  test('behavior: not by both where that page is left, and comes back', async () => {
    const { browser, types } = start()
    const { tab } = await reportOffline(browser, 1500)
    const back = tab.leaveAndReturn(5000)
    browser.open()
    await vi.advanceTimersByTimeAsync(2500)
    browser.open()
    await back
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(types()).toEqual(['impAccept'])
  })

  test('behavior: what belongs to a page that lives is left to it', async () => {
    const { simulator, browser } = start()
    const { tab, engagement } = await visit(browser)
    simulator.fail({ call: 'update', status: 503, times: 1 })
    await report(tab, 'impAccept', engagement)
    browser.open()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(simulator.impressions).toHaveLength(1)
    expect(tab.events.at(-1)?.type).toBe('impressionSent')
  })

  test('behavior: an outage longer than the schedule loses nothing', async () => {
    const { simulator, browser, types } = start()
    const { tab, engagement } = await visit(browser)
    simulator.fail({ call: 'update', status: 503 })
    await report(tab, 'impDisplay', engagement)
    await vi.advanceTimersByTimeAsync(300_000)
    simulator.recover()
    await vi.advanceTimersByTimeAsync(61_000)
    expect(types()).toEqual(['impDisplay'])
  })

  test('behavior: log-out in one tab forgets the visitor in all, and what they still had to tell', async () => {
    const { simulator, browser } = start()
    const [a, b] = [browser.open(), browser.open()]
    const asked = Promise.all([ask(a), ask(b)])
    await vi.advanceTimersByTimeAsync(200)
    const [, engagement] = await asked
    simulator.fail({ call: 'update', status: 503 })
    await report(b, 'impAccept', engagement)
    await vi.advanceTimersByTimeAsync(100)
    a.run(() => a.client.reset())
    await vi.advanceTimersByTimeAsync(0)
    expect(b.client.session.getState().visitorId).toBeUndefined()
    expect(b.events.slice(-2)).toEqual([
      { type: 'impressionDropped', impression: expect.objectContaining({ type: 'impAccept' }), reason: 'AbortError' },
      { type: 'reset' },
    ])
    expect([...browser.storage]).toEqual([])
  })

  test('behavior: after the way back, what is refused is told again, by the next page if need be', async () => {
    const { simulator, browser, types } = start()
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    await vi.advanceTimersByTimeAsync(260)
    await tab.leaveAndReturn(1000)
    await dieRefused(simulator, tab, engagement)
    browser.open()
    await vi.advanceTimersByTimeAsync(2000)
    expect(types()).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: what another page took over while this one was kept for the way back is not sent by both', async () => {
    const { browser, types } = start()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impAccept', engagement)
    setTimeout(() => browser.open(), 1000)
    setTimeout(() => browser.setOnline(true), 2000)
    await tab.leaveAndReturn(20_000)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(types()).toEqual(['impAccept'])
  })

  test('behavior: what a page has left offline goes before what it reports once it is back', async () => {
    const { browser, types } = start()
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    browser.setOnline(false)
    await tab.leaveAndReturn(0)
    await report(tab, 'impAccept', engagement)
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(types()).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: also where the page dies in the moment after', async () => {
    const { browser, types } = start()
    const { tab, engagement } = await visit(browser)
    await report(tab, 'impDisplay', engagement)
    browser.setOnline(false)
    await tab.leaveAndReturn(0)
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(0)
    await report(tab, 'impAccept', engagement)
    await vi.advanceTimersByTimeAsync(0)
    tab.kill()
    browser.open()
    await vi.advanceTimersByTimeAsync(20_000)
    // Nobody was left to hear that it was taken: it may come twice.
    expect([...new Set(types())]).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: what was reported offline is sent after a pause longer than a session', async () => {
    const { browser, simulator } = start()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impAccept', engagement)
    await vi.advanceTimersByTimeAsync(31 * 60_000)
    await tab.setVisible(true)
    browser.setOnline(true)
    await vi.advanceTimersByTimeAsync(10_000)
    // The session is over for the simulator, which says so: it is told, and refused, but not dropped unsaid.
    expect(simulator.requests.at(-1)).toMatchObject({ call: 'update', status: 404 })
    expect(tab.events.at(-1)).toMatchObject({ type: 'impressionDropped', reason: 'SessionLostError' })
  })

  test('behavior: what could not be told within 6 hours is given up, on a living page too', async () => {
    const { browser, simulator } = start()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    await report(tab, 'impAccept', engagement)
    await vi.advanceTimersByTimeAsync(6 * 60 * 60_000)
    await tab.setVisible(false)
    expect(tab.events.at(-1)).toMatchObject({ type: 'impressionDropped', reason: 'Expired' })
    expect(simulator.requests).toHaveLength(1)
  })

  test('behavior: of more than 100 the oldest is given up', async () => {
    const { browser, simulator } = start()
    const { tab, engagement } = await visit(browser)
    browser.setOnline(false)
    for (let revision = 0; revision < 101; revision++) await report(tab, 'impDisplay', { ...engagement, engagementRevision: revision })
    const dropped = tab.events.filter(({ type }) => type === 'impressionDropped')
    expect(dropped).toMatchObject([{ impression: { revision: 0 }, reason: 'Overflow' }])
    expect(simulator.impressions).toEqual([])
  })

  test('behavior: a tab that hears late of the log-out leaves what was kept since', async () => {
    const { browser } = start()
    const [a, b] = [browser.open(), browser.open()]
    const asked = Promise.all([ask(a), ask(b)])
    await vi.advanceTimersByTimeAsync(200)
    await asked
    a.run(() => {
      a.client.reset()
      a.client.core.session.setIdentity({ visitorId: 'next', sessionId: 'next' }, 'service')
    })
    await vi.advanceTimersByTimeAsync(0)
    expect(b.client.session.getState()).toMatchObject({ visitorId: 'next', sessionId: 'next' })
  })

  test('behavior: a tab that writes before it hears of the log-out brings nobody back', async () => {
    const { browser } = start()
    const a = await visit(browser)
    const b = await visit(browser)
    a.tab.run(() => a.tab.client.reset())
    b.tab.run(() => b.tab.client.core.session.setIdentity({}, 'service'))
    await vi.advanceTimersByTimeAsync(10)
    expect([a, b].map(({ tab }) => tab.client.session.getState().visitorId)).toEqual([undefined, undefined])
    expect([...browser.storage]).toEqual([])
  })

  test('behavior: what was left is taken over once consent is granted, however late', async () => {
    const { simulator, browser, types } = start()
    const { tab, engagement } = await visit(browser)
    await dieRefused(simulator, tab, engagement)
    const next = browser.open({ consent: 'required' })
    await vi.advanceTimersByTimeAsync(30_000)
    expect(types()).toEqual([])
    next.run(() => next.client.setConsent('granted'))
    await vi.advanceTimersByTimeAsync(2000)
    expect(types()).toEqual(['impAccept'])
  })

  test('behavior: before consent not even a lock is held', async () => {
    const { browser } = start()
    const { engagement } = await visit(browser)
    await vi.advanceTimersByTimeAsync(2000)
    const tab = browser.open({ consent: 'required' })
    expect([...browser.heldLocks.keys()]).toEqual([])
    await report(tab, 'impAccept', engagement)
    await vi.advanceTimersByTimeAsync(2000)
    expect([...browser.heldLocks.keys()]).toEqual([])
  })

  test('behavior: log-out on a page that had not looked at it yet erases what another one left', async () => {
    const { simulator, browser, types } = start()
    const { tab, engagement } = await visit(browser)
    await dieRefused(simulator, tab, engagement)
    const next = browser.open()
    next.run(() => next.client.reset())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(types()).toEqual([])
    expect([...browser.storage]).toEqual([])
  })
})
