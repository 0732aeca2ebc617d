import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ClientEvent, getEngagement } from '../../src/index.js'
import { appEngagementSchedule } from '../../src/liveperson/livePersonSchedules.js'
import type { Simulator } from '../../src/testing/index.js'
import { givePageLocks, leavePage } from '../support/head.js'
import { createPageClient, question, runHead, sessionKey, startService, startServiceOfReturningVisitor } from '../support/inlineScript.js'

/** How long the script waits for a response, and its response for a client, in milliseconds. */
const timeout = 10_000

/** How long the marker of a new session is held, in milliseconds. */
const markerLifetime = 1000

const minute = 60_000

const [firstDelay = 0, secondDelay = 0] = appEngagementSchedule

const advance = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

/** The requests of this page, with their times in seconds. */
const listAttempts = (simulator: Simulator, start: number) =>
  simulator.requests.slice(1).map(({ time, status }) => [(time - start) / 1000, status])

describe('the inline script in time', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(new DOMException('Too long', 'TimeoutError')), milliseconds)
      return controller.signal
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
    leavePage()
  })

  test.each<[string, Parameters<Simulator['fail']>[0], (number | undefined)[]]>([
    ['was refused', { call: 'engagement', status: 503, times: 2 }, [503, 503, 200]],
    ['did not reach the service', { call: 'engagement', networkError: true, times: 2 }, [undefined, undefined, 200]],
  ])('behavior: the client continues the schedule of a request that %s', async (_name, fault, statuses) => {
    const { simulator } = await startServiceOfReturningVisitor()
    simulator.fail(fault)
    const start = Date.now()
    await runHead()
    const events: ClientEvent[] = []
    const answer = getEngagement(createPageClient({ onEvent: (event) => events.push(event) }), question)
    await vi.runAllTimersAsync()
    expect((await answer).status).toBe('available')
    expect(listAttempts(simulator, start)).toEqual([0, 5, 15].map((second, index) => [second, statuses[index]]))
    expect(events.filter(({ type }) => type === 'retrying')).toMatchObject([
      { attempt: 1, of: 3, delay: firstDelay },
      { attempt: 2, of: 3, delay: secondDelay },
    ])
  })

  test('behavior: the first attempt fails when the service does not respond within 10 s', async () => {
    const { simulator } = await startServiceOfReturningVisitor()
    simulator.hang()
    const start = Date.now()
    await runHead()
    await advance(4000)
    const answer = getEngagement(createPageClient(), question)
    await advance(timeout)
    simulator.recover()
    await advance(firstDelay * 1000)
    await answer
    expect(listAttempts(simulator, start)).toEqual([
      [0, undefined],
      [15, 200],
    ])
  })

  test('behavior: an answer that no client takes lasts for 10 s', async () => {
    const { simulator } = await startServiceOfReturningVisitor()
    await runHead()
    await advance(timeout - 1)
    await getEngagement(createPageClient(), question)
    expect(simulator.requests).toHaveLength(2)
    leavePage()
    await runHead()
    await advance(timeout)
    await getEngagement(createPageClient(), question)
    expect(simulator.requests).toHaveLength(4)
  })

  describe('an unknown visitor', () => {
    test('behavior: the script sends its request under the lock, and marks the session that it started for a second', async () => {
      const { simulator } = startService()
      const latency = 50
      simulator.latency(latency)
      const held = givePageLocks()
      await runHead()
      await advance(latency - 1)
      expect(held).toEqual([sessionKey])
      await advance(1)
      const { visitorId, sessionId } = simulator.sessions[0] ?? {}
      expect(held).toEqual([`${sessionKey}:started:${JSON.stringify([visitorId, sessionId])}`])
      await advance(markerLifetime - 1)
      expect(held).toHaveLength(1)
      await advance(1)
      expect(held).toEqual([])
    })

    test('behavior: a page that is unloaded holds no lock, so that the bfcache can take it', async () => {
      startService()
      const held = givePageLocks()
      await runHead()
      await advance(0)
      expect(held).toHaveLength(1)
      window.dispatchEvent(new Event('pagehide'))
      await advance(0)
      expect(held).toEqual([])
    })

    test('behavior: the script stores the same as the client', async () => {
      startService()
      givePageLocks()
      await runHead()
      await advance(0)
      const stored = localStorage.getItem(sessionKey)
      const ids = JSON.parse(stored ?? '').value
      localStorage.clear()
      await getEngagement(createPageClient({ identity: ids }), question)
      expect(localStorage.getItem(sessionKey)).toBe(stored)
    })

    test('behavior: the script sends nothing when another tab has just marked a session', async () => {
      const { simulator } = startService()
      givePageLocks().push(`${sessionKey}:started:["v","s"]`)
      await runHead()
      await advance(0)
      expect(simulator.requests).toEqual([])
    })

    test('behavior: the script releases the lock after 10 s when the service does not respond', async () => {
      const { simulator } = startService()
      simulator.hang()
      const held = givePageLocks()
      await runHead()
      await advance(timeout - 1)
      expect(held).toEqual([sessionKey])
      await advance(1)
      expect(held).toEqual([])
      expect(localStorage).toHaveLength(0)
    })

    test('behavior: the script takes the session that a tab without the lock has stored before its response', async () => {
      const { simulator } = startService()
      givePageLocks()
      simulator.latency(6000)
      await runHead()
      await advance(0)
      const stored = JSON.stringify({ expiresAt: Date.now() + minute, value: { visitorId: 'v', sessionId: 's', startedAt: Date.now() } })
      localStorage.setItem(sessionKey, stored)
      await advance(6000)
      expect(simulator.requests).toHaveLength(1)
      expect(localStorage.getItem(sessionKey)).toBe(stored)
      expect(window).toHaveProperty('reactEngagement.url', '')
    })

    test.each(['null', '[]', '"text"', '<!doctype html>', '{"visitorId":{},"sessionId":[]}', '{"visitorId":7,"sessionId":8}'])(
      'behavior: the answer %s starts no session, and the client gets it',
      async (malformed) => {
        const { simulator } = startService()
        simulator.fail({ call: 'engagement', malformed })
        const held = givePageLocks()
        await runHead()
        await advance(0)
        expect(held).toEqual([])
        expect(localStorage).toHaveLength(0)
        await expect(getEngagement(createPageClient(), question)).rejects.toMatchObject({ name: 'ResponseError' })
        expect(simulator.requests).toHaveLength(1)
      },
    )
  })
})
