import type { EngagementStorage } from './engagementStorage.js'
import { isServer } from './isServer.js'

/** Returns the storage of this tab, which survives a reload. Null on a server, or if the browser blocks it. */
export function getTabStorage(): EngagementStorage | null {
  try {
    return isServer ? null : sessionStorage
  } catch {
    return null
  }
}
