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
  try {
    response = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal })
    // A site's own `fetch` may follow redirects. A browser's unfollowed redirect has the status 0.
    isRedirect = response.redirected || response.status < 200 || (response.status >= 300 && response.status < 400)
    if (isRedirect) await response.body?.cancel()
    text = isRedirect ? '' : await readText(response.body, { maxBytes, signal })
  } catch {
    throw signal.aborted && signal.reason instanceof Refusal ? signal.reason : new Refusal(502, 'unreachable')
  }
  if (text === undefined) throw new Refusal(502, 'size')
  return { status: response.status, isRedirect, retryAfter: response.headers.get('retry-after'), text }
}
