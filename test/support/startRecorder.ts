import { createServer } from 'node:http'
import { close, listen } from './loopback.js'

/** A server to which no request of the library may go. */
export type Recorder = {
  origin: string
  /** The requests with their headers, without those that the server serves a file for. */
  requests: { request: string; headers: Record<string, unknown> }[]
  close: () => Promise<void>
}

const types: Record<string, string> = { js: 'text/javascript', css: 'text/css' }

/**
 * Starts a server that is open to all origins, and that answers each request with success.
 * @param serve Returns the file of a path, if the server has one.
 */
export async function startRecorder(serve: (path: string) => Promise<string | undefined> = async () => undefined): Promise<Recorder> {
  const requests: Recorder['requests'] = []
  const server = createServer(async ({ method, url = '/', headers }, response) => {
    const { 'access-control-request-headers': allowedHeaders = '' } = headers
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH')
    response.setHeader('access-control-allow-headers', allowedHeaders)
    const file = await serve(url)
    if (file === undefined) requests.push({ request: `${method} ${url}`, headers })
    response.setHeader('content-type', types[url.split('.').at(-1) ?? ''] ?? 'application/json')
    response.end(file ?? '{}')
  })
  return { origin: await listen(server), requests, close: () => close(server) }
}
