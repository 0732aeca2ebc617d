import type { SimulatedRequest } from './simulator.js'

/** Reads the parameters of `fetch`: a `Request`, or an address and its options. */
export async function readRequest(
  input: RequestInfo | URL,
  init: RequestInit = {},
): Promise<SimulatedRequest & { signal: AbortSignal | undefined }> {
  const request = typeof input === 'object' && 'url' in input ? input : undefined
  const text = init.body === undefined ? await request?.text() : await new Response(init.body).text()
  return {
    method: (init.method ?? request?.method ?? 'GET').toUpperCase(),
    url: new URL(request ? request.url : String(input), globalThis.location?.href),
    headers: Object.fromEntries(new Headers(init.headers ?? request?.headers)),
    body: text === undefined || text === '' ? undefined : parse(text),
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
