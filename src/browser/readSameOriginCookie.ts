import { isServer } from './isServer.js'

/** A cookie of the page, for an address on the page's own origin: no other may learn of it. */
export function readSameOriginCookie(name: string, address: string): string | undefined {
  if (isServer || new URL(address, document.baseURI).origin !== location.origin) return undefined
  const cookie = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${name}=`))
  const value = cookie?.slice(name.length + 1)
  try {
    return value && decodeURIComponent(value)
  } catch {
    return value
  }
}
