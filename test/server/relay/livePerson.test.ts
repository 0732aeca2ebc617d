import { describe, expect, test } from 'vitest'
import { createRelay, type RelayEvent, type RelayOptions } from '../../../src/server/index.js'
import { json, pageRequest, startUpstream, text, type Upstream } from './startUpstream.js'

const account = '/chat-proxy/api/account/12345678/app'
const visitors = `${account}/engagement/visitors`

type Setup = { upstream: Upstream; send: (...parameters: Parameters<typeof pageRequest>) => Promise<Response>; events: RelayEvent[] }

async function setUp(answer?: Upstream['answer'], options: Partial<RelayOptions> = {}): Promise<Setup> {
  const upstream = await startUpstream(answer)
  const events: RelayEvent[] = []
  const relay = createRelay({
    basePath: '/chat-proxy',
    livePerson: { accountId: '12345678', appInstallationId: 'site', domain: upstream.origin },
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { upstream, events, send: (...parameters) => relay.fetch(pageRequest(...parameters)) }
}

describe('the calls of LivePerson', () => {
  test('default: a new session of App Engagement is requested, and its answer comes back', async () => {
    const answer = { status: 'NotAvailable', sessionId: 's', visitorId: 'v', pageId: '1' }
    const { upstream, send, events } = await setUp(json(200, answer, { 'set-cookie': 'a=b', server: 'ws', 'x-other': '1' }))
    const response = await send(`${visitors}?v=1.0`, { body: { appType: 'EXTERNAL', engagementAttributes: [{ type: 'cart' }] } })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(answer)
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
    })
    expect(upstream.calls).toMatchObject([
      {
        method: 'POST',
        url: '/api/account/12345678/app/engagement/visitors?v=1.0',
        body: { appType: 'EXTERNAL', engagementAttributes: [{ type: 'cart' }] },
      },
    ])
    expect(events).toEqual([{ type: 'relayed', route: 'engagement', status: 200, duration: expect.any(Number) }])
  })

  test.each([
    ['POST', `${visitors}/v_1?v=1.0&sid=s.1`, '', '/api/account/12345678/app/engagement/visitors/v_1?v=1.0&sid=s.1', 'POST'],
    ['PUT', `${visitors}/v%20%C3%BC?v=1.0&sid=s%2F1`, '', '/api/account/12345678/app/engagement/visitors/v%20%C3%BC?v=1.0&sid=s/1', 'PUT'],
    ['POST', `${visitors}/v?v=1.0&sid=s`, 'PUT', '/api/account/12345678/app/engagement/visitors/v?v=1.0&sid=s', 'POST'],
    ['POST', `${account}/site/engagement?v=1.1`, '', '/api/account/12345678/app/site/engagement?v=1.1&obh=true', 'POST'],
    [
      'POST',
      `${account}/site/engagement?v=1.0&vid=v&sid=s&obh=false`,
      '',
      '/api/account/12345678/app/site/engagement?v=1.0&vid=v&sid=s&obh=true',
      'POST',
    ],
    ['PUT', `${account}/site/report?v=1.1&vid=v&sid=s`, '', '/api/account/12345678/app/site/report?v=1.1&vid=v&sid=s&obh=true', 'PUT'],
    ['POST', `${account}/site/report?v=1.1&vid=v`, 'PUT', '/api/account/12345678/app/site/report?v=1.1&vid=v&obh=true', 'POST'],
  ])('a %s of %s is sent, with the method override "%s"', async (method, path, override, url, sentMethod) => {
    const { upstream, send } = await setUp()
    const response = await send(path, { method, body: {}, headers: override ? { 'x-http-method-override': override } : {} })
    expect(response.status).toBe(200)
    expect(upstream.calls).toMatchObject([{ method: sentMethod, url }])
    expect(upstream.calls[0]?.headers['x-http-method-override']).toBe(override || undefined)
  })

  test("the browser's own headers are not sent", async () => {
    const { upstream, send } = await setUp()
    await send(`${visitors}?v=1.0`, {
      body: {},
      headers: {
        cookie: 'session=1',
        authorization: 'Bearer page',
        origin: 'https://www.site.example',
        referer: 'https://www.site.example/cart',
        'x-forwarded-for': '203.0.113.9',
        forwarded: 'for=203.0.113.9',
        'x-react-engagement': '1',
        accept: 'text/html',
        'content-type': 'application/json; charset=utf-8',
        'x-http-method': 'DELETE',
      },
    })
    const sent = Object.keys(upstream.calls[0]?.headers ?? {})
    // Node's own `fetch` adds the others.
    expect(
      sent.filter((name) => !/^(host|connection|user-agent|accept-(language|encoding)|sec-fetch-mode|content-length)$/.test(name)),
    ).toEqual(['accept', 'content-type'])
    expect(upstream.calls[0]?.headers).toMatchObject({ accept: 'application/json', 'content-type': 'application/json' })
  })

  test('the body has only the documented members', async () => {
    const { upstream, send } = await setUp()
    const body =
      '{"appType":"EXTERNAL","domain":"evil.example","__proto__":{"a":1},"engagementAttributes":[{"type":"cart","__proto__":{"b":1}}]}'
    await send(`${visitors}?v=1.0`, { body })
    expect(JSON.stringify(upstream.calls[0]?.body)).toBe('{"appType":"EXTERNAL","engagementAttributes":[{"type":"cart"}]}')
  })

  test.each([
    ['App Engagement', `${visitors}?v=1.0`, 'appDetails'],
    ['Monitoring', `${account}/site/engagement?v=1.1`, 'clientProperties'],
  ])("the visitor's address for %s comes from the callback alone", async (_service, path, member) => {
    const page = { [member]: { os: 'LINUX', ipAddress: '198.51.100.1', ipaddress: '198.51.100.2' } }
    const known = await setUp(undefined, { clientAddress: ({ headers }) => headers.get('x-real-ip') ?? undefined })
    await known.send(path, { body: page, headers: { 'x-real-ip': '203.0.113.9' } })
    await known.send(path, { body: {}, headers: { 'x-real-ip': '2001:db8::1' } })
    await known.send(path, { body: page, headers: { 'x-real-ip': 'evil.example' } })
    await known.send(path, { body: {} })
    expect(known.upstream.calls.map(({ body }) => body)).toEqual([
      { [member]: { os: 'LINUX', ipAddress: '203.0.113.9' } },
      { [member]: { ipAddress: '2001:db8::1' } },
      { [member]: { os: 'LINUX' } },
      {},
    ])
  })

  test('a request of another server has no proof, and is let through', async () => {
    const { upstream, send } = await setUp()
    expect((await send(`${visitors}?v=1.0`, { body: {}, headers: { 'sec-fetch-site': undefined } })).status).toBe(200)
    expect(upstream.calls).toHaveLength(1)
  })
})

describe('the answers of LivePerson', () => {
  test.each<[string, Upstream['answer'], number, unknown, string?]>([
    ['an empty answer', text(200, ''), 200, ''],
    ['an id with many digits', text(200, '{"pageId":12345678901234567890}'), 200, '{"pageId":12345678901234567890}'],
    [
      'a loading account',
      json(202, { internalCode: 38, message: 'Loading account: 12345678, vid: v', stack: 'at x' }),
      202,
      { message: 'Loading account: 12345678, vid: v', internalCode: 38 },
    ],
    [
      'an error entity',
      json(404, { time: 1, message: 'visitor', internalCode: 37, stackTrace: 'at x', host: 'h' }),
      404,
      { time: 1, message: 'visitor', internalCode: 37 },
    ],
    ['a nested error entity', json(400, { error: { internalCode: 5, message: 'pageId' } }), 400, { message: 'pageId', internalCode: 5 }],
    ['a message of more lines', json(500, { message: 'It failed.\n at server.java:7' }), 500, { message: 'It failed.' }],
    [
      'hosts',
      json(500, { time: 'node7.internal', message: 'No route to node7.internal:8443 or 10.1.2.3', internalCode: 18 }),
      500,
      { message: 'No route to  or', internalCode: 18 },
    ],
    [
      'a visitor with a period',
      json(500, { message: 'Loading account: 12345678, vid: v.1, at node7', internalCode: 20 }),
      500,
      { message: 'Loading account: 12345678, vid: v.1', internalCode: 20 },
    ],
    ['a page of a gateway', text(503, '<h1>Busy</h1>'), 503, {}],
    ['a page with a success', text(200, '<h1>Log in</h1>'), 502, { relay: 'body' }],
    ['an answer of 1 MB', text(200, JSON.stringify('a'.repeat(1_048_574))), 200, JSON.stringify('a'.repeat(1_048_574))],
    ['an answer above 1 MB', text(200, JSON.stringify('a'.repeat(1_048_575))), 502, { relay: 'size' }],
    ['a redirect', text(302, '', { location: 'https://evil.example' }), 502, { relay: 'redirect' }],
    ['a redirect with the method', text(308, '', { location: '/' }), 502, { relay: 'redirect' }],
  ])('%s', async (_name, answer, status, body) => {
    const { send, upstream } = await setUp(answer)
    const response = await send(`${visitors}?v=1.0`, { body: {} })
    const received = await response.text()
    expect(response.status).toBe(status)
    expect(typeof body === 'string' ? received : JSON.parse(received)).toEqual(body)
    expect(upstream.calls).toHaveLength(1)
  })

  test.each([
    ['7', '7'],
    ['Fri, 27 Nov 2026 21:00:00 GMT', 'Fri, 27 Nov 2026 21:00:00 GMT'],
    ['node7 internal', null],
  ])('the Retry-After "%s" becomes %s', async (sent, received) => {
    const { send } = await setUp(json(503, {}, { 'retry-after': sent }))
    expect((await send(`${visitors}?v=1.0`, { body: {} })).headers.get('retry-after')).toBe(received)
  })

  test('an answer with the host in its message has no message', async () => {
    const { send, upstream } = await setUp()
    upstream.answer = json(500, { internalCode: 18, message: `No route to ${new URL(upstream.origin).host}` })
    expect(await (await send(`${visitors}?v=1.0`, { body: {} })).json()).toEqual({ internalCode: 18 })
  })

  test('a service that is silent gives 504, and one without a listener gives 502', async () => {
    const silent = await setUp(() => {}, { timeout: 0.1 })
    expect((await silent.send(`${visitors}?v=1.0`, { body: {} })).status).toBe(504)
    expect(silent.events).toEqual([{ type: 'failed', route: 'engagement', status: 504, reason: 'timeout' }])
    const broken = await setUp((_call, response) => response.destroy())
    expect((await broken.send(`${visitors}?v=1.0`, { body: {} })).status).toBe(502)
    expect(broken.events).toEqual([{ type: 'failed', route: 'engagement', status: 502, reason: 'unreachable' }])
  })
})
