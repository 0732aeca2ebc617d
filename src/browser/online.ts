import { hasDocument } from './isServer.js'

/** The page's own event: a response has shown that `navigator.onLine` is wrong. */
const onLineWrong = 'react-engagement:online'

/** True once this page has had a response to a request that it sent while `navigator.onLine` was false. */
let isOnLineWrong = false

/** False if the browser reports that there is no network, and no response has shown that the report is wrong. */
export function isOnline(): boolean {
  return !hasDocument() || isOnLineWrong || navigator.onLine !== false
}

/** Ignores `navigator.onLine` on this page from now on. Call this after a response to a request that was sent while `isOnline()` was false. */
export function ignoreOnLine(): void {
  if (isOnline()) return
  isOnLineWrong = true
  dispatchEvent(new Event(onLineWrong))
}

/** The events after which `isOnline` may have changed. A page in the bfcache receives no `online` event, so `pageshow` is one of them. */
export const onlineEvents = ['online', 'offline', 'pageshow', onLineWrong] as const
