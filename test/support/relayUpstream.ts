import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { close, listen, readBody } from './loopback.js'

/** A request that the relay sent. */
export type UpstreamRequest = {
  method: string
  /** The address that the relay named. */
  url: URL
  headers: IncomingHttpHeaders
  text: string
  /** The text as JSON, if the text is JSON. */
  body: unknown
}

/**
 * The answer of the services. `text` is sent unchanged, and `body` as JSON. In a `location`, `{same}` is the origin of the services, and `{other}` is
 * the same server under another host.
 */
export type UpstreamAnswer = {
  status?: number
  headers?: Record<string, string>
  body?: unknown
  text?: string | Uint8Array
  /** The response begins and does not end. */
  isStalled?: boolean
  /** The connection ends with the text. */
  isCut?: boolean
  /** The services stay silent. */
  silent?: boolean
  /** The services end the connection without a response. */
  reset?: boolean
}

export type Upstream = {
  /** Leads the requests for all hosts to this server. */
  fetch: typeof fetch
  requests: UpstreamRequest[]
  /** The requests whose connection ended before their response. */
  aborted: UpstreamRequest[]
  answer: (request: UpstreamRequest) => UpstreamAnswer | Promise<UpstreamAnswer>
  close: () => Promise<void>
}

const originHeader = 'x-named-origin'

/** A browser must see none of these headers. */
const hostileHeaders = {
  'set-cookie': 'upstream=planted',
  'access-control-allow-origin': '*',
  'access-control-allow-credentials': 'true',
  'content-security-policy': 'default-src *',
  'www-authenticate': 'Bearer realm="upstream"',
  'x-powered-by': 'upstream',
  'so-timezone': 'UTC',
  'cache-control': 'public, max-age=3600',
  'x-upstream-host': 'node7.internal',
}

/** Starts a server on loopback that stands for all services, and that records each request. */
export async function startUpstream(answer: Upstream['answer']): Promise<Upstream> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', headers } = incoming
    const { [originHeader]: origin = `http://${headers.host}`, ...sentHeaders } = headers
    const text = await readBody(incoming)
    const request = { method, url: new URL(String(origin) + incoming.url), headers: sentHeaders, text, body: parse(text) }
    upstream.requests.push(request)
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) upstream.aborted.push(request)
    })
    respond(outgoing, await upstream.answer(request))
  })
  const loopback = await listen(server)
  const upstream: Upstream = {
    fetch(input, init) {
      const request = input instanceof Request ? input : undefined
      const named = new URL(request ? request.url : String(input))
      const headers = new Headers(init?.headers ?? request?.headers)
      headers.set(originHeader, named.origin)
      const address = loopback + named.pathname + named.search
      return fetch(request ? new Request(address, request) : address, { ...init, headers })
    },
    requests: [],
    aborted: [],
    answer,
    close: () => close(server),
  }
  return upstream
}

function respond(outgoing: ServerResponse, { status = 200, headers, body, text, silent, reset, isStalled, isCut }: UpstreamAnswer): void {
  if (silent) return
  if (reset) {
    outgoing.destroy()
    return
  }
  const port = outgoing.socket?.localPort
  const location = headers?.location?.replace('{same}', `http://127.0.0.1:${port}`).replace('{other}', `http://localhost:${port}`)
  const sentHeaders = { 'content-type': 'application/json', ...hostileHeaders, ...headers, ...(location !== undefined && { location }) }
  outgoing.writeHead(status, sentHeaders)
  if (isStalled) outgoing.write(text)
  else if (isCut) outgoing.write(text, () => outgoing.destroy())
  else outgoing.end(text ?? JSON.stringify(body))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
