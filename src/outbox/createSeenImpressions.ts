import type { ClientStorage } from '../browser/createClientStorage.js'
import type { ReportedImpression } from './reportedImpression.js'

/** The impressions that were reported. Each counts once in its session, whichever page or button showed the offer. */
export type SeenImpressions = {
  has: (impression: ReportedImpression) => boolean
  add: (impression: ReportedImpression) => void
  /** True if this page reported the impression. */
  isOwn: (impression: ReportedImpression) => boolean
  clear: () => void
}

/** The number of impressions that the storage remembers, the newest ones, for as long as a session lasts. */
const maxRemembered = 100

/** @param lifetime How long the storage remembers impressions, in seconds. */
export function createSeenImpressions(storage: ClientStorage, key: string, lifetime: number): SeenImpressions {
  const seen = new Set<unknown>()
  /** The impressions that this page reported. */
  const own = new Set<unknown>()
  const toDedupeKey = ({ type, offer }: ReportedImpression) => {
    const { sessionId, contextId, campaignId, engagementId, engagementRevision } = offer
    return JSON.stringify([type, sessionId, contextId, campaignId, engagementId, engagementRevision])
  }
  // Each use reads the storage first, because other tabs add to it. If two tabs write at once, the next write adds the lost keys again.
  const readStorage = () => {
    for (const dedupeKey of [storage.get(key) ?? []].flat()) seen.add(dedupeKey)
  }
  // Registers the key, so that `storage.clear()` removes it.
  readStorage()
  return {
    has(impression) {
      readStorage()
      return seen.has(toDedupeKey(impression))
    },
    add(impression) {
      own.add(toDedupeKey(impression))
      seen.add(toDedupeKey(impression))
      storage.set(key, [...seen].slice(-maxRemembered), lifetime)
    },
    isOwn: (impression) => own.has(toDedupeKey(impression)),
    clear() {
      own.clear()
      seen.clear()
    },
  }
}
