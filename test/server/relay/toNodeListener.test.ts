import { type Agent, createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { toNodeListener } from '../../../src/server/toNodeListener.js'
import { close, listen, readBody } from '../../support/loopback.js'

type Handle = (request: Request) => Response | Promise<Response>
type Sent = { method?: string; headers?: Record<string, string | string[]>; agent?: Agent; body?: string }
type Received = { status: number | undefined; headers: IncomingMessage['headers']; body: string }

let server: Server | undefined

/** Mounts a function in place of a relay, below the middleware given. */
async function mount(handle: Handle, middleware: (listener: RequestListener) => RequestListener = (listener) => listener) {
  server = createServer(middleware(toNodeListener({ fetch: async (request) => handle(request) })))
  return Number(new URL(await listen(server)).port)
}

/** Sends the path and the headers unchanged, unlike `fetch`. */
const open = (port: number, path: string, { method = 'GET', headers = {}, agent }: Sent = {}) =>
  request({ host: '127.0.0.1', port, path, method, headers, ...(agent && { agent }) })

const receive = (outgoing: ReturnType<typeof request>) =>
  new Promise<Received>((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', async (response) =>
      resolve({ status: response.statusCode, headers: response.headers, body: await readBody(response) }),
    )
  })

function send(port: number, path: string, sent: Sent = {}): Promise<Received> {
  const outgoing = open(port, path, sent)
  outgoing.end(sent.body)
  return receive(outgoing)
}

const echo: Handle = async (request) => {
  const { pathname, search, host } = new URL(request.url)
  return Response.json({
    method: request.method,
    path: pathname + search,
    host,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  })
}

const readEcho = ({ body }: Received) => JSON.parse(body)

afterEach(async () => {
  if (server) await close(server)
  server = undefined
})

describe('toNodeListener', () => {
  test('default: the relay gets the method, the address, the headers and the body', async () => {
    const port = await mount(echo)
    const received = await send(port, '/chat-proxy/api?v=1.0&x=%2f', { method: 'PATCH', headers: { 'x-a': 'b' }, body: '{"a":"ü"}' })
    expect(readEcho(received)).toMatchObject({
      method: 'PATCH',
      path: '/chat-proxy/api?v=1.0&x=%2f',
      host: `127.0.0.1:${port}`,
      headers: { host: `127.0.0.1:${port}`, 'x-a': 'b', 'content-length': '10' },
      body: '{"a":"ü"}',
    })
  })

  test('default: the browser gets the status, the headers and the body', async () => {
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', 'retry-after': '5' }
    const port = await mount(
      () => new Response('{"a":"ü"}', { status: 503, headers }),
      (listener) => (incoming, outgoing) => {
        outgoing.setHeader('cache-control', 'public')
        listener(incoming, outgoing)
      },
    )
    expect(await send(port, '/')).toMatchObject({ status: 503, headers: { ...headers, 'content-length': '10' }, body: '{"a":"ü"}' })
  })

  test('default: a response without a body ends', async () => {
    const port = await mount(() => new Response(null, { status: 204 }))
    expect(await send(port, '/')).toMatchObject({ status: 204, body: '' })
  })

  test('behavior: the whole path is read below a mount path of Express', async () => {
    const port = await mount(echo, (listener) => (incoming, outgoing) => {
      listener(Object.assign(incoming, { originalUrl: incoming.url, url: '/api' }), outgoing)
    })
    expect(readEcho(await send(port, '/chat-proxy/api?a=b'))).toMatchObject({ path: '/chat-proxy/api?a=b' })
  })

  test('behavior: HEAD gets the headers without the body', async () => {
    const port = await mount(() => Response.json({ a: 1 }, { status: 405, headers: { allow: 'GET' } }))
    expect(await send(port, '/', { method: 'HEAD' })).toMatchObject({ status: 405, headers: { allow: 'GET' }, body: '' })
  })

  test('behavior: a method that no Request can have gets 405', async () => {
    const handle = vi.fn(echo)
    expect(await send(await mount(handle), '/', { method: 'TRACE' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, POST, PUT, PATCH' },
      body: expect.stringContaining('"relay":"method"'),
    })
    expect(handle).not.toHaveBeenCalled()
  })

  test('behavior: duplicate headers are joined, so that none of them counts alone', async () => {
    const port = await mount(echo)
    const headers = { 'sec-fetch-site': ['same-origin', 'cross-site'], origin: ['https://a.example', 'https://b.example'] }
    expect(readEcho(await send(port, '/', { headers })).headers).toMatchObject({
      'sec-fetch-site': 'same-origin, cross-site',
      origin: 'https://a.example, https://b.example',
    })
  })

  test.each(['evil.example/chat-proxy/x?', 'evil.example#', 'user@evil.example', 'a b', 'evil.example\\', 'a, b', ':80', 'a:b', '[::1'])(
    'behavior: a host that could change the address is ignored: %j',
    async (host) => {
      const { path, host: read, headers } = readEcho(await send(await mount(echo), '/chat-proxy/api', { headers: { host } }))
      expect({ path, host: read, header: headers.host }).toEqual({ path: '/chat-proxy/api', host: 'relay.invalid' })
    },
  )

  test.each(['www.site.example', 'www.site.example:8443', '[::1]:3000', 'localhost'])(
    'behavior: the host %s is passed on',
    async (host) => {
      expect(readEcho(await send(await mount(echo), '/', { headers: { host } }))).toMatchObject({ host, headers: { host } })
    },
  )

  test('behavior: a request of HTTP/1.0 without a host has none', async () => {
    const socket = connect(await mount(echo), '127.0.0.1')
    socket.write('GET /chat-proxy/api HTTP/1.0\r\norigin: http://undefined\r\n\r\n')
    const { path, host, headers } = JSON.parse((await text(socket)).split('\r\n\r\n')[1] ?? '')
    expect({ path, host, header: headers.host }).toEqual({ path: '/chat-proxy/api', host: 'relay.invalid' })
  })

  test.each(['a:99999', '999.999.999.999', 'xn--', '[1]'])('behavior: a host that is none gets 400: %j', async (host) => {
    const handle = vi.fn(echo)
    const { status, body } = await send(await mount(handle), '/chat-proxy/api', { headers: { host } })
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 400, body: { relay: 'host', message: expect.stringContaining('host') } })
    expect(handle).not.toHaveBeenCalled()
  })

  test.each([
    '/chat-proxy/x/../api',
    '/chat-proxy/./api',
    '/chat-proxy/x/%2e%2E/api',
    '/chat-proxy/x/.%2e',
    '/chat-proxy\\api',
    'http://evil.example/chat-proxy/api',
    '//evil.example/../chat-proxy/api',
    '*',
  ])('behavior: the relay gets no path that a URL parser would rewrite: %s', async (path) => {
    expect(readEcho(await send(await mount(echo), path))).toMatchObject({ path: '//' })
  })

  test.each(['//evil.example/api', '/chat-proxy/..api/a..b/...', '/chat-proxy/a?b=../c/../d\\e', '/%2f%5c%00'])(
    'behavior: the relay gets each other path as it is: %s',
    async (path) => {
      expect(readEcho(await send(await mount(echo), path))).toMatchObject({ path, host: expect.stringContaining('127.0.0.1') })
    },
  )

  test.each<[string, Handle]>([
    ['rejects', () => Promise.reject(new Error('secret'))],
    ['sends a body that breaks', () => new Response(new ReadableStream({ pull: () => Promise.reject(new Error('secret')) }))],
  ])('behavior: a relay that %s gets a response without details', async (_name, handle) => {
    const { status, body, headers } = await send(await mount(handle), '/', { method: 'POST', body: 'x' })
    expect({ status, cache: headers['cache-control'] }).toEqual({ status: 500, cache: 'no-store' })
    expect(JSON.parse(body)).toEqual({ relay: 'internal', message: expect.not.stringContaining('secret') })
  })

  test('behavior: a response that other middleware has begun stays as it is', async () => {
    let end = () => {}
    const port = await mount(
      () => {
        setImmediate(end)
        return new Response()
      },
      (listener) => (incoming, outgoing) => {
        outgoing.writeHead(503).write('too ')
        end = () => outgoing.end('slow')
        listener(incoming, outgoing)
      },
    )
    expect(await send(port, '/')).toMatchObject({ status: 503, body: 'too slow' })
  })
})
