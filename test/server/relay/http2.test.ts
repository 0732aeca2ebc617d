import { type ClientHttp2Session, connect, constants, createServer, type Http2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { createRelay, type Relay, type RelayEvent } from '../../../src/server/index.js'
import { toNodeListener } from '../../../src/server/toNodeListener.js'
import { startUpstream } from './startUpstream.js'

let server: Http2Server
let session: ClientHttp2Session

async function mount(fetch: Relay['fetch']) {
  server = createServer(toNodeListener({ fetch }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

function post(path: string, headers: Record<string, string> = {}) {
  const stream = session.request({ ':method': 'POST', ':path': path, ':authority': 'www.site.example', 'content-length': 2, ...headers })
  stream.end('{}')
  return stream
}

afterEach(async () => {
  session.destroy()
  await new Promise((resolve) => server.close(resolve))
})

describe('toNodeListener over HTTP/2', () => {
  test('default: the host is that of the pseudo header', async () => {
    await mount(async (request) => {
      const { pathname, host } = new URL(request.url)
      return Response.json([pathname, host, request.headers.get('host'), await request.text()])
    })
    expect(JSON.parse(await text(post('/chat-proxy/api')))).toEqual(['/chat-proxy/api', 'www.site.example', 'www.site.example', '{}'])
  })

  test('behavior: the request to a service ends with the request of the browser', async () => {
    const events: RelayEvent[] = []
    const upstream = await startUpstream(() => {})
    const relay = createRelay({
      basePath: '/chat-proxy',
      livePerson: { accountId: '12345678', domain: upstream.origin },
      onEvent: (event) => events.push(event),
    })
    await mount(relay.fetch)
    const path = '/chat-proxy/api/account/12345678/app/engagement/visitors?v=1.0'
    const stream = post(path, { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' })
    stream.on('error', () => {})
    await expect.poll(() => upstream.calls).toHaveLength(1)
    stream.close(constants.NGHTTP2_CANCEL)
    await expect.poll(() => events).toEqual([{ type: 'refused', route: 'engagement', status: 499, reason: 'aborted' }])
    await expect.poll(() => upstream.aborted).toBe(1)
  })

  test('behavior: the signal does not abort after a response', async () => {
    const signals: AbortSignal[] = []
    await mount(async ({ signal }) => {
      signals.push(signal)
      return new Response('ok')
    })
    const closed = new Promise((resolve) => server.on('stream', (stream) => stream.on('close', resolve)))
    expect(await text(post('/'))).toBe('ok')
    await closed
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
  })
})
