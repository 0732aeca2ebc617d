import { hasDocument } from './isServer.js'

/** Resolves a path against the page's own origin, whatever its `<base>`. Returns other addresses, and paths on a server, as they are. */
export function toAbsoluteUrl(address: string): string {
  // The origin of a sandboxed document is the text `null`.
  return address.startsWith('/') && hasDocument() && self.origin !== 'null' ? self.origin + address : address
}
