// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NetworkError, ServiceError, TimeoutError } from '../../src/errors.js'
import { createHttp, type HttpOptions } from '../../src/http/createHttp.js'
import type { Http, RetryInfo } from '../../src/http/http.js'
import { livePersonPolicy } from '../../src/liveperson/livePersonPolicy.js'
import { appEngagementSchedule } from '../../src/liveperson/livePersonSchedules.js'

type Reply = Response | Error | 'silence'

/** Answers with each reply in turn, and repeats the last one. Notes each request and its time. */
function createServer(...replies: Reply[]) {
  const asked: { at: number; url: string; body: unknown; headers: Headers }[] = []
  const methods: (string | undefined)[] = []
  const begin = Date.now()
  const fetch: typeof globalThis.fetch = async (input, init) => {
    methods.push(init?.method)
    asked.push({ at: (Date.now() - begin) / 1000, url: String(input), body: init?.body, headers: new Headers(init?.headers) })
    const reply = replies.length > 1 ? replies.shift() : replies[0]
    if (reply instanceof Response) return reply.clone()
    if (reply instanceof Error) throw reply
    return new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
  }
  return { fetch, asked, methods, times: () => asked.map(({ at }) => at) }
}

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
const loading = (status: number, code: number, vid: string) =>
  json(status, { time: 1, message: `Loading account: a, vid: ${vid}`, internalCode: code })

function createTestHttp(options: Pick<HttpOptions, 'fetch'> & Partial<HttpOptions>): Http {
  return createHttp({
    policy: livePersonPolicy,
    schedule: appEngagementSchedule,
    baseUrl: async () => 'https://service.example',
    ...options,
  })
}

/** Lets all delays pass, and returns the answer or the error. */
async function settle<type>(sent: Promise<type>): Promise<type | Error> {
  const settled = sent.catch((error: Error) => error)
  await vi.runAllTimersAsync()
  return settled
}

const post = (http: Http) => http({ method: 'POST', path: (vid = 'none') => `/visitors/${vid}`, body: { appType: 'EXTERNAL' } })

describe('createHttp', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('default: a request carries its body as JSON text', async () => {
    const { fetch, asked } = createServer(json(200, { status: 'Available' }))
    expect(await settle(post(createTestHttp({ fetch })))).toEqual({ status: 200, body: { status: 'Available' } })
    expect(asked).toHaveLength(1)
    expect(asked[0]?.url).toBe('https://service.example/visitors/none')
    expect(asked[0]?.body).toBe('{"appType":"EXTERNAL"}')
    expect(Object.fromEntries(asked[0]?.headers ?? [])).toEqual({ accept: 'application/json', 'content-type': 'application/json' })
  })

  test('parameters: methodOverride: a PUT is sent as a POST', async () => {
    const { fetch, asked, methods } = createServer(json(200, {}))
    await settle(createTestHttp({ fetch })({ method: 'PUT', methodOverride: true, path: () => '/', body: {} }))
    expect(methods).toEqual(['POST'])
    expect(asked[0]?.headers.get('x-http-method-override')).toBe('PUT')
  })

  test('behavior: a GET has no content type, because that would cost a preflight', async () => {
    const { fetch, asked } = createServer(json(200, {}))
    await settle(createTestHttp({ fetch })({ method: 'GET', path: () => '/' }))
    expect(Object.fromEntries(asked[0]?.headers ?? [])).toEqual({ accept: 'application/json' })
  })

  test('behavior: an answer is read as JSON whatever its content type, and as text if it is no JSON', async () => {
    const typed = new Response('{"a":1}', { headers: { 'content-type': 'application/octet-stream' } })
    expect(await settle(post(createTestHttp({ fetch: createServer(typed).fetch })))).toEqual({ status: 200, body: { a: 1 } })
    expect(await settle(post(createTestHttp({ fetch: createServer(new Response('')).fetch })))).toEqual({ status: 200, body: '' })
  })

  describe('behavior: a failure that may pass is retried on the published schedule', () => {
    test.each([
      ['500', () => json(500, { internalCode: 18 })],
      ['503 of a proxy', () => new Response('<h1>Busy</h1>', { status: 503 })],
      ['network failure', () => new TypeError('Failed to fetch')],
      ['network failure of an instrumented fetch', () => new Error('wrapped by a monitoring tool')],
      ['loading account', () => loading(500, 20, 'v')],
      ['loading account as 202', () => loading(202, 38, 'v')],
      ['202 without a body', () => new Response('', { status: 202 })],
    ])('a %s is retried', async (_name, reply) => {
      const { fetch, times } = createServer(reply())
      expect(await settle(post(createTestHttp({ fetch })))).toBeInstanceOf(Error)
      expect(times()).toEqual([0, 5, 15, 30])
    })

    test('a request without an answer within 10 s is retried', async () => {
      const { fetch, times } = createServer('silence')
      expect(await settle(post(createTestHttp({ fetch })))).toBeInstanceOf(TimeoutError)
      expect(times()).toEqual([0, 15, 35, 60])
    })

    test('a request whose response body stops halfway is retried', async () => {
      const stalled = new Response(new ReadableStream())
      const { fetch, times } = createServer(stalled, json(200, {}))
      const http = createTestHttp({ fetch })
      expect(await settle(post(http))).toEqual({ status: 200, body: {} })
      expect(times()).toEqual([0, 15])
    })
  })

  test.each([400, 401, 403, 404, 409, 422, 429])('behavior: a %i is not retried', async (status) => {
    const { fetch, times } = createServer(json(status, { time: 1469543282471, message: 'Illegal Version', internalCode: 33 }))
    const error = await settle(post(createTestHttp({ fetch })))
    expect(times()).toEqual([0])
    expect(error).toBeInstanceOf(ServiceError)
    expect(error).toMatchObject({ name: 'ServiceError', status, internalCode: 33, time: 1469543282471, serviceMessage: 'Illegal Version' })
  })

  test('behavior: the error of the last attempt is thrown', async () => {
    const endOf = async (reply: Reply) => settle(post(createTestHttp({ fetch: createServer(reply).fetch })))
    expect(await endOf(json(500, { internalCode: '18', time: '2026-01-01T00:00:00+02:00' }))).toMatchObject({
      name: 'ServiceError',
      internalCode: 18,
      time: '2026-01-01T00:00:00+02:00',
    })
    expect(await endOf(new TypeError('Failed to fetch'))).toBeInstanceOf(NetworkError)
    expect(await endOf(loading(500, 20, 'abc'))).toMatchObject({ name: 'AccountLoadingError', visitorId: 'abc' })
  })

  test('behavior: a loading account names the visitor of the next attempt, whose body is whole', async () => {
    const { fetch, asked } = createServer(loading(500, 20, 'fo_o-1'), loading(202, 38, ''), json(200, {}))
    expect(await settle(post(createTestHttp({ fetch })))).toEqual({ status: 200, body: {} })
    expect(asked.map(({ url }) => url.split('/').at(-1))).toEqual(['none', 'fo_o-1', 'fo_o-1'])
    expect(new Set(asked.map(({ body }) => body))).toEqual(new Set(['{"appType":"EXTERNAL"}']))
  })

  test('behavior: code 20 means a loading account only with status 500', async () => {
    const { fetch, times } = createServer(json(400, { internalCode: 20 }))
    expect(await settle(post(createTestHttp({ fetch })))).toBeInstanceOf(ServiceError)
    expect(times()).toEqual([0])
  })

  test('parameters: schedule: a request is retried after its delays', async () => {
    const { fetch, times } = createServer(json(503, {}))
    await settle(post(createTestHttp({ fetch, schedule: [1, 2] })))
    expect(times()).toEqual([0, 1, 3])
  })

  test('parameters: jitter: a delay is drawn from [d, d + j · d), except for a loading account', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const failing = createServer(json(503, {}))
    await settle(post(createTestHttp({ fetch: failing.fetch, jitter: 1 })))
    expect(failing.times()).toEqual([0, 7.5, 22.5, 45])

    const accountLoading = createServer(loading(500, 20, 'v'))
    await settle(post(createTestHttp({ fetch: accountLoading.fetch, jitter: 1 })))
    expect(accountLoading.times()).toEqual([0, 5, 15, 30])
  })

  test('parameters: onRetry: the callback receives each delay', async () => {
    const notices: RetryInfo[] = []
    await settle(post(createTestHttp({ fetch: createServer(json(503, {})).fetch, onRetry: (notice) => notices.push(notice) })))
    expect(notices).toEqual([
      { attempt: 1, of: 3, delay: 5 },
      { attempt: 2, of: 3, delay: 10 },
      { attempt: 3, of: 3, delay: 15 },
    ])
  })

  test('parameters: onNetworkFailure: the callback runs before the next attempt asks for the address', async () => {
    const hosts = ['https://gone.example', 'https://new.example']
    const { fetch, asked } = createServer(new TypeError('Failed to fetch'), json(200, {}))
    await settle(post(createTestHttp({ fetch, baseUrl: async () => hosts[0] ?? '', onNetworkFailure: () => hosts.shift() })))
    expect(asked.map(({ url }) => new URL(url).host)).toEqual(['gone.example', 'new.example'])
  })

  test('parameters: signal: an abort ends an attempt and a delay with its reason', async () => {
    for (const reply of ['silence', json(503, {})] as Reply[]) {
      const { fetch, times } = createServer(reply)
      const controller = new AbortController()
      const sent = createTestHttp({ fetch })({ method: 'POST', path: () => '/', signal: controller.signal }).catch((error) => error)
      await vi.advanceTimersByTimeAsync(2000)
      controller.abort(new DOMException('left', 'AbortError'))
      expect(await settle(sent)).toMatchObject({ name: 'AbortError' })
      expect(times()).toEqual([0])
    }
  })

  test('behavior: numbers that JSON cannot write are omitted', async () => {
    const { fetch, asked } = createServer(json(200, {}))
    await settle(createTestHttp({ fetch })({ method: 'POST', path: () => '/', body: { total: Number.NaN, items: 2, of: undefined } }))
    expect(asked[0]?.body).toBe('{"items":2}')
  })
})
