import type { Keep } from '../browser/createKeep.js'
import { sessionAge } from '../session/sessionAge.js'
import type { OutboxItem } from './outboxEvent.js'

/** Which impressions were taken: an offer counts once in its session, whichever page or button showed it. */
export type Taken = {
  has: (item: OutboxItem) => boolean
  add: (item: OutboxItem) => void
  clear: () => void
}

/** Of the newest, so many are remembered by the next page, for as long as a session lasts. */
const limit = 100

export function createTaken(keep: Keep, key: string): Taken {
  const taken = new Set<unknown>()
  const toName = ({ type, offer }: OutboxItem) => {
    const { sessionId, contextId, campaignId, engagementId, engagementRevision } = offer
    return JSON.stringify([type, sessionId, contextId, campaignId, engagementId, engagementRevision])
  }
  // Read before each use, since other tabs add to it; written whole, so that what two of them wrote at once is mended by the next.
  const sync = () => {
    for (const name of [keep.read(key) ?? []].flat()) taken.add(name)
  }
  // At once, so that it is erased with all else.
  sync()
  return {
    has(item) {
      sync()
      return taken.has(toName(item))
    },
    add(item) {
      taken.add(toName(item))
      keep.write(key, [...taken].slice(-limit), sessionAge)
    },
    clear: () => taken.clear(),
  }
}
