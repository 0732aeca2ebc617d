/**
 * Returns whether the request comes from the site's own origin. Returns undefined if no header says so, as in the request of a server.
 * The first header that is there decides. A page cannot write the first two. A foreign page needs a preflight for the third.
 *
 *   Sec-Fetch-Site  →  Origin  →  x-react-engagement
 *
 * @param origins The site's origins. Without them, the host of `Origin` must equal `Host`.
 */
export function isSameOrigin({ headers, url }: Request, origins: readonly string[] | undefined): boolean | undefined {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin')
  if (origin !== null) return origins ? origins.includes(origin) : isOfHost(origin, headers.get('host') ?? new URL(url).host)
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
