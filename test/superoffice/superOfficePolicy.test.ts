import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type ClientEvent,
  createEngagementClient,
  getChatSession,
  pickUpChatSession,
  replaceChatSession,
  superOffice,
  updateChatSession,
} from '../../src/index.js'
import { superOfficePolicy } from '../../src/superoffice/superOfficePolicy.js'
import { createSimulator } from '../../src/testing/index.js'
import { createChatClient, tenant } from '../support/chatClient.js'

describe('superOfficePolicy', () => {
  beforeEach(() => void vi.useFakeTimers())

  type Call = 'GET' | 'PUT' | 'PATCH' | 'POST'

  /** Runs one call until its last attempt, and returns the times of its attempts in seconds. */
  async function runCall(method: Call, fault: Record<string, unknown>) {
    const begin = Date.now()
    const { client, simulator } = createChatClient()
    const entity = simulator.openChatSession() as never
    simulator.fail({ call: 'chatSession', method, ...fault })
    const calls = {
      GET: () => getChatSession(client, { id: 1 }),
      PUT: () => replaceChatSession(client, { id: 1, entity }),
      PATCH: () => updateChatSession(client, { id: 1, changes: { Rating: 5 }, base: { Rating: 0 } }),
      POST: () => pickUpChatSession(client, { id: 1 }),
    }
    const outcome = calls[method]().catch((error) => error)
    await vi.advanceTimersByTimeAsync(300_000)
    const sent = simulator.requests.filter((request) => request.method === method)
    return { times: sent.map(({ time }) => (time - begin) / 1000), outcome: await outcome }
  }

  test.each<[Call, Record<string, unknown>, number[]]>([
    ['GET', { status: 503 }, [0, 1, 3, 7]],
    ['PUT', { status: 503 }, [0, 1, 3, 7]],
    ['PATCH', { status: 503 }, [0, 1, 3, 7]],
    ['POST', { status: 503 }, [0]],
    ['GET', { status: 429 }, [0, 1, 3, 7]],
    ['PATCH', { status: 429 }, [0, 1, 3, 7]],
    ['POST', { status: 429 }, [0]],
    ['GET', { status: 500 }, [0, 1, 3, 7]],
    ['PUT', { status: 502 }, [0, 1, 3, 7]],
    ['PATCH', { status: 500 }, [0]],
    ['GET', { networkError: true }, [0, 1, 3, 7]],
    ['PATCH', { networkError: true }, [0, 1, 3, 7]],
    ['POST', { networkError: true }, [0]],
    ['GET', { status: 404 }, [0]],
    ['PUT', { status: 400 }, [0]],
    ['GET', { status: 503, retryAfter: 20 }, [0, 20, 40, 60]],
    ['GET', { status: 429, retryAfter: 600 }, [0, 60, 120, 180]],
    ['GET', { status: 503, retryAfter: 'later' }, [0, 1, 3, 7]],
    ['GET', { status: 503, times: 2 }, [0, 1, 3]],
  ])('behavior: a %s that fails with %j is sent at %j s', async (method, fault, times) => {
    expect((await runCall(method, fault)).times).toEqual(times)
  })

  test('behavior: Retry-After can be a date', async () => {
    vi.setSystemTime(1_800_000_000_000)
    const { times } = await runCall('GET', { status: 503, retryAfter: new Date(Date.now() + 9000).toUTCString(), times: 1 })
    expect(times).toEqual([0, 9])
  })

  const now = 1_800_000_000_000
  const toDate = (seconds: number) => new Date(now + seconds * 1000).toUTCString()

  test.each<[clock: number, headers: Record<string, string>, delay: number | undefined]>([
    [0, { 'retry-after': toDate(20), date: toDate(0) }, 20],
    [3600, { 'retry-after': toDate(20), date: toDate(0) }, 20],
    [-3600, { 'retry-after': toDate(20), date: toDate(0) }, 20],
    [0, { 'retry-after': toDate(20) }, 20],
    [0, { 'retry-after': toDate(20), date: 'today' }, 20],
    [3600, { 'retry-after': toDate(20) }, 1],
    [-3600, { 'retry-after': toDate(20) }, 60],
    [0, { 'retry-after': toDate(-20), date: toDate(0) }, 1],
    [0, { 'retry-after': toDate(600), date: toDate(0) }, 60],
    [0, { 'retry-after': '0' }, 1],
    [0, { 'retry-after': '-5' }, 1],
    [0, { 'retry-after': '600' }, 60],
    [0, { 'retry-after': 'later', date: toDate(0) }, undefined],
    [0, {}, undefined],
  ])('behavior: with a clock that is %i s ahead, the headers %j mean a delay of %j s', (clock, headers, delay) => {
    vi.setSystemTime(now + clock * 1000)
    const answer = { status: 503, body: '' }
    expect(superOfficePolicy.toError(answer, new Headers(headers), undefined)).toMatchObject({ retryAfter: delay })
  })

  test('behavior: an attempt without an answer is slow after 5 s, and ends after 30 s', async () => {
    const { client, simulator } = createChatClient()
    const begin = Date.now()
    const events: [number, ClientEvent][] = []
    client.subscribe((event) => events.push([(Date.now() - begin) / 1000, event]))
    simulator.openChatSession()
    simulator.hang()
    const outcome = getChatSession(client, { id: 1 }).catch((error) => error)
    await vi.advanceTimersByTimeAsync(300_000)
    await expect(outcome).resolves.toMatchObject({ name: 'TimeoutError' })
    expect(events).toEqual([
      [5, { type: 'slow', after: 5 }],
      [30, { type: 'retrying', attempt: 1, of: 3, delay: 1 }],
      [36, { type: 'slow', after: 5 }],
      [61, { type: 'retrying', attempt: 2, of: 3, delay: 2 }],
      [68, { type: 'slow', after: 5 }],
      [93, { type: 'retrying', attempt: 3, of: 3, delay: 4 }],
      [102, { type: 'slow', after: 5 }],
    ])
  })

  test('behavior: a request that is answered in time emits no event', async () => {
    const { client, simulator } = createChatClient()
    const events: ClientEvent[] = []
    client.subscribe((event) => events.push(event))
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(events).toEqual([])
  })

  test("behavior: the client's own retry does not apply to chat sessions", async () => {
    const simulator = createSimulator()
    simulator.fail({ call: 'chatSession', status: 503 })
    const client = createEngagementClient({
      accountId: '1',
      chatSessions: superOffice({ baseUrl: tenant, authorization: () => 'Bearer token' }),
      retry: { schedule: [100], jitter: 1 },
      storage: null,
      fetch: simulator.fetch,
    })
    const begin = Date.now()
    void getChatSession(client, { id: 1 }).catch(() => {})
    await vi.advanceTimersByTimeAsync(20_000)
    expect(simulator.requests.map(({ time }) => (time - begin) / 1000)).toEqual([0, 1, 3, 7])
  })
})
