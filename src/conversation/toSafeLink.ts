/** A link that a visitor may follow. */
export type SafeLink = {
  href: string
  /** The place that the link leads to: a host, or the address of a mail or a call. */
  host: string
}

/** Returns a link for an address of the other side. Undefined for an address that a visitor must not follow. */
export function toSafeLink(address: unknown): SafeLink | undefined {
  if (typeof address !== 'string') return undefined
  try {
    const { protocol, href, host, pathname, username, password } = new URL(address)
    // A name before the host looks like the host.
    if (protocol === 'https:' && host && !username && !password) return { href, host }
    if (protocol === 'mailto:' || protocol === 'tel:') return { href, host: decodeURIComponent(pathname) }
  } catch {}
  return undefined
}
