import { isServer } from './isServer.js'

/** False only if the browser is sure that there is no network. */
export function isOnline(): boolean {
  return isServer || navigator.onLine !== false
}

/** The events after which `isOnline` may have changed. A page in the bfcache receives no `online` event, so `pageshow` is one of them. */
export const onlineEvents = ['online', 'offline', 'pageshow'] as const
