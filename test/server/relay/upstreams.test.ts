import { describe, expect, test, vi } from 'vitest'
import type { RelayOptions } from '../../../src/server/index.js'
import { startRelay } from './startRelay.js'
import { json, startUpstream, text, type Upstream } from './startUpstream.js'

const visitors = '/chat-proxy/api/account/12345678/app/engagement/visitors'
const create = `${visitors}?v=1.0`
const session = '/chat-proxy/superoffice/api/v1/ChatSession/7'

/** A text that `invalidate` replaces by the next one. */
function createRenewable(...texts: string[]) {
  let calls = 0
  const get = async () => texts[calls] ?? ''
  return Object.assign(get, { invalidate: vi.fn(() => void calls++) })
}

/** Answers with the status to a credential, and with a session to all others. */
const refuse = (status: number, ...credentials: string[]): Upstream['answer'] => {
  const entity = {
    Error: true,
    ErrorType: 'SoSecurityException',
    ErrorMessage: 'Ticket old is not valid.\n at Api.cs:7',
    StackTrace: 'at x',
  }
  return (call, ...rest) =>
    credentials.includes(call.headers.authorization ?? '')
      ? json(status, entity)(call, ...rest)
      : json(200, { ChatSessionId: 7 })(call, ...rest)
}

describe('the credential', () => {
  test.each([401, 403])('a refusal with %i renews it once', async (status) => {
    const authorization = createRenewable('Bearer old', 'Bearer new')
    const { send, upstream, events } = await startRelay(refuse(status, 'Bearer old'), { tenant: { authorization } })
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await send(session)).status))
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(authorization.invalidate).toHaveBeenCalledOnce()
    expect(events.filter(({ type }) => type === 'credentialRenewed')).toHaveLength(1)
    expect(upstream.calls.filter(({ headers }) => headers.authorization === 'Bearer new')).toHaveLength(20)
  })

  test('a function without invalidate is called again', async () => {
    const credentials = ['Bearer old', 'Bearer new']
    const { send, upstream } = await startRelay(refuse(401, 'Bearer old'), {
      tenant: { authorization: () => credentials.shift() as string },
    })
    expect((await send(`${session}/Pickup`, { method: 'POST' })).status).toBe(200)
    expect(upstream.calls).toHaveLength(2)
  })

  test('a second refusal has the status 502, and no part of it comes back', async () => {
    const authorization = createRenewable('Bearer old', 'Bearer new')
    const { send, upstream, events } = await startRelay(refuse(401, 'Bearer old', 'Bearer new'), { tenant: { authorization } })
    const response = await send(session)
    expect(response.status).toBe(502)
    expect(await response.json()).toEqual({ relay: 'credential' })
    expect(upstream.calls).toHaveLength(2)
    expect(events).toEqual([{ type: 'credentialRenewed' }, { type: 'failed', route: 'chatSession', status: 502, reason: 'credential' }])
  })

  test('a second 403 is a refusal of the operation, and has no credential in its message', async () => {
    const { send } = await startRelay(refuse(403, 'Bearer old'))
    const response = await send(session)
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ Error: true, ErrorType: 'SoSecurityException' })
  })

  test.each<[string, () => string | Promise<string>]>([
    [
      'throws',
      () => {
        throw new Error('Bearer old')
      },
    ],
    ['rejects', () => Promise.reject(new Error('Bearer old'))],
    ['returns nothing', () => undefined as never],
    ['returns a line break', () => 'Bearer old\r\nx: y'],
  ])('a function that %s has the status 502', async (_name, authorization) => {
    const { send, upstream } = await startRelay(undefined, { tenant: { authorization } })
    expect(await (await send(session)).json()).toEqual({ relay: 'credential' })
    expect(upstream.calls).toEqual([])
  })
})

describe('the tenant', () => {
  /** The Fetch standard lets `fetch` itself repeat a request once after 421. */
  const callsOf = (status: number) => (status === 421 ? 2 : 1)

  test.each([301, 302, 303, 307, 308, 421])('the status %i asks for the tenant anew once', async (status) => {
    const moved = await startUpstream(json(200, { ChatSessionId: 7 }))
    const upstream = await startUpstream(text(status, '', { location: `${moved.origin}/api/v1/ChatSession/7` }))
    const baseUrl = createRenewable(upstream.origin, moved.origin, moved.origin)
    const { send } = await startRelay(undefined, { tenant: { baseUrl } })
    expect(await (await send(session)).json()).toEqual({ ChatSessionId: 7 })
    expect(baseUrl.invalidate).toHaveBeenCalledOnce()
    expect(upstream.calls.length).toBeLessThanOrEqual(callsOf(status))
    moved.answer = upstream.answer
    expect(await (await send(session)).json()).toEqual({ relay: 'redirect' })
  })

  test.each([307, 421])('the status %i of a fixed tenant is not followed', async (status) => {
    const { send, upstream } = await startRelay(text(status, '', { location: '/' }))
    expect(await (await send(session)).json()).toEqual({ relay: 'redirect' })
    expect(upstream.calls.length).toBeLessThanOrEqual(callsOf(status))
  })

  test('a fetch that follows redirects has the status 502', async () => {
    const { send, upstream } = await startRelay(undefined, { fetch: (url, init) => fetch(url, { ...init, redirect: 'follow' }) })
    upstream.answer = (call, ...rest) =>
      call.url === '/' ? json(200, { ChatSessionId: 8 })(call, ...rest) : text(302, '', { location: '/' })(call, ...rest)
    expect(await (await send(session)).json()).toEqual({ relay: 'redirect' })
  })

  test.each(['baseUrl', 'authorization'])('a request ends in time, although %s never settles', async (name) => {
    const { send, upstream, events } = await startRelay(undefined, {
      timeout: 0.1,
      tenant: { [name]: () => new Promise<string>(() => {}) },
    })
    expect((await send(session)).status).toBe(504)
    expect(upstream.calls).toEqual([])
    expect(events).toEqual([{ type: 'failed', route: 'chatSession', status: 504, reason: 'timeout' }])
  })

  test.each(['http://tenant.example', 'ftp://tenant.example', '/api', 'https://a@tenant.example', ''])(
    'a base "%s" is not called',
    async (baseUrl) => {
      const called = vi.fn<typeof fetch>()
      const { send } = await startRelay(undefined, { fetch: called, tenant: { baseUrl: () => baseUrl } })
      expect(await (await send(session)).json()).toEqual({ relay: 'baseUrl' })
      expect(called).not.toHaveBeenCalled()
    },
  )

  test('a replacement has the hidden members of the service', async () => {
    const { send, upstream } = await startRelay(
      json(200, { ChatSessionId: 7, SessionKey: 'key', CustomerHost: 'host', CustomerName: null }),
    )
    const response = await send(session, { method: 'PUT', body: { ChatSessionId: 7, CustomerName: 'Ada', SessionKey: 'mine' } })
    expect(await response.json()).toEqual({ ChatSessionId: 7, CustomerName: null })
    expect(upstream.calls.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/api/v1/ChatSession/7?$select=SessionKey,CustomerHost', undefined],
      ['PUT', '/api/v1/ChatSession/7', { ChatSessionId: 7, CustomerName: 'Ada', SessionKey: 'key', CustomerHost: 'host' }],
    ])
  })

  test('a replacement of an unknown session replaces nothing', async () => {
    const { send, upstream } = await startRelay(json(404, { Error: true, ErrorType: 'SoNotFoundException', ErrorMessage: 'No session.' }))
    const response = await send(session, { method: 'PUT', body: {} })
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ Error: true, ErrorType: 'SoNotFoundException', ErrorMessage: 'No session.' })
    expect(upstream.calls.map(({ method }) => method)).toEqual(['GET'])
  })
})

describe('the Domain API', () => {
  /** Answers the Domain API, and passes other requests on. */
  function answerDomains(baseURI: unknown, origin: string) {
    const asked: string[] = []
    const fetchUpstream: typeof fetch = async (url, init) => {
      const { origin: called, pathname, search } = new URL(String(url))
      asked.push(called + pathname)
      if (called === 'https://api.liveperson.net') return Response.json({ baseURIs: [{ service: 'msdkgw', account: '12345678', baseURI }] })
      return fetch(origin + pathname + search, init)
    }
    return { asked, fetch: fetchUpstream }
  }

  test('the host of the account is asked for once', async () => {
    const upstream = await startUpstream()
    const { asked, fetch } = answerDomains('lo.msdkgw.example', upstream.origin)
    const { send } = await startRelay(undefined, { fetch, livePerson: { accountId: '12345678' } })
    await Promise.all([send(create, { body: {} }), send(create, { body: {} })])
    await send(create, { body: {} })
    expect(asked.filter((url) => url.startsWith('https://api.liveperson.net'))).toEqual([
      'https://api.liveperson.net/api/account/12345678/service/msdkgw/baseURI.json',
    ])
    expect(asked).toContain('https://lo.msdkgw.example/api/account/12345678/app/engagement/visitors')
    expect(upstream.calls).toHaveLength(3)
  })

  test.each([
    ['a path', 'lo.example/evil'],
    ['a user', 'a@lo.example'],
    ['no host', 7],
  ])('%s as a host has the status 502', async (_name, baseURI) => {
    const { asked, fetch } = answerDomains(baseURI, '')
    const { send } = await startRelay(undefined, { fetch, livePerson: { accountId: '12345678' } })
    expect(await (await send(create, { body: {} })).json()).toEqual({ relay: 'domain' })
    expect(asked).toHaveLength(1)
  })
})

describe('a request that the browser ends', () => {
  test('an engagement request ends, too', async () => {
    const { send, upstream } = await startRelay(() => {})
    const controller = new AbortController()
    const response = send(create, { body: {}, signal: controller.signal })
    await expect.poll(() => upstream.calls).toHaveLength(1)
    controller.abort()
    expect((await response).status).toBe(499)
    await expect.poll(() => upstream.aborted).toBe(1)
  })

  test('a report goes on', async () => {
    let finish = () => {}
    const { send, upstream, events } = await startRelay((_call, response) => {
      finish = () => response.end()
    })
    const controller = new AbortController()
    const response = send(`${visitors}/v?v=1.0&sid=s`, { method: 'PUT', body: { pageId: '1' }, signal: controller.signal })
    await expect.poll(() => upstream.calls).toHaveLength(1)
    controller.abort()
    finish()
    expect((await response).status).toBe(200)
    expect(upstream.aborted).toBe(0)
    expect(events).toMatchObject([{ type: 'relayed', route: 'report', status: 200 }])
  })
})

describe('limit', () => {
  test('a report goes on, although the browser ends it during the limit', async () => {
    let decide = (_isAllowed: boolean) => {}
    const limit = vi.fn(() => new Promise<boolean>((resolve) => (decide = resolve)))
    const { send, upstream } = await startRelay(undefined, { limit })
    const controller = new AbortController()
    const response = send(`${visitors}/v?v=1.0&sid=s`, { method: 'PUT', body: { pageId: '1' }, signal: controller.signal })
    await expect.poll(() => limit).toHaveBeenCalledOnce()
    controller.abort()
    decide(true)
    expect((await response).status).toBe(200)
    expect(upstream.calls).toHaveLength(1)
  })

  test('the site limits requests by address and route, before authorize', async () => {
    const limit = vi.fn(async () => false)
    const authorize = vi.fn(() => false as const)
    const { send, upstream } = await startRelay(undefined, { limit, clientAddress: () => '203.0.113.9', tenant: { authorize } })
    expect((await send(session)).status).toBe(429)
    expect((await send(create, { body: {} })).status).toBe(429)
    expect((await send(`${visitors}/v?v=1.0`, { method: 'PUT', body: {} })).status).toBe(429)
    expect(limit.mock.calls.map(([caller]: unknown[]) => caller)).toEqual(
      ['chatSession', 'engagement', 'report'].map((route) => ({ address: '203.0.113.9', route })),
    )
    expect(authorize).not.toHaveBeenCalled()
    expect(upstream.calls).toEqual([])
  })

  test.each<[string, NonNullable<RelayOptions['limit']>]>([
    [
      'throws',
      () => {
        throw new Error('full')
      },
    ],
    ['returns no boolean', () => undefined as never],
    ['never answers', () => new Promise(() => {})],
  ])('a limit that %s refuses', async (_name, limit) => {
    const { send, upstream } = await startRelay(undefined, { limit, timeout: 0.1 })
    expect((await send(create, { body: {} })).status).toBe(429)
    expect(upstream.calls).toEqual([])
  })

  test('a limit that returns true lets a request through, whose body it cannot take', async () => {
    const { send, upstream } = await startRelay(undefined, { limit: async (_caller, request) => (await request.text()) === '' })
    expect((await send(create, { body: { appType: 'EXTERNAL' } })).status).toBe(200)
    expect(upstream.calls[0]?.body).toEqual({ appType: 'EXTERNAL' })
  })
})
