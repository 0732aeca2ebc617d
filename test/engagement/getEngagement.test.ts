import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ClientEvent, getEngagement } from '../../src/index.js'
import { createTestClient } from '../support/client.js'

describe('getEngagement', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('default: the answer names the offer, and its ids are in the session', async () => {
    const { client, simulator } = createTestClient()
    const engagement = await getEngagement(client)
    expect(engagement).toMatchObject({
      status: 'available',
      campaignId: '2100000001',
      engagementRevision: 7,
      contextId: '1',
      skillName: 'Sales',
    })
    expect(client.session.getState()).toEqual({
      visitorId: engagement.visitorId,
      sessionId: engagement.sessionId,
      pageId: engagement.pageId,
    })
    expect(simulator.visitors).toEqual([{ visitorId: engagement.visitorId }])
  })

  test('behavior: an answer has only the ids of the session', async () => {
    const { client } = createTestClient()
    const first = await getEngagement(client)
    client.core.session.dismiss(first.sessionId)
    expect(await getEngagement(client)).not.toHaveProperty('dismissedSessionId')
  })

  test('behavior: the next request has the same visitor and session', async () => {
    const { client, simulator } = createTestClient()
    const first = await getEngagement(client)
    const second = await getEngagement(client)
    expect(second).toMatchObject({ visitorId: first.visitorId, sessionId: first.sessionId, contextId: '2' })
    expect(simulator.requests[1]?.url).toContain(`/visitors/${first.visitorId}?v=1.0&sid=${first.sessionId}`)
  })

  test('behavior: callers with the same question share one request', async () => {
    const { client, simulator } = createTestClient()
    const question = { consumerSections: ['Support'] }
    const [a, b] = await Promise.all([getEngagement(client, question), getEngagement(client, { consumerSections: ['Support'] })])
    expect(a).toBe(b)
    expect(simulator.requests).toHaveLength(1)
  })

  test("behavior: callers share one request, whatever the order of their question's members", async () => {
    const { client, simulator } = createTestClient()
    const cart = { type: 'cart', total: 1, numItems: 2 } as const
    const [a, b] = await Promise.all([
      getEngagement(client, { consumerSections: ['Support'], engagementAttributes: [cart] }),
      getEngagement(client, { engagementAttributes: [{ numItems: 2, total: 1, type: 'cart' }], consumerSections: ['Support'] }),
    ])
    expect(a).toBe(b)
    expect(simulator.requests).toHaveLength(1)
  })

  test.each([
    ['a BigInt', { engagementAttributes: [{ type: 'cart', total: 1n }] }],
    [
      'a getter that throws',
      {
        get consumerSections(): string[] {
          throw new Error('a')
        },
      },
    ],
  ])('behavior: a question with %s rejects, and sends nothing', async (_name, question) => {
    const { client, simulator } = createTestClient()
    const answer = getEngagement(client, question as never)
    await expect(answer).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(simulator.requests).toEqual([])
  })

  test.each([
    ['half a surrogate pair', '\uD83D'],
    ['a dot', '.'],
    ['two dots', '..'],
    ['a text of 8,001 characters', 'v'.repeat(8001)],
  ])('behavior: a visitor whose id is %s is no visitor', async (_name, visitorId) => {
    const { client, simulator } = createTestClient({ identity: { visitorId, sessionId: visitorId } })
    expect((await getEngagement(client)).status).toBe('available')
    expect(simulator.requests[0]?.url).toMatch(/visitors\?v=1\.0$/)
  })

  test('behavior: two questions at once start one session', async () => {
    const { client, simulator } = createTestClient()
    simulator.latency(50)
    const both = Promise.all([getEngagement(client, { consumerSections: ['A'] }), getEngagement(client, { consumerSections: ['B'] })])
    await vi.runAllTimersAsync()
    const [a, b] = await both
    expect(simulator.visitors).toHaveLength(1)
    expect(a.sessionId).toBe(b.sessionId)
  })

  test('behavior: a request without subscribers is aborted', async () => {
    const { client, simulator } = createTestClient()
    simulator.hang()
    const [first, second] = [new AbortController(), new AbortController()]
    const waits = [first, second].map(({ signal }) => getEngagement(client, { signal }).catch((error: Error) => error.name))
    await vi.advanceTimersByTimeAsync(0)
    first.abort()
    expect(await waits[0]).toBe('AbortError')
    await vi.advanceTimersByTimeAsync(0)
    expect(client.core.inFlight.size).toBe(1)
    second.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect(await waits[1]).toBe('AbortError')
    expect(client.core.inFlight.size).toBe(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(simulator.requests).toHaveLength(1)
  })

  test('behavior: a caller who subscribes within the same task prevents the abort', async () => {
    const { client, simulator } = createTestClient()
    simulator.latency(20)
    const first = new AbortController()
    const aborted = getEngagement(client, { signal: first.signal }).catch((error: Error) => error.name)
    await vi.advanceTimersByTimeAsync(5)
    first.abort()
    const joined = getEngagement(client)
    await vi.runAllTimersAsync()
    expect(await aborted).toBe('AbortError')
    expect((await joined).status).toBe('available')
    expect(simulator.requests.map(({ status }) => status)).toEqual([200])
  })

  test('behavior: an aborted signal sends no request', async () => {
    const { client, simulator } = createTestClient()
    await expect(getEngagement(client, { signal: AbortSignal.abort(new Error('aborted')) })).rejects.toThrow('aborted')
    expect(simulator.requests).toHaveLength(0)
  })

  test('behavior: the request is retried while the account loads, as one visitor', async () => {
    const events: ClientEvent[] = []
    const { client, simulator } = createTestClient({ onEvent: (event) => events.push(event) })
    simulator.loadAccount({ answers: 2 })
    const answer = getEngagement(client)
    await vi.runAllTimersAsync()
    const { visitorId } = await answer
    expect(simulator.requests.map(({ status }) => status)).toEqual([500, 500, 200])
    expect(simulator.visitors).toEqual([{ visitorId }])
    expect(events).toEqual([
      { type: 'asked' },
      { type: 'retrying', attempt: 1, of: 3, delay: 5 },
      { type: 'retrying', attempt: 2, of: 3, delay: 10 },
      { type: 'sessionStarted' },
      { type: 'answered', status: 'available' },
    ])
  })

  test('behavior: the next request after a long loading account has the same visitor', async () => {
    const { client, simulator } = createTestClient()
    simulator.loadAccount({ answers: 4 })
    const failed = getEngagement(client).catch((error: Error) => error.name)
    await vi.runAllTimersAsync()
    expect(await failed).toBe('AccountLoadingError')
    await getEngagement(client)
    expect(simulator.visitors).toHaveLength(1)
  })

  test.each([
    ['an unknown visitor', 404, 37],
    ['an unknown session', 404, 39],
    ['a session that was not found', 404, 12],
    ['unauthorized ids', 401, 10],
  ])('behavior: %s starts a new session, once, without ids', async (_name, status, internalCode) => {
    const { client, simulator } = createTestClient({ identity: { visitorId: 'lost', sessionId: 'gone' } })
    simulator.fail({ call: 'engagement', status, body: { internalCode }, times: 1 })
    const engagement = await getEngagement(client)
    expect(simulator.requests.map(({ url }) => new URL(url).pathname.split('visitors')[1])).toEqual(['/lost', ''])
    expect(simulator.requests.map(({ url }) => new URL(url).searchParams.get('sid'))).toEqual(['gone', null])
    expect(client.session.getState().visitorId).toBe(engagement.visitorId)
  })

  test('behavior: a new session replaces one that the service closed', async () => {
    const { client, simulator, requests } = createTestClient()
    const first = await getEngagement(client)
    simulator.closeSession()
    const second = await getEngagement(client)
    expect(second.sessionId).not.toBe(first.sessionId)
    expect(requests.statuses()).toEqual([200, 404, 200])
  })

  test('behavior: no third request follows when the one without ids is refused, too', async () => {
    const { client, simulator } = createTestClient({ identity: { visitorId: 'lost' } })
    simulator.fail({ call: 'engagement', status: 401 })
    await expect(getEngagement(client)).rejects.toMatchObject({ name: 'ServiceError', status: 401 })
    expect(simulator.requests).toHaveLength(2)
  })

  test.each([
    [404, 18],
    [404, 6],
    [400, 33],
  ])('behavior: the session stays after a %i with the code %i', async (status, internalCode) => {
    const { client, simulator } = createTestClient({ identity: { visitorId: 'known', sessionId: 'known' } })
    simulator.fail({ call: 'engagement', status, body: { internalCode } })
    await expect(getEngagement(client)).rejects.toMatchObject({ name: 'ServiceError', status, internalCode })
    expect(simulator.requests).toHaveLength(1)
    expect(client.session.getState()).toMatchObject({ visitorId: 'known', sessionId: 'known' })
  })

  test.each([
    ['empty', ''],
    ['HTML', '<!doctype html><title>Sorry</title>'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"Available"'],
    ['cut off', '{"status":"Available","sessionId":"a'],
    ['very deep', '['.repeat(200_000)],
    ['with a prototype', '{"__proto__":{"status":"Available"},"constructor":{"prototype":{"status":"Available"}}}'],
  ])('behavior: an answer that is %s is a ResponseError', async (_name, body) => {
    const { client, simulator } = createTestClient()
    simulator.fail({ call: 'engagement', malformed: body || ' ' })
    await expect(getEngagement(client)).rejects.toMatchObject({ name: 'ResponseError' })
    expect(simulator.requests).toHaveLength(1)
    expect(client.session.getState().visitorId).toBeUndefined()
  })

  test('behavior: two questions at once start one session, though the visitor is known', async () => {
    const { client, simulator } = createTestClient()
    simulator.loadAccount({ answers: 4 })
    const failed = getEngagement(client).catch((error: Error) => error.name)
    await vi.runAllTimersAsync()
    expect(await failed).toBe('AccountLoadingError')
    await Promise.all([getEngagement(client, { consumerSections: ['A'] }), getEngagement(client, { consumerSections: ['B'] })])
    expect(simulator.sessions).toHaveLength(1)
  })

  test('behavior: a reset aborts the requests in flight, and none of them is retried', async () => {
    const { client, simulator } = createTestClient()
    await getEngagement(client)
    simulator.latency(50)
    const personal = { type: 'personal', personal: { firstname: 'Sam' } } as const
    const answer = getEngagement(client, { engagementAttributes: [personal] }).catch((error: Error) => error.name)
    await vi.advanceTimersByTimeAsync(10)
    client.reset()
    const next = getEngagement(client)
    await vi.runAllTimersAsync()
    expect(await answer).toBe('AbortError')
    expect(simulator.requests.filter(({ body }) => JSON.stringify(body).includes('Sam'))).toHaveLength(1)
    expect(client.session.getState().visitorId).toBe((await next).visitorId)
    expect(simulator.visitors).toHaveLength(2)
  })

  test('behavior: the request succeeds though a listener throws', async () => {
    const thrown = new Promise((resolve) => process.once('unhandledRejection', resolve))
    const { client } = createTestClient({
      onEvent(event) {
        if (event.type === 'asked') throw new Error('blocked')
      },
    })
    expect((await getEngagement(client)).status).toBe('available')
    expect(await thrown).toMatchObject({ message: 'blocked' })
  })

  test('behavior: a refusal of the Domain API does not end the session', async () => {
    const { appEngagement } = await import('../../src/index.js')
    const { client, simulator } = createTestClient({ service: appEngagement(), identity: { visitorId: 'known', sessionId: 'known' } })
    simulator.fail({ call: 'domain', status: 401 })
    await expect(getEngagement(client)).rejects.toMatchObject({ name: 'ResponseError', cause: { status: 401 } })
    expect(client.session.getState().visitorId).toBe('known')
    expect(simulator.requests).toHaveLength(1)
  })

  test('behavior: an unreadable stored domain is requested again', async () => {
    const { appEngagement } = await import('../../src/index.js')
    localStorage.setItem('react-engagement:2:domain:/api/account/12345678:msdkgw', '{"expiresAt":9e15,"value":"two words"}')
    const { client, simulator } = createTestClient({ service: appEngagement(), storage: localStorage })
    await getEngagement(client)
    expect(simulator.requests.map(({ call }) => call)).toEqual(['domain', 'engagement'])
  })

  test('behavior: all requests share one request to the Domain API', async () => {
    const { appEngagement } = await import('../../src/index.js')
    const { client, simulator } = createTestClient({ service: appEngagement() })
    await Promise.all([getEngagement(client), getEngagement(client, { consumerSections: ['A'] })])
    expect(simulator.requests.map(({ call, url }) => [call, new URL(url).host])).toEqual([
      ['domain', 'api.liveperson.net'],
      ['engagement', 'lo.msdkgw.example'],
      ['engagement', 'lo.msdkgw.example'],
    ])
  })

  test('behavior: a stored domain that cannot be reached is requested again', async () => {
    const { appEngagement } = await import('../../src/index.js')
    const service = appEngagement()
    const { client, simulator } = createTestClient({ service, storage: localStorage })
    await getEngagement(client)
    const reloaded = createTestClient({ service, storage: localStorage, fetch: simulator.fetch }).client
    simulator.fail({ call: 'engagement', networkError: true, times: 1 })
    const answer = getEngagement(reloaded)
    await vi.runAllTimersAsync()
    await answer
    expect(simulator.requests.map(({ call }) => call)).toEqual(['domain', 'engagement', 'engagement', 'domain', 'engagement'])
  })
})
