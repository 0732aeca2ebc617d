import { createServer } from 'node:http'
import WebSocket, { WebSocketServer } from 'ws'
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/testing/index.js'
import { close, listen, readBody } from './loopback.js'

export type MessagingServer = {
  simulator: Simulator
  /** The address, such as `http://127.0.0.1:4711`. The socket is at the same host and port. */
  origin: string
  /** Sends requests for any host to this server. */
  fetch: typeof fetch
  /** Opens sockets for any host at this server. */
  WebSocket: typeof globalThis.WebSocket
  close: () => Promise<void>
}

/** Starts the simulator behind real HTTP and real sockets on loopback, open to other origins. */
export async function startMessagingServer(options?: SimulatorOptions): Promise<MessagingServer> {
  const simulator = createSimulator(options)
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    response.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH')
    response.setHeader('access-control-allow-headers', '*, Content-Type, Accept, Authorization, X-HTTP-Method-Override, X-React-Engagement')
    if (request.method === 'OPTIONS') return response.writeHead(204).end()
    try {
      const { method = 'GET', headers, url } = request
      const body = await readBody(request)
      const answer = await simulator.fetch(`http://${headers.host}${url}`, {
        method,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
        ...(body && { body }),
      })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
    } catch {
      request.socket.destroy()
    }
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, { url }) => {
    simulator.acceptSocket({
      url: `${origin.replace('http', 'ws')}${url}`,
      send: (text) => socket.send(text),
      close: (code, reason) => closeSocket(socket, code, reason),
      onMessage: (listener) => socket.on('message', (data) => listener(String(data))),
      onClose: (listener) => socket.on('close', () => listener()),
    })
  })
  const origin = await listen(server)
  const toOrigin = (address: string) => {
    const { pathname, search } = new URL(address)
    return `${origin}${pathname}${search}`
  }
  class LoopbackSocket extends WebSocket {
    constructor(address: string | URL) {
      super(toOrigin(String(address)).replace('http', 'ws'))
    }
  }
  return {
    simulator,
    origin,
    fetch: (input, init) =>
      input instanceof Request ? fetch(new Request(toOrigin(input.url), input), init) : fetch(toOrigin(String(input)), init),
    WebSocket: LoopbackSocket as unknown as typeof globalThis.WebSocket,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      await close(server)
    },
  }
}

/** Closes a socket. The code 1006 breaks the connection, and 1005 is a close without a code. */
function closeSocket(socket: WebSocket, code: number, reason: string) {
  if (code === 1006) socket.terminate()
  else if (code === 1005) socket.close()
  else socket.close(code, reason)
}
