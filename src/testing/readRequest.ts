import type { SimulatedRequest } from './simulator.js'

/** Reads the parameters of `fetch`: a `Request`, or an address and its options. */
export async function readRequest(
  input: RequestInfo | URL,
  init: RequestInit = {},
): Promise<SimulatedRequest & { signal: AbortSignal | undefined }> {
  const request = typeof input === 'object' && 'url' in input ? input : undefined
  const { body } = init
  let text: string | undefined
  // A text is there immediately, so that a request is recorded in the task that sends it.
  if (typeof body === 'string') text = body
  else if (body) text = await new Response(body).text()
  else if (body === undefined) text = await request?.text()
  return {
    method: (init.method ?? request?.method ?? 'GET').toUpperCase(),
    url: new URL(request ? request.url : String(input), globalThis.location?.href),
    headers: Object.fromEntries(new Headers(init.headers ?? request?.headers)),
    body: text ? parse(text) : undefined,
    signal: init.signal ?? request?.signal,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
