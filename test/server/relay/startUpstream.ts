import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { close, listen, readBody } from '../../support/loopback.js'

export type UpstreamCall = { method: string; url: string; headers: IncomingHttpHeaders; body: unknown }

export type Upstream = {
  origin: string
  calls: UpstreamCall[]
  /** The number of calls that ended before they had a response. */
  aborted: number
  /** Answers a call. The default is an empty JSON object. */
  answer: (call: UpstreamCall, response: ServerResponse, request: IncomingMessage) => void
}

/** Starts a service on loopback that records its calls. It closes when the test ends. */
export async function startUpstream(answer: Upstream['answer'] = json(200, {})): Promise<Upstream> {
  const server = createServer(async (request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) upstream.aborted++
    })
    const text = await readBody(request).catch(() => '')
    const call = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
    }
    upstream.calls.push(call)
    upstream.answer(call, response, request)
  })
  const upstream: Upstream = { origin: await listen(server), calls: [], aborted: 0, answer }
  onTestFinished(() => close(server))
  return upstream
}

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Upstream['answer'] {
  return (_call, response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** Answers with a text. */
export function text(status: number, body: string, headers: Record<string, string> = {}): Upstream['answer'] {
  return (_call, response) => response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body)
}

export const site = 'https://www.site.example'

type RequestOptions = Omit<RequestInit, 'body' | 'headers'> & { body?: unknown; headers?: Record<string, string | undefined> }

/** Makes the request of a page of the site. A body that is no text is sent as JSON. A header that is undefined is omitted. */
export function pageRequest(path: string, { body, headers, ...init }: RequestOptions = {}): Request {
  const hasBody = body !== undefined
  const isStream = typeof body === 'string' || body instanceof ReadableStream || body instanceof Uint8Array
  const sentHeaders = {
    'sec-fetch-site': 'same-origin',
    'content-type': hasBody ? 'application/json' : undefined,
    ...headers,
  }
  return new Request(site + path, {
    method: hasBody ? 'POST' : 'GET',
    headers: Object.entries(sentHeaders).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ...(hasBody && { body: isStream ? body : JSON.stringify(body), duplex: 'half' }),
    ...init,
  } as RequestInit)
}
