import { expect, test } from 'vitest'
import { createRelay, type RelayEvent, type RelayOptions } from '../../../src/server/index.js'
import { json, pageRequest, startUpstream } from './startUpstream.js'

/** The ways in which a function can fail whose result nobody needs. The runner fails on a rejection that nobody handles. */
const failures: [string, () => never][] = [
  [
    'throws',
    () => {
      throw new Error('full')
    },
  ],
  ['rejects', () => Promise.reject(new Error('full')) as never],
]

test.each(failures)('onEvent, clientAddress or invalidate that %s ends no request and no process', async (_name, fail) => {
  const upstream = await startUpstream(json(401, {}))
  const relay = createRelay({
    basePath: '/chat-proxy',
    livePerson: { accountId: '12345678', domain: upstream.origin },
    superOffice: {
      baseUrl: Object.assign(async () => upstream.origin, { invalidate: fail }),
      authorization: Object.assign(() => 'Bearer a', { invalidate: fail }),
      authorize: () => ({ role: 'agent' }),
    },
    clientAddress: fail,
    onEvent: fail,
  })
  const session = '/chat-proxy/superoffice/api/v1/ChatSession/7'
  const reason = async (path: string) => (await relay.fetch(pageRequest(path))).json()
  expect(await reason('/chat-proxy/other')).toEqual({ relay: 'path' })
  expect(await reason(session)).toEqual({ relay: 'credential' })
  upstream.answer = json(421, {})
  expect(await reason(session)).toEqual({ relay: 'redirect' })
  upstream.answer = json(200, {})
  const created = await relay.fetch(pageRequest('/chat-proxy/api/account/12345678/app/engagement/visitors?v=1.0', { body: {} }))
  expect(created.status).toBe(200)
})

/** Makes a relay for both services, which calls the functions given. */
async function setUp(options: Partial<RelayOptions>, authorize = (_request: Request) => true) {
  const upstream = await startUpstream()
  const events: RelayEvent[] = []
  const relay = createRelay({
    basePath: '/chat-proxy',
    livePerson: { accountId: '12345678', domain: upstream.origin },
    superOffice: {
      baseUrl: upstream.origin,
      authorization: () => 'Bearer a',
      authorize: (request) => authorize(request) && { role: 'agent' },
    },
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { relay, upstream, events }
}

const visitors = '/chat-proxy/api/account/12345678/app/engagement/visitors?v=1.0'
const chatSession = '/chat-proxy/superoffice/api/v1/ChatSession/7'

/** A request of a framework, with members of its own. */
class FrameworkRequest extends Request {
  cookies = new Map()
}

test.each(['GET', 'PATCH'])(
  'authorize and limit get a plain request of %s, with the address, the method and the headers',
  async (method) => {
    const seen: unknown[] = []
    const note = (request: Request) => {
      const { url, method, headers, body } = request
      seen.push([new URL(url).pathname, method, headers.get('sec-fetch-site'), body, 'cookies' in request])
      return true
    }
    const { relay } = await setUp({ limit: (_caller, request) => note(request) }, note)
    const body = method === 'PATCH' ? [] : undefined
    await relay.fetch(new FrameworkRequest(pageRequest(chatSession, { method, body })))
    const plain = [chatSession, method, 'same-origin', null, false]
    expect(seen).toEqual([plain, plain])
  },
)

test.each<[string, (request: Request) => unknown]>([
  ['read', (request) => request.text()],
  ['begun', (request) => request.body?.getReader()],
])('a body that was %s before the relay gets a reason of its own', async (_name, read) => {
  const { relay, upstream, events } = await setUp({})
  const request = pageRequest(visitors, { body: {} })
  await read(request)
  const response = await relay.fetch(request)
  expect([response.status, await response.json()]).toEqual([500, { relay: 'bodyUsed' }])
  expect(events).toEqual([{ type: 'refused', route: 'engagement', status: 500, reason: 'bodyUsed' }])
  expect(upstream.calls).toEqual([])
})

/** A body of 2 MB in texts, which have no `byteLength`. */
const createTexts = () =>
  new ReadableStream({
    start(controller) {
      for (let count = 0; count < 20; count++) controller.enqueue('x'.repeat(100_000))
      controller.close()
    },
  })

test('a body of texts cannot pass the limit of a request', async () => {
  const { relay } = await setUp({ timeout: 60 })
  const response = await relay.fetch(pageRequest(visitors, { body: createTexts() }))
  expect([response.status, await response.json()]).toEqual([413, { relay: 'size' }])
})

test('a fetch that responds with texts cannot pass the limit of a response', async () => {
  const { relay } = await setUp({ timeout: 60, fetch: async () => new Response(createTexts()) })
  const response = await relay.fetch(pageRequest(visitors, { body: {} }))
  expect([response.status, await response.json()]).toEqual([502, { relay: 'size' }])
})
