import { Agent, createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { toNodeListener } from '../../../src/server/toNodeListener.js'
import { close, listen, readBody } from '../../support/loopback.js'

type Handle = (request: Request) => Response | Promise<Response>

let server: Server | undefined
let agent: Agent

async function mount(handle: Handle, middleware: (listener: RequestListener) => RequestListener = (listener) => listener) {
  server = createServer(middleware(toNodeListener({ fetch: async (request) => handle(request) })))
  agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { port } = new URL(await listen(server))
  return (headers: Record<string, string> = {}, method = 'POST') => request({ host: '127.0.0.1', port, method, headers, agent })
}

const receive = (outgoing: ReturnType<typeof request>) =>
  new Promise<{ status: number | undefined; body: string; port: number | undefined }>((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', async (response: IncomingMessage) => {
      const port = response.socket.localPort
      resolve({ status: response.statusCode, body: await readBody(response), port })
    })
  })

function send(outgoing: ReturnType<typeof request>, body: string) {
  outgoing.end(body)
  return receive(outgoing)
}

/** A promise and its resolver. */
function defer<type = void>() {
  let resolve = (_value: type) => {}
  const promise = new Promise<type>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

const decode = (chunk: Uint8Array | undefined) => new TextDecoder().decode(chunk)

afterEach(async () => {
  agent.destroy()
  if (server) await close(server)
  server = undefined
})

describe('the body of a request of Node', () => {
  test('default: the relay reads each chunk when it arrives', async () => {
    const first = defer<string>()
    const open = await mount(async ({ body }) => {
      const reader = (body as ReadableStream<Uint8Array>).getReader()
      first.resolve(decode((await reader.read()).value))
      return Response.json([decode((await reader.read()).value), (await reader.read()).done])
    })
    const outgoing = open({ 'transfer-encoding': 'chunked' })
    outgoing.write('one')
    expect(await first.promise).toBe('one')
    expect(await send(outgoing, 'two')).toMatchObject({ body: '["two",true]' })
  })

  test('default: a large body arrives whole and in order', async () => {
    const open = await mount(async (request) =>
      Response.json((await request.text()).match(/\d+/g)?.every((number, index) => Number(number) === index)),
    )
    expect(await send(open(), Array.from({ length: 200_000 }, (_, index) => index).join(' '))).toMatchObject({ body: 'true' })
  })

  test('behavior: a chunk stays in the buffer of Node until the relay reads it, so that the relay determines the speed', async () => {
    const begin = defer()
    const begun = defer()
    const end = defer()
    let incoming: IncomingMessage | undefined
    const open = await mount(
      async ({ body }) => {
        const reader = (body as ReadableStream<Uint8Array>).getReader()
        await begin.promise
        await reader.read()
        begun.resolve()
        await end.promise
        return Response.json([decode((await reader.read()).value), (await reader.read()).done])
      },
      (listener) => (request, response) => {
        incoming = request
        listener(request, response)
      },
    )
    const outgoing = open({ 'transfer-encoding': 'chunked' })
    outgoing.write('one')
    await expect.poll(() => incoming?.readableLength).toBe(3)
    begin.resolve()
    await begun.promise
    outgoing.write('two')
    await expect.poll(() => incoming?.readableLength).toBe(3)
    end.resolve()
    expect(await send(outgoing, '')).toMatchObject({ body: '["two",true]' })
  })

  test.each<[string, Handle]>([
    ['does not read', () => new Response('refused', { status: 413 })],
    [
      'cancels',
      async ({ body }) => {
        await body?.cancel()
        return new Response('refused', { status: 413 })
      },
    ],
    [
      'reads in part and cancels',
      async ({ body }) => {
        const reader = (body as ReadableStream<Uint8Array>).getReader()
        await reader.read()
        await reader.cancel()
        return new Response('refused', { status: 413 })
      },
    ],
    [
      'reads in part',
      async ({ body }) => {
        await (body as ReadableStream<Uint8Array>).getReader().read()
        return new Response('refused', { status: 413 })
      },
    ],
  ])('behavior: a body that the relay %s is discarded, and the connection serves the next request', async (_name, handle) => {
    const open = await mount(handle)
    const responses = [await send(open(), 'x'.repeat(1_000_000)), await send(open(), '{}')]
    expect(responses).toMatchObject([{ status: 413 }, { status: 413 }])
    expect(new Set(responses.map(({ port }) => port)).size).toBe(1)
  })

  test('behavior: a chunk that arrives after a cancelled read is discarded', async () => {
    const cancelled = defer()
    const end = defer()
    let incoming: IncomingMessage | undefined
    const open = await mount(
      async ({ body }) => {
        const reader = (body as ReadableStream<Uint8Array>).getReader()
        await reader.read()
        const read = reader.read()
        await reader.cancel()
        cancelled.resolve()
        await end.promise
        return Response.json((await read).done)
      },
      (listener) => (request, response) => {
        incoming = request
        listener(request, response)
      },
    )
    const outgoing = open({ 'transfer-encoding': 'chunked' })
    outgoing.write('one')
    await cancelled.promise
    const before = incoming?.socket.bytesRead
    outgoing.write('two')
    await expect.poll(() => incoming?.socket.bytesRead).toBeGreaterThan(before ?? 0)
    end.resolve()
    expect(await send(outgoing, '')).toMatchObject({ status: 200, body: 'true' })
  })

  test.each([{}, { 'transfer-encoding': 'chunked' }])(
    'behavior: a body parser before the relay gets a response that says so: %o',
    async (headers) => {
      const handle = vi.fn(() => new Response())
      const open = await mount(handle, (listener) => async (request, response) => {
        Object.assign(request, { body: JSON.parse(await readBody(request)) })
        listener(request, response)
      })
      const { status, body } = await send(open(headers), '{}')
      expect(status).toBe(500)
      const message = expect.stringContaining('before any body parser, such as express.json()')
      expect(JSON.parse(body)).toEqual({ relay: 'bodyUsed', message })
      expect(handle).not.toHaveBeenCalled()
    },
  )

  test.each(['GET', 'POST'])('behavior: a body parser does no harm to a %s without a body', async (method) => {
    const open = await mount(
      async (request) => Response.json([request.method, await request.text()]),
      (listener) => async (request, response) => {
        Object.assign(request, { body: await readBody(request) })
        listener(request, response)
      },
    )
    expect(await send(open({ 'content-length': '0' }, method), '')).toMatchObject({ status: 200, body: `["${method}",""]` })
  })

  test('behavior: the signal of the request aborts when the browser closes the connection', async () => {
    const aborted = defer<boolean>()
    const begun = defer()
    const open = await mount(({ signal }) => {
      signal.addEventListener('abort', () => aborted.resolve(signal.aborted))
      begun.resolve()
      return new Promise(() => {})
    })
    const outgoing = open({}, 'GET')
    outgoing.on('error', () => {}).end()
    await begun.promise
    outgoing.destroy()
    expect(await aborted.promise).toBe(true)
  })

  test('behavior: the signal does not abort after a response', async () => {
    const signals: AbortSignal[] = []
    const open = await mount((request) => {
      signals.push(request.signal)
      return new Response('ok')
    })
    const closed = defer()
    server?.on('connection', (socket) => socket.on('close', () => closed.resolve()))
    await send(open(), '{}')
    agent.destroy()
    await closed.promise
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
  })

  test('behavior: a body that breaks rejects its reader', async () => {
    const failed = defer<unknown>()
    const begun = defer()
    const open = await mount(async (request) => {
      begun.resolve()
      await request.text().catch(failed.resolve)
      return new Response()
    })
    const outgoing = open({ 'content-length': '10' })
    outgoing.on('error', () => {}).write('half')
    await begun.promise
    outgoing.destroy()
    expect(await failed.promise).toBeInstanceOf(Error)
  })
})
