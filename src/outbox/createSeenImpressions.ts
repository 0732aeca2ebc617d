import type { ClientStorage } from '../browser/createClientStorage.js'
import { sessionMaxAge } from '../session/sessionMaxAge.js'
import type { OutboxItem } from './outboxEvent.js'

/** Which impressions were taken: an offer counts once in its session, whichever page or button showed it. */
export type SeenImpressions = {
  has: (item: OutboxItem) => boolean
  add: (item: OutboxItem) => void
  clear: () => void
}

/** Of the newest, so many are remembered by the next page, for as long as a session lasts. */
const maxRemembered = 100

export function createSeenImpressions(storage: ClientStorage, key: string): SeenImpressions {
  const seen = new Set<unknown>()
  const toDedupeKey = ({ type, offer }: OutboxItem) => {
    const { sessionId, contextId, campaignId, engagementId, engagementRevision } = offer
    return JSON.stringify([type, sessionId, contextId, campaignId, engagementId, engagementRevision])
  }
  // Read before each use, since other tabs add to it; written whole, so that what two of them wrote at once is mended by the next.
  const readStorage = () => {
    for (const dedupeKey of [storage.get(key) ?? []].flat()) seen.add(dedupeKey)
  }
  // At once, so that it is erased with all else.
  readStorage()
  return {
    has(item) {
      readStorage()
      return seen.has(toDedupeKey(item))
    },
    add(item) {
      seen.add(toDedupeKey(item))
      storage.set(key, [...seen].slice(-maxRemembered), sessionMaxAge)
    },
    clear: () => seen.clear(),
  }
}
