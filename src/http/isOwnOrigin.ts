/** Returns whether an absolute address is on the page's own origin. On a server, returns whether the address is a path. */
export function isOwnOrigin(url: string): boolean {
  // The origin of a sandboxed document is the text `null`. Its requests all have another origin.
  return url.startsWith(typeof location === 'undefined' ? '/' : `${globalThis.origin}/`)
}
