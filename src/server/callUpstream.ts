import { decodeText, readBytes } from './readText.js'
import { Refusal } from './refusal.js'

/** 1 MB, in bytes. */
const maxBytes = 1_048_576

/** Puts a replacement character in place of each byte that is not UTF-8. */
const lenientDecoder = new TextDecoder()

export type UpstreamRequest = {
  url: string
  method: string
  headers: Record<string, string>
  body: string | undefined
  signal: AbortSignal
}

export type UpstreamResponse = {
  status: number
  /** True for a redirect, followed or not, and for 421 (Misdirected Request): the service is elsewhere. Its body is empty. */
  isRedirect: boolean
  retryAfter: string | null
  text: string
}

/** Calls a service, without following redirects. Reads the response's whole body. */
export async function callUpstream(
  fetch: typeof globalThis.fetch,
  { url, method, headers, body, signal }: UpstreamRequest,
): Promise<UpstreamResponse> {
  let response: Response
  let bytes: Uint8Array | undefined
  let isRedirect = false
  // A site's own `fetch` may ignore the signal.
  if (signal.aborted) throw signal.reason
  try {
    response = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal })
    // A site's own `fetch` may follow redirects. A browser's unfollowed redirect has the status 0.
    isRedirect = response.redirected || [0, 421].includes(response.status) || (response.status >= 300 && response.status < 400)
    if (isRedirect) await response.body?.cancel()
    bytes = isRedirect ? new Uint8Array() : await readBody(response)
  } catch {
    throw signal.aborted && signal.reason instanceof Refusal ? signal.reason : new Refusal(502, 'unreachable')
  }
  if (bytes === undefined) throw new Refusal(502, 'size')
  if (!isRedirect && (response.status < 200 || response.status > 599)) throw new Refusal(502, 'status')
  return { status: response.status, isRedirect, retryAfter: response.headers.get('retry-after'), text: toText(bytes, response.status) }
}

async function readBody({ body }: Response): Promise<Uint8Array | undefined> {
  if (!body) return new Uint8Array()
  const reader = body.getReader()
  const bytes = await readBytes(reader, maxBytes)
  if (bytes === undefined) await reader.cancel()
  return bytes
}

/** Decodes a body. A failure in another encoding than UTF-8 keeps its status and its `Retry-After`. */
function toText(bytes: Uint8Array, status: number): string {
  try {
    return decodeText(bytes)
  } catch {
    if (status < 300) throw new Refusal(502, 'body')
    return lenientDecoder.decode(bytes)
  }
}
