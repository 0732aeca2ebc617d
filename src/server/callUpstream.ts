import { readText } from './readText.js'
import { Refusal } from './refusal.js'

/** 1 MB, in bytes. */
const maxBytes = 1_048_576

export type UpstreamRequest = {
  url: string
  method: string
  headers: Record<string, string>
  body: string | undefined
  signal: AbortSignal
}

export type UpstreamResponse = {
  status: number
  /** True for a redirect, followed or not. Its body is empty. */
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
  let text: string | undefined
  let isRedirect = false
  // A site's own `fetch` may ignore the signal.
  if (signal.aborted) throw signal.reason
  try {
    response = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal })
    // A site's own `fetch` may follow redirects. A browser's unfollowed redirect has the status 0.
    isRedirect = response.redirected || response.status === 0 || (response.status >= 300 && response.status < 400)
    if (isRedirect) await response.body?.cancel()
    text = isRedirect ? '' : await readBody(response)
  } catch {
    throw signal.aborted && signal.reason instanceof Refusal ? signal.reason : new Refusal(502, 'unreachable')
  }
  if (text === undefined) throw new Refusal(502, 'size')
  if (!isRedirect && (response.status < 200 || response.status > 599)) throw new Refusal(502, 'status')
  return { status: response.status, isRedirect, retryAfter: response.headers.get('retry-after'), text }
}

async function readBody({ body }: Response): Promise<string | undefined> {
  if (!body) return ''
  const reader = body.getReader()
  const text = await readText(reader, maxBytes)
  if (text === undefined) await reader.cancel()
  return text
}
