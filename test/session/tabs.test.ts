import { describe, expect, test, vi } from 'vitest'
import { getEngagement } from '../../src/index.js'
import type { Simulator } from '../../src/testing/index.js'
import {
  advance,
  allAnswered,
  latency,
  listEvents,
  minute,
  requestOffer,
  sessionSettled,
  setUpBrowserScenario,
  startBrowser,
  visit,
  visitTwice,
} from '../support/browserScenario.js'
import { takeConsole } from '../support/failOnConsole.js'

const sessionLock = 'react-engagement:2:12345678:app-engagement'

/** How long a tab waits for the session lock, in milliseconds. */
const lockTimeout = 5000

describe('the session in several tabs', () => {
  setUpBrowserScenario()

  describe('start', () => {
    test('behavior: tabs that open at once start one session', async () => {
      const { simulator, browser } = startBrowser()
      const tabs = [browser.open(), browser.open(), browser.open()]
      const answers = Promise.all(tabs.map(requestOffer))
      await advance(allAnswered)
      const sessions = (await answers).map(({ sessionId }) => sessionId)
      expect(new Set(sessions).size).toBe(1)
      expect(simulator.visitors).toHaveLength(1)
      expect(tabs.map(({ events }) => events.filter(({ type }) => type.startsWith('session')).map(({ type }) => type))).toEqual([
        ['sessionStarted'],
        ['sessionAdopted'],
        ['sessionAdopted'],
      ])
    })

    test('behavior: a client requests the lock before its first engagement request, and releases it in real time when none follows', async () => {
      const { simulator, browser } = startBrowser()
      browser.open()
      expect([...browser.heldLocks.keys()]).toEqual([sessionLock])
      const answer = requestOffer(browser.open())
      await advance(lockTimeout - 1000)
      expect(simulator.requests).toEqual([])
      // No fake timer counts this time.
      await vi.waitFor(() => expect(simulator.requests).toHaveLength(1))
      await advance(latency)
      expect((await answer).status).toBe('available')
      await advance(sessionSettled)
      browser.open()
      expect([...browser.heldLocks.keys()]).toEqual([])
    })

    test('behavior: a page in the bfcache releases the lock', async () => {
      const { browser } = startBrowser()
      const tab = browser.open()
      const answer = requestOffer(browser.open())
      await tab.leaveAndReturn(2 * latency)
      expect((await answer).status).toBe('available')
    })

    test('behavior: a page that requests an engagement at once holds the lock until its response', async () => {
      const { simulator, browser } = startBrowser()
      const slow = 1000
      simulator.latency(slow)
      const answers = [browser.open(), browser.open()].map(requestOffer)
      await advance(slow - 100)
      expect(simulator.requests).toHaveLength(1)
      await advance(slow + 100)
      const [first, second] = await Promise.all(answers)
      expect(second?.sessionId).toBe(first?.sessionId)
    })

    test('behavior: a tab that does not see the storage yet adopts the marked session, unless it knows another visitor', async () => {
      const { simulator, browser } = startBrowser({ forgets: () => true })
      const earlier = requestOffer(browser.open())
      await advance(sessionSettled)
      const { visitorId } = await earlier
      const tabs = [browser.open(), browser.open({ identity: { visitorId } }), browser.open()]
      const answers = Promise.all(tabs.map(requestOffer))
      await advance(allAnswered)
      const [first, known, last] = await answers
      expect(last?.sessionId).toBe(first?.sessionId)
      expect(known?.visitorId).toBe(visitorId)
      const late = browser.open()
      await advance(2 * latency)
      const lateAnswer = requestOffer(late)
      await advance(2 * latency)
      expect((await lateAnswer).sessionId).toBe(first?.sessionId)
      expect(simulator.visitors).toHaveLength(2)
    })

    test.each(['', '{', 'null', '"text"', '{}', '[]', '[1]', '[{},{}]', '["visitor",""]', '[null,"session"]', '["visitor"]'])(
      'behavior: a lock of other code with the name of a marker and the rubbish %j is ignored',
      async (rubbish) => {
        const { simulator, browser } = startBrowser()
        browser.heldLocks.set(`${sessionLock}:started:${rubbish}`, undefined)
        const answer = requestOffer(browser.open())
        await advance(latency)
        expect((await answer).status).toBe('available')
        expect((await answer).sessionId).toBe(simulator.sessions[0]?.sessionId)
      },
    )
  })

  describe('another tab that does not release the lock', () => {
    test('behavior: a tab that has waited 5 s for the lock sends its request without the lock', async () => {
      const { simulator, browser } = startBrowser()
      browser.heldLocks.set(sessionLock, undefined)
      const answer = requestOffer(browser.open())
      await advance(lockTimeout - 1)
      expect(simulator.requests).toEqual([])
      await advance(1 + latency)
      expect((await answer).status).toBe('available')
      const next = requestOffer(browser.open())
      await advance(latency)
      expect((await next).sessionId).toBe((await answer).sessionId)
    })

    test('behavior: the tab whose response comes second takes the session of the first, and asks again in that session', async () => {
      const { simulator, browser } = startBrowser()
      simulator.latency(2 * lockTimeout - 1000)
      const tabs = [browser.open(), browser.open()]
      const answers = Promise.all(tabs.map(requestOffer))
      await advance(lockTimeout + 1000)
      expect(simulator.requests).toHaveLength(2)
      simulator.latency(latency)
      await advance(minute)
      const sessions = (await answers).map(({ sessionId }) => sessionId)
      expect(new Set(sessions).size).toBe(1)
      expect(tabs.map(({ client }) => client.session.getState().sessionId)).toEqual(sessions)
      expect(simulator.requests).toHaveLength(3)
      expect(listEvents(tabs).flat()).not.toContain('reset')
    })

    test('behavior: a lock that is granted to a tab that no longer waits is released', async () => {
      const { browser } = startBrowser()
      const tab = browser.open()
      const unlock = await tab.run(() => tab.client.core.locks.acquire('name'))
      const controller = new AbortController()
      const late = tab.run(() => tab.client.core.locks.acquire('name', false, controller.signal))
      controller.abort()
      expect(await late).toBeUndefined()
      unlock?.()
      await advance(0)
      expect(browser.heldLocks.has('name')).toBe(false)
    })
  })

  describe('a service that is silent or fails', () => {
    const faults: [string, (simulator: Simulator) => void][] = [
      ['is silent', (simulator) => simulator.hang()],
      ['answers 503', (simulator) => simulator.fail({ call: 'engagement', status: 503 })],
      ['loads the account', (simulator) => simulator.loadAccount({ answers: 100 })],
    ]

    test.each(faults)('behavior: if it %s, each of four tabs has its error after its own attempts', async (name, fail) => {
      const { simulator, browser } = startBrowser()
      fail(simulator)
      const begin = Date.now()
      const errors = [0, 1, 2, 3].map(() =>
        requestOffer(browser.open()).catch(({ name }) => ({ name, seconds: (Date.now() - begin) / 1000 })),
      )
      await advance(2 * minute)
      // The attempts take 4 × 10 s, and the delays 30 s. A tab waits at most 5 s for the lock before each attempt.
      for (const { name: error, seconds } of (await Promise.all(errors)) as { name: string; seconds: number }[]) {
        expect(error).toMatch(/^(Timeout|Service|AccountLoading)Error$/)
        expect(seconds).toBeLessThanOrEqual(70 + 4 * 5)
      }
      expect(simulator.requests).toHaveLength(16)
      const warnings = name === 'is silent' ? [[expect.stringContaining('could not be reached')]] : []
      expect(takeConsole()).toEqual(warnings)
    })

    test.each(faults)('behavior: if it %s and recovers, four tabs start one session', async (_name, fail) => {
      const { simulator, browser } = startBrowser()
      fail(simulator)
      const tabs = [browser.open(), browser.open(), browser.open(), browser.open()]
      const answers = Promise.all(tabs.map(requestOffer))
      await advance(26_000)
      simulator.recover()
      simulator.loadAccount({ answers: 0 })
      await advance(2 * minute)
      const sessions = (await answers).map(({ sessionId }) => sessionId)
      expect(new Set(sessions).size).toBe(1)
      expect(tabs.map(({ client }) => client.session.getState().sessionId)).toEqual(sessions)
      expect(simulator.sessions).toHaveLength(1)
      expect([...browser.heldLocks.keys()]).toEqual([])
    })

    test('behavior: a request that is aborted while it waits for the lock again does not hold the lock', async () => {
      const { simulator, browser } = startBrowser()
      simulator.fail({ call: 'engagement', status: 503 })
      const tab = browser.open()
      const controller = new AbortController()
      const aborted = tab.run(() => getEngagement(tab.client, { signal: controller.signal })).catch((error) => error)
      await advance(latency + 1000)
      expect([...browser.heldLocks.keys()]).toEqual([])
      const unlock = await tab.run(() => tab.client.core.locks.acquire(sessionLock))
      await advance(5000)
      controller.abort(new Error('enough'))
      await expect(aborted).resolves.toMatchObject({ message: 'enough' })
      await advance(0)
      unlock?.()
      await advance(minute)
      expect([...browser.heldLocks.keys()]).toEqual([])
      expect(simulator.requests).toHaveLength(1)
    })
  })

  describe('log-out', () => {
    test('behavior: a tab that learns late of the log-out adopts the identity that was stored since', async () => {
      const { browser } = startBrowser()
      const {
        tabs: [a, b],
      } = await visitTwice(browser)
      a.run(() => {
        a.client.reset()
        a.client.core.session.setIdentity({ visitorId: 'next', sessionId: 'next' }, 'service')
      })
      await advance(0)
      expect(b.client.session.getState()).toMatchObject({ visitorId: 'next', sessionId: 'next' })
    })

    test('behavior: a tab that writes before it learns of the log-out does not restore the visitor', async () => {
      const { browser } = startBrowser()
      const a = await visit(browser)
      const b = await visit(browser)
      a.tab.run(() => a.tab.client.reset())
      b.tab.run(() => b.tab.client.core.session.setIdentity({}, 'service'))
      await advance(10)
      expect([a, b].map(({ tab }) => tab.client.session.getState().visitorId)).toEqual([undefined, undefined])
      expect([...browser.storage]).toEqual([])
    })
  })
})
