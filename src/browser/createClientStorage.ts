import { deleteIndexedDbStore } from './createIndexedDbStore.js'
import type { EngagementStorage } from './engagementStorage.js'
import { isServer } from './isServer.js'
import { isPrerendering } from './page.js'
import { indexKey, listKeys } from './storageKeys.js'

/**
 * Key-value storage with a time to live. Never throws: if the storage is blocked, full, missing or holds invalid JSON, `get` returns undefined.
 */
export type ClientStorage = {
  /** Returns undefined for a value that has expired, or that was stored while the clock was ahead. */
  get: (key: string) => unknown
  /**
   * Stores a value for `lifetime` seconds. Removes the key if the value is falsy or cannot be written. A prerendered page stores nothing.
   * @param isKept True if the stored value stays when the new one cannot be written.
   * @returns true if the value was written
   */
  set: (key: string, value: unknown, lifetime: number, isKept?: (stored: unknown) => boolean) => boolean
  remove: (key: string) => void
  /** The keys that begin with the prefix, also those of other pages. */
  keys: (prefix: string) => string[]
  /** Removes every key that was used or begins with `name:`, even without consent. Also deletes the IndexedDB database of that name. */
  clear: (name: string) => void
  /** Sends a message to the other tabs that share the storage, by a `storage` event, and removes the key again. */
  broadcast: (key: string, message: string) => void
}

/** Both times are in milliseconds since the epoch. */
type Entry = { storedAt: number; expiresAt: number; value: unknown }

/** How far the clock may have been ahead when an entry was stored, in milliseconds. */
const clockTolerance = 5 * 60 * 1000

/** The longest time from storing to expiry, for entries that lack the time of storing. In milliseconds. */
const maxLifetime = 24 * 60 * 60 * 1000

/** The inline script reads entries in the same way (`preload/inlineScript.ts`). */
function readEntry(text: string): unknown {
  const { expiresAt, storedAt = expiresAt - maxLifetime, value } = JSON.parse(text) as Entry
  const now = Date.now()
  // An entry from the future was stored while the clock was ahead, so its expiry may be years away.
  return now < expiresAt && storedAt <= now + clockTolerance ? value : undefined
}

/**
 * @param customStorage The site's own storage. The default is `localStorage`; `null` stores nothing.
 * @param hasConsent Returns true if the visitor has given consent. Until then, the storage is not touched.
 */
export function createClientStorage(customStorage?: EngagementStorage | null, hasConsent: () => boolean = () => true): ClientStorage {
  const keys = new Set<string>()
  /** The storage of the latest access. In Safari, `localStorage` is null after `window.close()`, and this reference still works. */
  let latest: EngagementStorage | null | undefined = customStorage
  const withStorage = <type>(key: string, action: (storage: EngagementStorage) => type, ignoreConsent?: boolean): type | undefined => {
    keys.add(key)
    try {
      if (!ignoreConsent && !hasConsent()) return undefined
      // A browser that blocks localStorage throws on the mere access to the property.
      if (customStorage === undefined && !isServer) latest = localStorage ?? latest
      return latest ? action(latest) : undefined
    } catch {
      return undefined
    }
  }
  const get = (key: string) => withStorage(key, (storage) => readEntry(storage.getItem(key) ?? ''))
  const remove = (key: string, ignoreConsent = false) => {
    withStorage(
      key,
      (storage) => {
        storage.removeItem(key)
        indexKey(storage, key, false)
      },
      ignoreConsent,
    )
  }
  const list = (prefix: string, ignoreConsent?: boolean) =>
    withStorage(prefix, (storage) => listKeys(storage).filter((key) => key.startsWith(prefix)), ignoreConsent) ?? []

  return {
    remove: (key) => remove(key),
    keys: (prefix) => list(prefix),
    get,
    set(key, value, lifetime, isKept) {
      if (isPrerendering()) return false
      const storedAt = Date.now()
      const entry: Entry | undefined = value ? { storedAt, expiresAt: storedAt + lifetime * 1000, value } : undefined
      const isWritten = withStorage(key, (storage) => {
        if (!entry) return false
        storage.setItem(key, JSON.stringify(entry))
        indexKey(storage, key, true)
        return true
      })
      // If the quota rejects the new value, the old value is stale.
      if (!isWritten && !(entry && isKept?.(get(key)))) remove(key)
      return isWritten === true
    },
    clear(name) {
      for (const key of [...keys, ...list(`${name}:`, true)]) remove(key, true)
      if (customStorage === undefined) deleteIndexedDbStore(name)
    },
    broadcast(key, message) {
      withStorage(key, (storage) => storage.setItem(key, message), true)
      remove(key, true)
    },
  }
}
