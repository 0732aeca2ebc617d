/**
 * Returns whether the request comes from the site's own origin. Returns undefined if no header says so, as in the request of a server.
 * The first header that is there decides. A page cannot write the first three. A foreign page needs a preflight for the last.
 *
 *   Sec-Fetch-Site: same-origin  →  Origin  →  another Sec-Fetch-Site  →  x-react-engagement
 *
 * @param origins The site's origins. Without them, the host of `Origin` must equal `Host`, and the request may have no Sec-Fetch-Site.
 */
export function isSameOrigin({ headers, url }: Request, origins: readonly string[] | undefined): boolean | undefined {
  const site = headers.get('sec-fetch-site')
  if (site === 'same-origin') return true
  const origin = headers.get('origin')
  if (origin !== null && origins) return origins.includes(origin)
  // A page over plain http of the same host has the own host too, but another origin.
  if (site !== null) return false
  if (origin !== null) return isOfHost(origin, headers.get('host') ?? new URL(url).host)
  const proof = headers.get('x-react-engagement')
  return proof === null ? undefined : proof === '1'
}

function isOfHost(origin: string, host: string): boolean {
  try {
    const { protocol, host: originHost, origin: parsed } = new URL(origin)
    // The parser drops the default port of the protocol from both.
    return parsed === origin && /^https?:$/.test(protocol) && !/[/\\?#@]/.test(host) && new URL(`${protocol}//${host}`).host === originHost
  } catch {
    return false
  }
}
