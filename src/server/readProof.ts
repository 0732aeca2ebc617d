/** The sender of a request is a page of the site's origin (`own`) or of another origin (`foreign`). A request with `none` has no proof. */
export type Proof = 'own' | 'foreign' | 'none'

/**
 * Reads the proof of the site's origin. The request of a server has none.
 * The first header that is there decides. A page cannot write the first three. A foreign page needs a preflight for the last.
 *
 *   Sec-Fetch-Site: same-origin  →  Origin  →  another Sec-Fetch-Site  →  x-react-engagement
 *
 * @param origins The site's origins. Without them, any Sec-Fetch-Site comes before `Origin`, whose host must equal `Host`.
 */
export function readProof({ headers, url }: Request, origins: readonly string[] | undefined): Proof {
  const site = headers.get('sec-fetch-site')
  if (site === 'same-origin') return 'own'
  const origin = headers.get('origin')
  if (origin !== null && origins) return toProof(origins.includes(origin))
  // `Sec-Fetch-Site` calls a page over plain http cross-site, although its host equals `Host`.
  if (site !== null) return 'foreign'
  if (origin !== null) return toProof(isOfHost(origin, headers.get('host') ?? new URL(url).host))
  const proof = headers.get('x-react-engagement')
  return proof === null ? 'none' : toProof(proof === '1')
}

const toProof = (isOwn: boolean): Proof => (isOwn ? 'own' : 'foreign')

function isOfHost(origin: string, host: string): boolean {
  try {
    const { protocol, host: originHost, origin: parsed } = new URL(origin)
    // The parser drops the default port of the protocol from both.
    return parsed === origin && /^https?:$/.test(protocol) && !/[/\\?#@]/.test(host) && new URL(`${protocol}//${host}`).host === originHost
  } catch {
    return false
  }
}
