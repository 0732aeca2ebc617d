import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  appEngagement,
  type ClientEvent,
  createEngagementClient,
  EngagementButton,
  type EngagementClient,
  type EngagementClientOptions,
  EngagementProvider,
  getEngagement,
  type Question,
  useEngagement,
} from '../../src/index.js'
import { preloadScript } from '../../src/preload/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { givePageLocks, inPage, leavePage } from '../support/head.js'
import { inBothModes } from '../support/modes.js'

const accountId = '12345678'
const service = appEngagement({ domain: 'lo.msdkgw.example' })
const question: Question = { consumerSections: ['Support'] }

/** The client of the page's bundle: it asks with the page's own fetch. */
function start(options: Partial<EngagementClientOptions> = {}): EngagementClient {
  const client = createEngagementClient({ accountId, service, ...options } as EngagementClientOptions)
  // What is still to be reported would outlive the test's page.
  onTestFinished(() => client.core.outbox()?.clear())
  return client
}

const head = async (parameters: Partial<Parameters<typeof preloadScript>[0]> = {}) =>
  inPage((await preloadScript({ accountId, service, question, ...parameters })).text)

const statuses = (simulator: Simulator) => simulator.requests.map(({ status }) => status)

/** A page whose visitor is in a session since the last one. */
async function returning(): Promise<Simulator> {
  const simulator = createSimulator()
  vi.stubGlobal('fetch', simulator.fetch)
  await getEngagement(start(), { consumerSections: ['Home'] })
  leavePage()
  return simulator
}

const Status = () => <p>{useEngagement(question).data?.status ?? 'loading'}</p>

const show = (client: EngagementClient) =>
  render(
    <EngagementProvider client={client}>
      <EngagementButton {...question} />
      <Status />
      <Status />
    </EngagementProvider>,
  )

describe('the script in the head', () => {
  afterEach(leavePage)

  inBothModes(() => {
    test('default: the first render takes its answer', async () => {
      const simulator = await returning()
      await head()
      expect(engagementRequests(simulator)).toHaveLength(2)
      show(start())
      expect(await screen.findAllByText('available')).toHaveLength(2)
      expect(screen.getByRole('button')).toBeInTheDocument()
      expect(engagementRequests(simulator)).toHaveLength(2)
      expect(simulator.sessions).toHaveLength(1)
    })

    test('behavior: its answer is taken once', async () => {
      const simulator = await returning()
      await head()
      const client = start()
      const { result } = renderHook(() => useEngagement({ ...question, client }))
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      await act(() => result.current.refetch())
      expect(statuses(simulator)).toEqual([200, 200, 200])
    })

    test('behavior: an ask that nobody waits for any more leaves nothing behind', async () => {
      const simulator = await returning()
      simulator.hang()
      await head()
      const client = start()
      const { unmount } = show(client)
      await waitFor(() => expect(client.core.inFlight.size).toBe(1))
      unmount()
      await waitFor(() => expect(client.core.inFlight.size).toBe(0))
      simulator.recover()
      show(client)
      expect(await screen.findByRole('button')).toBeInTheDocument()
    })
  })

  test('behavior: another question is asked for', async () => {
    const simulator = await returning()
    await head()
    await getEngagement(start(), { consumerSections: ['Sales'] })
    expect(simulator.requests).toHaveLength(3)
    expect(simulator.sessions).toHaveLength(1)
  })

  test('behavior: so is one of another account, service, session, or of a fetch of its own', async () => {
    const simulator = await returning()
    await head()
    await getEngagement(start({ accountId: 'other' }), question)
    await getEngagement(start({ service: appEngagement({ domain: 'lo.msdkgw.example', appType: 'MSDK' }) }), question)
    await getEngagement(start({ fetch: (...parameters) => simulator.fetch(...parameters) }), question)
    expect(statuses(simulator)).toEqual(Array(5).fill(200))
    await getEngagement(start(), question)
    expect(simulator.requests).toHaveLength(5)
  })

  test('behavior: and so it is for another visitor, who is told of only now', async () => {
    const simulator = await returning()
    await head()
    const { visitorId } = await getEngagement(start({ accountId: 'other' }))
    const engagement = await getEngagement(start({ identity: { visitorId } }), question)
    expect(engagement.visitorId).toBe(visitorId)
    expect(statuses(simulator)).toEqual(Array(4).fill(200))
  })

  test('behavior: after a log-out its answer is nobody’s', async () => {
    const simulator = await returning()
    await head()
    const client = start()
    client.reset()
    const { visitorId } = await getEngagement(client, question)
    expect(simulator.visitors.at(-1)).toEqual({ visitorId })
    expect(simulator.visitors).toHaveLength(2)
  })

  test('behavior: nor is it after one in another tab, or a refusal', async () => {
    const simulator = await returning()
    await head()
    window.dispatchEvent(new StorageEvent('storage', { key: `react-engagement:2:${accountId}:app-engagement:message`, newValue: 'denied' }))
    await getEngagement(start(), question)
    expect(simulator.requests).toHaveLength(3)
  })

  test('behavior: a session that is lost is replaced', async () => {
    const simulator = await returning()
    simulator.closeSession()
    await head()
    const events: ClientEvent[] = []
    await getEngagement(start({ onEvent: (event) => events.push(event) }), question)
    expect(statuses(simulator)).toEqual([200, 404, 200])
    expect(events.map(({ type }) => type)).toEqual(['sessionAdopted', 'asked', 'sessionLost', 'asked', 'sessionStarted', 'answered'])
  })

  test('behavior: it does nothing where a client is there already, in another head, and offline', async () => {
    const simulator = await returning()
    start()
    await head()
    leavePage()
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    await head()
    expect(simulator.requests).toHaveLength(1)
    vi.restoreAllMocks()
    await head()
    await head({ question: { consumerSections: ['Sales'] } })
    expect(simulator.requests).toHaveLength(2)
  })

  test('behavior: nor of nobody where there are no Web Locks', async () => {
    const simulator = createSimulator()
    vi.stubGlobal('fetch', simulator.fetch)
    await head()
    await getEngagement(start(), question)
    expect(simulator.requests).toHaveLength(1)
  })

  test.each(['{', '"x"', '{"expiresAt":9e15,"value":"two words"}', '{"expiresAt":9e15,"value":{"sessionId":7}}'])(
    'behavior: a storage that holds %s breaks nothing',
    async (rubbish) => {
      const simulator = createSimulator()
      vi.stubGlobal('fetch', simulator.fetch)
      localStorage.setItem(`react-engagement:2:${accountId}:app-engagement`, rubbish)
      await head()
      expect((await getEngagement(start(), question)).status).toBe('available')
      expect(simulator.visitors).toHaveLength(1)
    },
  )

  test('parameters: reuse: nothing is asked where an earlier page has kept the answer', async () => {
    const simulator = createSimulator()
    vi.stubGlobal('fetch', simulator.fetch)
    const visit = async () => {
      const { unmount } = show(start({ reuse: true }))
      await screen.findAllByText('available')
      unmount()
      leavePage()
    }
    await visit()
    await head({ reuse: true })
    await visit()
    expect(engagementRequests(simulator)).toHaveLength(1)
    await head({ reuse: true, question: { consumerSections: ['Sales'] } })
    expect(engagementRequests(simulator)).toHaveLength(2)
    leavePage()
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 900_000)
    await head({ reuse: true })
    expect(engagementRequests(simulator)).toHaveLength(3)
  })

  describe('in time', () => {
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
    })

    const seconds = (simulator: Simulator, from: number) =>
      simulator.requests.slice(1).map(({ time, status }) => [(time - from) / 1000, status])

    test.each<[string, Parameters<Simulator['fail']>[0], (number | undefined)[]]>([
      ['refused for now', { call: 'engagement', status: 503, times: 2 }, [503, 503, 200]],
      ['not reached', { call: 'engagement', networkError: true, times: 2 }, [undefined, undefined, 200]],
    ])('behavior: %s, the client goes on with the schedule', async (_name, fault, expected) => {
      const simulator = await returning()
      simulator.fail(fault)
      const from = Date.now()
      await head()
      const events: ClientEvent[] = []
      const asked = getEngagement(start({ onEvent: (event) => events.push(event) }), question)
      await vi.runAllTimersAsync()
      expect((await asked).status).toBe('available')
      expect(seconds(simulator, from)).toEqual([0, 5, 15].map((second, index) => [second, expected[index]]))
      expect(events.filter(({ type }) => type === 'retrying')).toMatchObject([
        { attempt: 1, of: 3, delay: 5 },
        { attempt: 2, of: 3, delay: 10 },
      ])
    })

    test('behavior: a service that is silent for 10 s has failed once', async () => {
      const simulator = await returning()
      simulator.hang()
      const from = Date.now()
      await head()
      await vi.advanceTimersByTimeAsync(4000)
      const asked = getEngagement(start(), question)
      await vi.advanceTimersByTimeAsync(10_000)
      simulator.recover()
      await vi.advanceTimersByTimeAsync(5000)
      await asked
      expect(seconds(simulator, from)).toEqual([
        [0, undefined],
        [15, 200],
      ])
    })

    const key = `react-engagement:2:${accountId}:app-engagement`

    test('behavior: of nobody it asks under the lock, and marks the session that it started, for a second', async () => {
      const simulator = createSimulator()
      vi.stubGlobal('fetch', simulator.fetch)
      simulator.latency(50)
      const held = givePageLocks()
      await head()
      await vi.advanceTimersByTimeAsync(49)
      expect(held).toEqual([key])
      await vi.advanceTimersByTimeAsync(1)
      const { visitorId, sessionId } = simulator.sessions[0] ?? {}
      expect(held).toEqual([`${key}:started:${JSON.stringify([visitorId, sessionId])}`])
      await vi.advanceTimersByTimeAsync(999)
      expect(held).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(held).toEqual([])
    })

    test('behavior: a page that is left holds no lock: it may be kept for the way back', async () => {
      const simulator = createSimulator()
      vi.stubGlobal('fetch', simulator.fetch)
      const held = givePageLocks()
      await head()
      await vi.advanceTimersByTimeAsync(0)
      expect(held).toHaveLength(1)
      window.dispatchEvent(new Event('pagehide'))
      await vi.advanceTimersByTimeAsync(0)
      expect(held).toEqual([])
    })

    test('behavior: what it keeps is what the client would', async () => {
      const simulator = createSimulator()
      vi.stubGlobal('fetch', simulator.fetch)
      givePageLocks()
      await head()
      await vi.advanceTimersByTimeAsync(0)
      const kept = localStorage.getItem(key)
      const ids = JSON.parse(kept ?? '').value
      localStorage.clear()
      await getEngagement(start({ identity: ids }), question)
      expect(localStorage.getItem(key)).toBe(kept)
    })

    test('behavior: a session that another tab has just marked is left to the client', async () => {
      const simulator = createSimulator()
      vi.stubGlobal('fetch', simulator.fetch)
      givePageLocks().push(`${key}:started:["v","s"]`)
      await head()
      await vi.advanceTimersByTimeAsync(0)
      expect(simulator.requests).toEqual([])
    })

    test('behavior: a service that is silent keeps other tabs waiting for 10 s', async () => {
      const simulator = createSimulator()
      vi.stubGlobal('fetch', simulator.fetch)
      simulator.hang()
      const held = givePageLocks()
      await head()
      await vi.advanceTimersByTimeAsync(9999)
      expect(held).toEqual([key])
      await vi.advanceTimersByTimeAsync(1)
      expect(held).toEqual([])
      expect(localStorage).toHaveLength(0)
    })

    test.each(['null', '[]', '"text"', '<!doctype html>', '{"visitorId":{},"sessionId":[]}', '{"visitorId":7,"sessionId":8}'])(
      'behavior: an answer that is %s starts nothing, and is handed on',
      async (malformed) => {
        const simulator = createSimulator()
        vi.stubGlobal('fetch', simulator.fetch)
        simulator.fail({ call: 'engagement', malformed })
        const held = givePageLocks()
        await head()
        await vi.advanceTimersByTimeAsync(0)
        expect(held).toEqual([])
        expect(localStorage).toHaveLength(0)
        await expect(getEngagement(start(), question)).rejects.toMatchObject({ name: 'ResponseError' })
        expect(simulator.requests).toHaveLength(1)
      },
    )

    test('behavior: an answer that nobody takes is held for 10 s', async () => {
      const simulator = await returning()
      await head()
      await vi.advanceTimersByTimeAsync(9999)
      await getEngagement(start(), question)
      expect(simulator.requests).toHaveLength(2)
      leavePage()
      await head()
      await vi.advanceTimersByTimeAsync(10_000)
      await getEngagement(start(), question)
      expect(simulator.requests).toHaveLength(4)
    })
  })
})
