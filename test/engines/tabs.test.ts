import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { RecordedRequest } from '../../src/testing/index.js'
import type { StartOptions } from '../chromium/tab/main.js'
import { outOfView, waitForButton } from '../support/engines/buttonPage.js'
import type { Tab } from '../support/engines/engine.js'
import { engineTest, testBehaviour } from '../support/engines/engineTest.js'
import type { Loopback } from '../support/loopback.js'

const raceTest = engineTest.extend('pageName', 'tab' as const)

const threeTimes = [0, 1, 2]

/** The service's time for a request, in milliseconds. */
const latency = 50

declare global {
  var started: ReturnType<typeof tab.start>
}

testBehaviour(
  'three tabs start at once, 20 times',
  async ({ open, service }) => {
    service.simulator.latency(latency)
    const tabs: Tab[] = []
    for (const _ of threeTimes) tabs.push(await open())
    for (let race = 0; race < 20; race++) {
      const before = service.simulator.visitors.length
      const options: StartOptions = {
        accountId: `race_${race}`,
        domain: service.origin,
        at: 0,
        storage: 'local',
        head: undefined,
      }
      const start = (own: StartOptions) => {
        globalThis.started = tab.start(own)
      }
      // The starts of the first race are at the same moment, and those of the last are 57 ms apart.
      const startLater = async (page: Tab, index: number) => {
        await sleep(((index + race) % 3) * race * 3)
        await page.evaluate(start, options)
      }
      await Promise.all(tabs.map(startLater))
      const results = await Promise.all(tabs.map((page) => page.evaluate(() => globalThis.started)))
      expect(results.flatMap(({ error }) => error ?? [])).toEqual([])
      expect(service.simulator.visitors.slice(before), `race ${race}`).toHaveLength(1)
      expect(service.simulator.sessions).toHaveLength(race + 1)
      expect(service.simulator.requests).toHaveLength(3 * (race + 1))
      const { visitorId, sessionId } = service.simulator.sessions[race] ?? {}
      await expect
        .poll(() => Promise.all(tabs.map((page) => page.evaluate(() => tab.ids()))))
        .toEqual(threeTimes.map(() => ({ visitorId, sessionId })))
    }
  },
  raceTest,
)

const readSession = (tab: Tab) =>
  tab.evaluate(() => {
    const { visitorId, sessionId } = client.session.getState()
    return { visitorId, sessionId }
  })

const isAcceptance = (request: RecordedRequest) => JSON.stringify(request.body).includes('impAccept')

/** Opens three tabs of a visitor. The last one has a click that the service refuses, until it recovers. */
async function openWithRefusedClick(open: () => Promise<Tab>, { simulator }: Loopback): Promise<Tab[]> {
  const tabs: Tab[] = []
  for (const _ of threeTimes) tabs.push(await open())
  for (const tab of tabs) await waitForButton(tab)
  simulator.fail({ call: 'update', status: 503 })
  await tabs[2]?.click('[data-engagement-button]')
  // A slow click may come after the report of the display, which then has a request of its own.
  await expect.poll(() => simulator.requests.findLast(isAcceptance)?.status).toBe(503)
  // The click has scrolled the button into view. The next offer must not be displayed.
  await tabs[2]?.evaluate(() => scrollTo(0, 0))
  return tabs
}

testBehaviour('a log-out in one of three tabs', async ({ open, service }) => {
  const { simulator } = service
  const tabs = await openWithRefusedClick(() => open(outOfView), service)
  const [old] = simulator.sessions
  const before = simulator.requests.length
  await tabs[0]?.evaluate(() => client.reset())
  await expect.poll(() => simulator.sessions).toHaveLength(2)
  const { visitorId, sessionId } = simulator.sessions[1] ?? {}
  expect(visitorId).not.toBe(old?.visitorId)
  for (const tab of tabs) await expect.poll(() => readSession(tab)).toEqual({ visitorId, sessionId })
  for (const tab of tabs) await waitForButton(tab)
  simulator.recover()
  for (const tab of tabs) await tab.evaluate(() => client.flush())
  const sent = JSON.stringify(simulator.requests.slice(before))
  expect(sent).not.toContain(old?.visitorId)
  expect(sent).not.toContain(old?.sessionId)
  expect(service.types()).toEqual([])
  expect([simulator.visitors.length, simulator.sessions.length]).toEqual([2, 2])
})

/** Returns the names of all that the page stores. */
const readStored = async () => {
  const databases = await indexedDB.databases()
  return [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases.map(({ name }) => name)]
}

testBehaviour('a denial of consent in one of three tabs', async ({ open, service }) => {
  const { simulator } = service
  const tabs = await openWithRefusedClick(() => open(outOfView), service)
  expect(await tabs[0]?.evaluate(readStored)).not.toEqual([])
  const before = simulator.requests.length
  await tabs[0]?.evaluate(() => client.setConsent('denied'))
  for (const tab of tabs) {
    await expect.poll(() => tab.evaluate(() => document.querySelectorAll('[data-engagement-button]').length)).toBe(0)
    expect(Object.values(await readSession(tab)).filter(Boolean)).toEqual([])
  }
  simulator.recover()
  for (const tab of tabs) await tab.evaluate(() => client.flush())
  for (const tab of tabs) await expect.poll(() => tab.evaluate(readStored)).toEqual([])
  expect(simulator.requests.slice(before)).toEqual([])
  expect(service.types()).toEqual([])
})
