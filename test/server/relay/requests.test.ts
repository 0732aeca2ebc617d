import { describe, expect, test } from 'vitest'
import { createRelay, type RelayEvent, type RelayOptions } from '../../../src/server/index.js'
import { pageRequest, site, startUpstream, type Upstream } from './startUpstream.js'

const visitors = '/chat-proxy/api/account/12345678/app/engagement/visitors'
const create = `${visitors}?v=1.0`
const session = '/chat-proxy/superoffice/api/v1/ChatSession/7'

async function setUp(options: Partial<RelayOptions> = {}, answer?: Upstream['answer']) {
  const upstream = await startUpstream(answer)
  const events: RelayEvent[] = []
  const relay = createRelay({
    basePath: '/chat-proxy',
    livePerson: { accountId: '12345678', appInstallationId: 'site', domain: upstream.origin },
    superOffice: { baseUrl: upstream.origin, authorization: () => 'Bearer a', authorize: () => ({ role: 'agent' }) },
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { upstream, events, relay, send: (...parameters: Parameters<typeof pageRequest>) => relay.fetch(pageRequest(...parameters)) }
}

describe('routing', () => {
  test.each([
    ['another account', '/chat-proxy/api/account/12345679/app/engagement/visitors?v=1.0'],
    ['another installation', '/chat-proxy/api/account/12345678/app/other/engagement?v=1.1'],
    ['another base path', '/other/api/account/12345678/app/engagement/visitors?v=1.0'],
    ['a longer base path', '/chat-proxy2/api/account/12345678/app/engagement/visitors?v=1.0'],
    ['a path before it', '/x/chat-proxy/api/account/12345678/app/engagement/visitors?v=1.0'],
    ['a path after it', `${visitors}/v/w?v=1.0`],
    ['a slash at the end', `${visitors}/?v=1.0`],
    ['two slashes', '/chat-proxy//api/account/12345678/app/engagement/visitors?v=1.0'],
    ['dots', `${visitors}/../visitors/v..w?v=1.0`],
    ['encoded dots', `${visitors}/%2e%2e%2fv?v=1.0`],
    ['an encoded slash', `${visitors}/v%2Fw?v=1.0`],
    ['an encoded backslash', `${visitors}/v%5cw?v=1.0`],
    ['NUL', `${visitors}/v%00?v=1.0`],
    ['a line break', `${visitors}/v%0d%0a?v=1.0`],
    ['a second encoding', `${visitors}/v%252fw?v=1.0`],
    ['a broken encoding', `${visitors}/v%f?v=1.0`],
    ['another spelling of a literal', '/chat-proxy/%61pi/account/12345678/app/engagement/visitors?v=1.0'],
    ['a path that is too long', `${visitors}/${'v'.repeat(2048)}?v=1.0`],
    ['an unknown query name', `${create}&url=https://evil.example`],
    ['a query name of another service', `${create}&vid=v`],
    ['a duplicated query name', `${create}&sid=a&sid=b`],
    ['a query name of a prototype', `${create}&constructor=1`],
    ['the OData options', '/chat-proxy/superoffice/api/v1/ChatSession?$filter=1'],
    ['an id that is no number', '/chat-proxy/superoffice/api/v1/ChatSession/7a'],
    ['an id with a zero at its start', '/chat-proxy/superoffice/api/v1/ChatSession/07'],
    ['the messages', `${session}/Messages`],
    ['another casing', '/chat-proxy/superoffice/api/v1/chatsession/7'],
    ['the agents API', '/chat-proxy/superoffice/api/v1/Agents/Chat/GetChatMessages'],
  ])('%s has the status 404', async (_name, path) => {
    const { send, upstream, events } = await setUp()
    expect((await send(path, { body: {} })).status).toBe(404)
    expect(upstream.calls).toEqual([])
    expect(events).toEqual([{ type: 'refused', route: undefined, status: 404, reason: expect.stringMatching(/path|query/) }])
  })

  test.each([
    ['GET', create, 'POST'],
    ['HEAD', create, 'POST'],
    ['OPTIONS', create, 'POST'],
    ['DELETE', `${visitors}/v?v=1.0`, 'POST, PUT'],
    ['PUT', create, 'POST'],
    ['GET', '/chat-proxy/api/account/12345678/app/site/report?v=1.1', 'PUT'],
    ['DELETE', session, 'GET, PUT, PATCH'],
    ['GET', '/chat-proxy/superoffice/api/v1/ChatSession', 'POST'],
    ['GET', `${session}/Pickup`, 'POST'],
  ])('%s of %s has the status 405', async (method, path, allow) => {
    const { send, upstream } = await setUp()
    const response = await send(path, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(upstream.calls).toEqual([])
  })

  test.each([
    ['another version', `${visitors}?v=2.0`, {}],
    ['a method override to DELETE', `${visitors}/v?v=1.0`, { 'x-http-method-override': 'DELETE' }],
    ['a method override in lower case', `${visitors}/v?v=1.0`, { 'x-http-method-override': 'put' }],
    ['a method override of SuperOffice', session, { 'x-http-method-override': 'PUT' }],
  ])('%s has the status 400', async (_name, path, headers) => {
    const { send, upstream } = await setUp()
    expect((await send(path, { body: {}, headers })).status).toBe(400)
    expect(upstream.calls).toEqual([])
  })
})

describe("the proof of the site's origin", () => {
  const none = { 'sec-fetch-site': undefined }
  const cases: [string, Record<string, string | undefined>, livePerson: number, superOffice: number][] = [
    ['Sec-Fetch-Site: same-origin', {}, 200, 200],
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site', 'x-react-engagement': '1' }, 403, 403],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }, 403, 403],
    ['Sec-Fetch-Site: none', { 'sec-fetch-site': 'none' }, 403, 403],
    [
      "the site's Origin, but Sec-Fetch-Site: cross-site",
      { 'sec-fetch-site': 'cross-site', origin: site, host: 'www.site.example' },
      403,
      403,
    ],
    ['a foreign Origin, but Sec-Fetch-Site: same-origin', { origin: 'https://evil.example' }, 200, 200],
    ["the site's Origin", { ...none, origin: site, host: 'www.site.example' }, 200, 200],
    ["the site's Origin with a port", { ...none, origin: site, host: 'www.site.example:443' }, 200, 200],
    ['a foreign Origin', { ...none, origin: 'https://evil.example', host: 'www.site.example', 'x-react-engagement': '1' }, 403, 403],
    ['the Origin null', { ...none, origin: 'null', host: 'null' }, 403, 403],
    ['an Origin with a user in Host', { ...none, origin: site, host: 'a@www.site.example' }, 403, 403],
    ['an Origin with a path', { ...none, origin: `${site}/a`, host: 'www.site.example' }, 403, 403],
    ['x-react-engagement', { ...none, 'x-react-engagement': '1' }, 200, 200],
    ['another x-react-engagement', { ...none, 'x-react-engagement': '0' }, 403, 403],
    ['no header', none, 200, 403],
  ]
  test.each(cases)('%s', async (_name, headers, livePerson, superOffice) => {
    const { send, upstream } = await setUp()
    expect((await send(create, { body: {}, headers })).status).toBe(livePerson)
    expect((await send(session, { headers })).status).toBe(superOffice)
    expect(upstream.calls).toHaveLength([livePerson, superOffice].filter((status) => status === 200).length)
  })

  test.each<[string, Record<string, string | undefined>, number]>([
    ['a listed Origin', { ...none, origin: site, host: 'internal:8080' }, 200],
    ['a listed Origin of another host of the site', { 'sec-fetch-site': 'same-site', origin: 'https://site.example' }, 200],
    ['a listed Origin of another site', { 'sec-fetch-site': 'cross-site', origin: site }, 200],
    ['another Origin with its Host', { ...none, origin: 'https://evil.example', host: 'evil.example' }, 403],
    ['another Origin of the same site', { 'sec-fetch-site': 'same-site', origin: 'https://blog.site.example' }, 403],
    ['another Origin with the header', { ...none, origin: 'https://evil.example', 'x-react-engagement': '1' }, 403],
    ['the same site without an Origin', { 'sec-fetch-site': 'same-site', 'x-react-engagement': '1' }, 403],
    ['the header alone', { ...none, 'x-react-engagement': '1' }, 200],
  ])('parameters: origin: %s', async (_name, headers, status) => {
    const { send } = await setUp({ origin: ['https://site.example', site] })
    expect((await send(session, { headers })).status).toBe(status)
  })
})

describe('the body', () => {
  test.each<[string, unknown, number, Record<string, string | undefined>?, string?]>([
    ['a form', 'a=b', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a text', '{}', 415, { 'content-type': 'text/plain' }],
    ['two content types', '{}', 415, { 'content-type': 'application/json, text/plain' }],
    ['no content type', new Uint8Array([123, 125]), 415, { 'content-type': undefined }],
    ['a patch', '{}', 415, { 'content-type': 'application/merge-patch+json' }],
    ['no JSON', '{', 400],
    ['an empty body', '', 400],
    ['a list', '[]', 400],
    ['a broken UTF-8', new Uint8Array([34, 255, 34]), 400],
    ['deep JSON', `{"engagementAttributes":${'['.repeat(40)}${']'.repeat(40)}}`, 400],
    ['very deep JSON', '['.repeat(8000) + ']'.repeat(8000), 400],
    ['16 kB', JSON.stringify({ appType: 'a'.repeat(16_384 - 14) }), 200],
    ['more than 16 kB', JSON.stringify({ appType: 'a'.repeat(16_384 - 13) }), 413],
    ['more than 16 kB in fewer letters', JSON.stringify({ appType: 'ü'.repeat(8200) }), 413],
    ['a content length that lies', JSON.stringify({ appType: 'a'.repeat(16_384) }), 413, { 'content-length': '2' }],
    ['a content length above the limit', '{}', 413, { 'content-length': '99999' }],
  ])('%s', async (_name, body, status, headers = {}) => {
    const { send, upstream } = await setUp()
    expect((await send(create, { body, headers })).status).toBe(status)
    expect(upstream.calls).toHaveLength(status === 200 ? 1 : 0)
  })

  test('an update may have 64 kB', async () => {
    const { send } = await setUp()
    const update = `${visitors}/v?v=1.0&sid=s`
    const status = async (length: number) => (await send(update, { method: 'PUT', body: { pageId: 'a'.repeat(length - 13) } })).status
    expect(await status(65_536)).toBe(200)
    expect(await status(65_537)).toBe(413)
  })

  test('a body that is slower than the time-out has the status 408', async () => {
    const { send, upstream } = await setUp({ timeout: 0.1 })
    let isCancelled = false
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
      cancel: () => {
        isCancelled = true
      },
    })
    expect((await send(create, { body })).status).toBe(408)
    expect(upstream.calls).toEqual([])
    expect(isCancelled).toBe(true)
  })

  test('a body that breaks has the status 400', async () => {
    const { send, upstream } = await setUp()
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('broken')) })
    expect((await send(create, { body })).status).toBe(400)
    expect(upstream.calls).toEqual([])
  })
})
