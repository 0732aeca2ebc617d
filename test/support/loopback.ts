import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { engagementRequests } from './engagementRequests.js'

export type Loopback = {
  origin: string
  simulator: Simulator
  preflights: string[]
  /** How long each request takes to arrive, also a preflight, in milliseconds. */
  travelTime: number
  /** Answers all requests but preflights by a redirect, with each of the statuses in turn. */
  redirects: { statuses: readonly number[]; to: string } | undefined
  /** The requests that got a redirect. */
  redirected: string[]
  /** The requests for an engagement. */
  engagementRequests: () => Simulator['requests']
  /** The types of the impressions that were reported. */
  types: () => unknown[]
  close: () => Promise<void>
}

const allowedHeaders = 'Content-Type, Accept, X-HTTP-Method-Override, Authorization, X-XSRF-TOKEN, SO-TimeZone, SO-AppToken'

/**
 * The simulator behind real HTTP on loopback, open to other origins for the methods given. The connection ends if the simulator fails a request or does
 * not answer.
 */
export async function startLoopback(methods = 'GET, POST, PUT, PATCH'): Promise<Loopback> {
  const simulator = createSimulator()
  const preflights: string[] = []
  const redirected: string[] = []
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-expose-headers', 'Retry-After')
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    if (loopback.travelTime > 0) await sleep(loopback.travelTime)
    if (request.method === 'OPTIONS') {
      preflights.push(`${request.headers['access-control-request-method']} ${request.url}`)
      response.setHeader('access-control-allow-methods', methods)
      response.setHeader('access-control-allow-headers', allowedHeaders)
      response.writeHead(204).end()
      return
    }
    try {
      const { method = 'GET', headers, url } = request
      const body = await readBody(request)
      if (loopback.redirects) {
        const { statuses, to } = loopback.redirects
        const status = statuses[redirected.length % statuses.length] as number
        // Without this header, a browser stores some redirects and sends no further request.
        response.writeHead(status, { location: to + url, 'cache-control': 'no-store' }).end()
        redirected.push(`${method} ${url}`)
        return
      }
      const answer = await simulator.fetch(`http://${headers.host}${url}`, {
        method,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
        ...(body && { body }),
      })
      const retryAfter = answer.headers.get('retry-after')
      response
        .writeHead(answer.status, { 'content-type': 'application/octet-stream', ...(retryAfter && { 'retry-after': retryAfter }) })
        .end(await answer.text())
    } catch {
      request.socket.destroy()
    }
  })
  const loopback: Loopback = {
    origin: await listen(server),
    simulator,
    preflights,
    travelTime: 0,
    redirects: undefined,
    redirected,
    engagementRequests: () => engagementRequests(simulator),
    types: () => simulator.impressions.map(({ type }) => type),
    close: () => close(server),
  }
  return loopback
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  // A browser may open a connection again as long as the server listens.
  server.closeAllConnections()
  await closed
}

/** Returns a port that nobody uses at this moment. */
export async function findPort(): Promise<string> {
  const server = createServer()
  const { port } = new URL(await listen(server))
  await close(server)
  return port
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
