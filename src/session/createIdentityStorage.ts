import type { ClientStorage } from '../browser/createClientStorage.js'
import { readFields, toNumber, toText } from '../http/readers.js'
import type { SessionLimits } from '../model/engagementService.js'
import type { StoredIds } from './mergeIdentity.js'
import type { SessionIdentity } from './sessionIdentity.js'

/** The content of the storage. All members are missing if it has none. */
export type StoredIdentity = StoredIds & {
  /** The time at which the session started, in milliseconds since the epoch. */
  startedAt?: number
  /** The session that the service no longer knows. It is stored without other ids. */
  lostSessionId?: string
}

/** The visitor and the session in the storage, which all tabs share. */
export type IdentityStorage = {
  /** Reads the ids. If this tab could not write `current` over the stored ids, returns `current`. */
  read: (current: SessionIdentity) => StoredIdentity
  /**
   * Stores the ids. If they cannot be written, keeps stored ids of the same visitor, and those of a lost session. Other tabs would take a removal for
   * a log-out.
   * @returns true if the storage holds the visitor
   */
  write: (ids: SessionIdentity, startedAt: number, lostSessions: ReadonlySet<string>) => boolean
  /** Stores that the service no longer knows the session. The other tabs must not take the loss for a log-out. */
  writeLoss: (sessionId: string | undefined) => void
  remove: () => void
}

const storedFields = { visitorId: toText, sessionId: toText, startedAt: toNumber, lostSessionId: toText }

export function createIdentityStorage(storage: ClientStorage, key: string, limits: SessionLimits): IdentityStorage {
  /** The stored ids of this tab's visitor whose session this tab could not replace. The storage is full, or the page is prerendered. */
  let unreplaced: StoredIdentity | undefined
  /** The time at which the ids that this tab has stored expire, in milliseconds since the epoch. */
  let storedUntil = Number.POSITIVE_INFINITY
  /** The time at which they would expire if the last write had not failed. */
  let usedUntil = 0

  const toStored = (value: unknown): StoredIdentity => readFields(value, storedFields)

  return {
    read({ visitorId, sessionId }) {
      const stored = toStored(storage.get(key))
      const now = Date.now()
      // The stored ids have expired, because this tab could not write them again. No other tab logged out.
      if (Object.keys(stored).length === 0 && storedUntil <= now && now < usedUntil) return { visitorId, sessionId }
      const isUnreplaced = stored.visitorId === unreplaced?.visitorId && stored.sessionId === unreplaced?.sessionId
      return unreplaced && isUnreplaced && stored.visitorId === visitorId ? { ...stored, sessionId } : stored
    },
    write({ visitorId, sessionId }, startedAt, lostSessions) {
      const lifetime = Math.min(limits.idleTimeout, limits.maxAge - (Date.now() - startedAt) / 1000)
      usedUntil = Date.now() + lifetime * 1000
      const isWritten = storage.set(key, visitorId && { visitorId, sessionId, startedAt }, lifetime, (value) => {
        const stored = toStored(value)
        return stored.visitorId === visitorId || lostSessions.has(stored.sessionId ?? '')
      })
      if (isWritten) storedUntil = usedUntil
      // A storage may also forget without an error.
      const stored = toStored(storage.get(key))
      const isStored = visitorId !== undefined && stored.visitorId === visitorId
      unreplaced = isStored && stored.sessionId !== sessionId ? stored : undefined
      return isStored
    },
    writeLoss(sessionId) {
      storage.set(key, { lostSessionId: sessionId }, limits.idleTimeout, () => true)
    },
    remove: () => storage.remove(key),
  }
}
