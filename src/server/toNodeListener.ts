import type { NodeRequest, NodeResponse } from './nodeMessages.js'
import { readNodeBody } from './readNodeBody.js'
import type { Relay } from './relay.js'
import { toRelayResponse } from './toRelayResponse.js'

const methods = 'GET, POST, PUT, PATCH'

/** A name or an address, with or without a port. Anything else could change the path of an address. */
const hostPattern = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** A backslash, or a segment of one or two dots. URL parsers rewrite such a path. */
const rewrittenPath = /\\|\/(?:\.|%2e){1,2}(?:\/|$)/i

const behindParser =
  'The body of the request was read before the relay. Mount toNodeListener(relay) before any body parser, such as express.json().'

/**
 * Converts a relay to a listener for Express and for Node's own servers. The listener reads the whole address of a request, also below a mount path of
 * Express. Mount it before any body parser. Otherwise it answers with the status 500 and says so.
 * @example
 * app.use('/chat-proxy', toNodeListener(relay)) // Express
 * createServer(toNodeListener(relay)).listen(3000) // Node
 */
export function toNodeListener(relay: Pick<Relay, 'fetch'>): (request: NodeRequest, response: NodeResponse) => void {
  return (request, response) => {
    getResponse(relay, request, response)
      .then((answer) => send(answer, request, response))
      .catch(() => send(refuse(500, 'internal', 'The relay could not answer the request.'), request, response))
  }
}

async function getResponse(relay: Pick<Relay, 'fetch'>, incoming: NodeRequest, outgoing: NodeResponse): Promise<Response> {
  if (incoming.method === 'TRACE') return refuse(405, 'method', 'The relay has no such method.', { allow: methods })
  if (incoming.readableDidRead) return refuse(500, 'bodyUsed', behindParser)

  const controller = new AbortController()
  outgoing.on('close', () => {
    if (!outgoing.writableEnded) controller.abort()
  })
  const request = toRequest(incoming, outgoing, controller.signal)
  return request ? relay.fetch(request) : refuse(400, 'host', 'The host of the request is invalid.')
}

async function send(response: Response, incoming: NodeRequest, outgoing: NodeResponse): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer())
  if (outgoing.headersSent || outgoing.writableEnded) return
  outgoing.statusCode = response.status
  response.headers.forEach((value, name) => {
    outgoing.setHeader(name, value)
  })
  outgoing.end(body)
  // The next request of the connection comes after the rest of this one.
  incoming.resume()
}

/** Returns undefined if the host is invalid. */
function toRequest(incoming: NodeRequest, outgoing: NodeResponse, signal: AbortSignal): Request | undefined {
  const { method = 'GET', socket } = incoming
  const headers = toHeaders(incoming)
  const scheme = 'encrypted' in socket && socket.encrypted ? 'https' : 'http'
  const address = `${scheme}://${headers.get('host') ?? 'relay.invalid'}${toPath(incoming)}`
  if (!URL.canParse(address)) return undefined
  if (!hasBody(incoming)) return new Request(address, { method, headers, signal })
  const body = readNodeBody(incoming, () => outgoing.writableEnded)
  return new Request(address, { method, headers, signal, body, duplex: 'half' } as RequestInit)
}

/** The headers as other middleware sees them: Node joins duplicates, and uses the first one where only one is allowed. */
function toHeaders({ headers: { ':authority': authority, host = authority, ...others } }: NodeRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(others)) {
    if (value !== undefined && !name.startsWith(':')) headers.set(name, String(value))
  }
  if (typeof host === 'string' && hostPattern.test(host)) headers.set('host', host)
  return headers
}

/** The whole path and query. The relay has no route at `//`, which stands for each path that a URL parser would rewrite. */
function toPath(request: NodeRequest & { originalUrl?: unknown }): string {
  const path = String(request.originalUrl ?? request.url)
  return path.startsWith('/') && !rewrittenPath.test(path.replace(/[?#].*/s, '')) ? path : '//'
}

function hasBody({ method = 'GET', headers }: NodeRequest): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function refuse(status: number, reason: string, message: string, headers: Record<string, string> = {}): Response {
  return toRelayResponse({ status, headers, body: JSON.stringify({ relay: reason, message }) })
}
