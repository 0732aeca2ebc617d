import { afterEach, beforeEach, vi } from 'vitest'
import { type AvailableEngagement, getEngagement, reportImpression } from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { type Browser, createBrowser, type Faults, type Tab } from './browser/index.js'
import { readSimulator } from './readSimulator.js'

/** How long the service takes for a response, in milliseconds. */
export const latency = 50

/** Until an acceptance was sent and refused, in milliseconds. */
export const refusalDelay = 2 * latency

/** Until a page that was killed no longer holds its locks, in milliseconds. The browser releases them after 28 ms. */
export const locksReleased = 100

/** Until a page holds the lock of its record, in milliseconds. */
export const lockAcquired = 100

/** The same as in `src/outbox/createPersistedQueue.ts`: a record without a lock is abandoned after this time, in milliseconds. */
export const lockGracePeriod = 2000

/** The page gets its lock within the grace period. In milliseconds. */
export const lateLock = lockGracePeriod - 500

/** Until a page has recovered abandoned records and sent them, in milliseconds. */
export const recoveryTime = 2000

/** Longer than `markerLifetime` in `src/session/createSessionLock.ts`: no lock of the session's start is held any more. In milliseconds. */
export const sessionSettled = 2000

/** Until several tabs that request engagements one after the other have their answers, in milliseconds. */
export const allAnswered = 4 * latency

/** Until everything has happened that does not wait for the retry schedule, in milliseconds. */
export const longEnough = 10_000

/** After this time, a page that opens is reading an abandoned record: it looks for records after a second. In milliseconds. */
export const recoveryStarted = 1100

export const minute = 60_000

/** Fake timers before each test, and the real browser after it. */
export function setUpBrowserScenario(): void {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    Reflect.deleteProperty(navigator, 'locks')
  })
}

/** Starts a browser without tabs, and the service. */
export function startBrowser(faults?: Faults) {
  const simulator = createSimulator()
  simulator.latency(latency)
  return { simulator, browser: createBrowser(simulator.fetch, faults), ...readSimulator(simulator) }
}

export const advance = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

export const requestOffer = async (tab: Tab) => (await tab.run(() => getEngagement(tab.client))) as AvailableEngagement

export const report = (tab: Tab, type: 'impDisplay' | 'impAccept' | 'impClose', engagement: AvailableEngagement) =>
  tab.run(() => reportImpression(tab.client, { type, engagement }))

/** Opens a tab and waits for its offer. */
export async function visit(browser: Browser) {
  const tab = browser.open()
  const answer = requestOffer(tab)
  await advance(latency)
  return { tab, engagement: await answer }
}

/** Opens two tabs and waits for their offers. */
export async function visitTwice(browser: Browser) {
  const tabs = [browser.open(), browser.open()] as const
  const answers = Promise.all(tabs.map(requestOffer))
  await advance(allAnswered)
  return { tabs, engagements: (await answers) as [AvailableEngagement, AvailableEngagement] }
}

/** Kills the tab when the service has refused its acceptance. The service is well afterwards. */
export async function killRefused(simulator: Simulator, tab: Tab, engagement: AvailableEngagement): Promise<void> {
  simulator.fail({ call: 'update', status: 503 })
  await report(tab, 'impAccept', engagement)
  await advance(refusalDelay)
  tab.kill()
  simulator.recover()
}

/** Opens a tab that has just reported an acceptance offline, and that gets its lock only after `lockDelay` milliseconds. */
export async function reportOffline(browser: Browser, lockDelay: number) {
  const { tab, engagement } = await visit(browser)
  const { request } = navigator.locks
  vi.spyOn(navigator.locks, 'request').mockImplementation(async (...parameters: unknown[]) => {
    await new Promise((resolve) => setTimeout(resolve, lockDelay))
    return Reflect.apply(request, navigator.locks, parameters)
  })
  browser.setOnline(false)
  await report(tab, 'impAccept', engagement)
  vi.mocked(navigator.locks.request).mockRestore()
  return { tab, engagement }
}

/** Lists the locks that are held 100 ms after the tab's page went into the bfcache for so many milliseconds. */
export async function listLocksInBfcache(browser: Browser, tab: Tab, milliseconds: number): Promise<string[] | undefined> {
  let held: string[] | undefined
  setTimeout(() => (held = [...browser.heldLocks.keys()]), locksReleased)
  await tab.leaveAndReturn(milliseconds)
  return held
}

export const listEvents = (tabs: readonly Tab[]) => tabs.map(({ events }) => events.map(({ type }) => type))

export const listOutboxKeys = (browser: Browser) => [...browser.storage.keys()].filter((key) => key.includes('outbox'))
