import { isServer } from './isServer.js'

/** False only where the browser is sure that there is no network. */
export function isOnline(): boolean {
  return isServer || navigator.onLine !== false
}

/** When `isOnline` may have changed: a page that was kept for the way back has heard of nothing. */
export const onlineEvents = ['online', 'offline', 'pageshow'] as const
