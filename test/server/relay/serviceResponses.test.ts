import { describe, expect, test, vi } from 'vitest'
import type { RelayEvent } from '../../../src/server/index.js'
import { startRelay } from './startRelay.js'
import { json, startUpstream, text, type Upstream } from './startUpstream.js'

const create = '/chat-proxy/api/account/12345678/app/engagement/visitors?v=1.0'
const session = '/chat-proxy/superoffice/api/v1/ChatSession/7'

/** Names a host per request to the Domain API. The hosts are those of `upstreams`, in their order. */
function findDomains(upstreams: Upstream[]) {
  let requests = 0
  const fetchUpstream: typeof fetch = async (url, init) => {
    const { host, pathname, search } = new URL(String(url))
    const upstream = upstreams[Number(host.replace(/\D/g, ''))]
    if (host !== 'api.liveperson.net') return fetch(upstream?.origin + pathname + search, init)
    return Response.json({ baseURIs: [{ service: 'msdkgw', account: '12345678', baseURI: `host${requests++}.example` }] })
  }
  return { fetch: fetchUpstream, livePerson: { accountId: '12345678' } }
}

/** Answers in Latin-1, which is not UTF-8. */
const latin1 =
  (status: number, body: string, headers: Record<string, string> = {}): Upstream['answer'] =>
  (_call, response) =>
    response.writeHead(status, headers).end(Buffer.from(body, 'latin1'))

describe('a replacement', () => {
  test.each([
    ['an empty body', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"key"'],
    ['HTML', '<h1>Log in</h1>'],
  ])('replaces nothing if the hidden members come as %s', async (_name, body) => {
    const { send, upstream } = await startRelay(text(200, body))
    const response = await send(session, { method: 'PUT', body: { CustomerName: 'Ada' } })
    expect([response.status, await response.json()]).toEqual([502, { relay: 'body' }])
    expect(upstream.calls.map(({ method }) => method)).toEqual(['GET'])
  })

  test('goes on if the service has no hidden members', async () => {
    const { send, upstream } = await startRelay(json(200, {}))
    expect((await send(session, { method: 'PUT', body: { CustomerName: 'Ada' } })).status).toBe(200)
    expect(upstream.calls.at(-1)).toMatchObject({ method: 'PUT', body: { CustomerName: 'Ada' } })
  })
})

describe("LivePerson's host", () => {
  test.each([302, 308, 421])('is looked up anew after the status %i', async (status) => {
    const former = await startUpstream(text(status, '', { location: 'https://evil.example' }))
    const current = await startUpstream()
    const { send } = await startRelay(undefined, findDomains([former, current]))
    const first = await send(create, { body: {} })
    expect([first.status, await first.json()]).toEqual([502, { relay: 'redirect' }])
    expect((await send(create, { body: {} })).status).toBe(200)
    expect(current.calls).toHaveLength(1)
  })

  test('stays after a failure that is not UTF-8', async () => {
    const upstream = await startUpstream(latin1(503, 'gestört'))
    const { send } = await startRelay(undefined, findDomains([upstream]))
    for (const _request of [1, 2]) expect((await send(create, { body: {} })).status).toBe(503)
    expect(upstream.calls).toHaveLength(2)
  })
})

describe.each([
  ['LivePerson', create, {}],
  ['SuperOffice', session, undefined],
])('a response of %s that is not UTF-8', (_service, path, body) => {
  test('keeps its status and Retry-After if it is a failure', async () => {
    const { send } = await startRelay(latin1(503, 'gestört', { 'retry-after': '7' }))
    const response = await send(path, { body })
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7'])
  })

  test('has the status 502 if it is a success', async () => {
    const { send } = await startRelay(latin1(200, '{"CustomerName":"Jörg"}'))
    const response = await send(path, { body })
    expect([response.status, await response.json()]).toEqual([502, { relay: 'body' }])
  })
})

test.each(['http://va-b.internal/secret', 'va-b.internal', 'va-b:8443', '10.1.2.3'])(
  'the visitor of a loading account is no address: %s',
  async (place) => {
    const { send } = await startRelay(json(500, { message: `Loading account: 12345678, vid: ${place}`, internalCode: 20 }))
    const answer = await (await send(create, { body: {} })).json()
    expect(answer).toEqual({ message: expect.stringMatching(/^Loading account: 12345678, vid:/), internalCode: 20 })
    expect(JSON.stringify(answer)).not.toMatch(/va-b|10\.1/)
  },
)

describe('the event credentialRenewed', () => {
  const renewals = (events: RelayEvent[]) => events.filter(({ type }) => type === 'credentialRenewed')

  test.each([
    ['has no invalidate', () => 'Bearer old'],
    ['renews nothing', Object.assign(() => 'Bearer old', { invalidate: vi.fn() })],
  ])('does not come if an authorization %s and returns the same text', async (_name, authorization) => {
    const { send, events } = await startRelay(json(401, {}), { tenant: { authorization } })
    expect((await send(session)).status).toBe(502)
    expect(renewals(events)).toEqual([])
  })

  test('comes once per new text', async () => {
    let number = 0
    const authorization = Object.assign(() => `Bearer ${number}`, { invalidate: () => void number++ })
    const { send, events, upstream } = await startRelay(undefined, { tenant: { authorization } })
    upstream.answer = (call, ...rest) => json(call.headers.authorization === 'Bearer 0' ? 401 : 200, {})(call, ...rest)
    expect((await send(session)).status).toBe(200)
    expect(renewals(events)).toHaveLength(1)
    upstream.answer = (call, ...rest) => json(call.headers.authorization === 'Bearer 2' ? 200 : 401, {})(call, ...rest)
    expect((await send(session)).status).toBe(200)
    expect(renewals(events)).toHaveLength(2)
  })
})

test('a grant whose role cannot be read refuses', async () => {
  const grant = {
    get role(): 'agent' {
      throw new Error('no role')
    },
  }
  const { send, upstream } = await startRelay(undefined, { tenant: { authorize: () => grant } })
  const response = await send(session)
  expect([response.status, await response.json()]).toEqual([403, { relay: 'authorize' }])
  expect(upstream.calls).toEqual([])
})
