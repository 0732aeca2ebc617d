import { isServer } from './isServer.js'

/** True if the browser sends Global Privacy Control for this visitor. False on a server, which finds the signal in the request's header `Sec-GPC`. */
export function hasPrivacySignal(): boolean {
  return !isServer && Boolean((navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl)
}
