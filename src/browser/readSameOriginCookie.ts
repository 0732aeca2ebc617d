import { hasDocument } from './isServer.js'

/** Reads a cookie of the page. Returns undefined for an address on another origin, because no other origin may receive the cookie. */
export function readSameOriginCookie(name: string, address: string): string | undefined {
  if (!hasDocument() || new URL(address, document.baseURI).origin !== location.origin) return undefined
  const cookie = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${name}=`))
  const value = cookie?.slice(name.length + 1)
  try {
    return value && decodeURIComponent(value)
  } catch {
    return value
  }
}
