import { deleteIndexedDbStore } from './createIndexedDbStore.js'
import type { EngagementStorage } from './engagementStorage.js'
import { isServer } from './isServer.js'
import { indexKey, listKeys } from './storageKeys.js'

/** Values in a storage, for a while. Never throws: a storage that is refused, full or absent, and rubbish in it, remember nothing. */
export type ClientStorage = {
  get: (key: string) => unknown
  /** Whether it was written. Without a value: removes what is there. */
  set: (key: string, value: unknown, lifetime: number) => boolean
  remove: (key: string) => void
  /** The keys that begin with the prefix, whichever page wrote them. */
  keys: (prefix: string) => string[]
  /** Removes all that was ever read or written here, or begins with the prefix, also while the visitor has not agreed; and the copy on the disk. */
  clear: (prefix: string) => void
  /** Tells the other tabs that share the storage, by a `storage` event, and leaves nothing behind. */
  broadcast: (key: string, message: string) => void
}

/** In milliseconds since the epoch. */
type Entry = { expiresAt: number; value: unknown }

/** @param hasConsent Whether the visitor agreed: until then the storage is not touched. */
export function createClientStorage(customStorage?: EngagementStorage | null, hasConsent: () => boolean = () => true): ClientStorage {
  const keys = new Set<string>()
  const withStorage = <type>(key: string, action: (storage: EngagementStorage) => type, ignoreConsent?: boolean): type | undefined => {
    keys.add(key)
    try {
      if (!ignoreConsent && !hasConsent()) return undefined
      // Even naming localStorage throws where a browser refuses it.
      const storage = customStorage === undefined && !isServer ? localStorage : customStorage
      return storage ? action(storage) : undefined
    } catch {
      return undefined
    }
  }
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
    get: (key) =>
      withStorage(key, (storage) => {
        const { expiresAt, value } = JSON.parse(storage.getItem(key) ?? '') as Entry
        return Date.now() < expiresAt ? value : undefined
      }),
    set(key, value, lifetime) {
      const entry: Entry | undefined = value ? { expiresAt: Date.now() + lifetime * 1000, value } : undefined
      const isWritten = withStorage(key, (storage) => {
        if (!entry) return false
        storage.setItem(key, JSON.stringify(entry))
        indexKey(storage, key, true)
        return true
      })
      // A full storage refuses the new value. The old one is removed, because it is no longer true.
      if (!isWritten) remove(key)
      return isWritten === true
    },
    clear(prefix) {
      for (const key of [...keys, ...list(prefix, true)]) remove(key, true)
      if (customStorage === undefined) deleteIndexedDbStore(prefix)
    },
    broadcast(key, message) {
      withStorage(key, (storage) => storage.setItem(key, message), true)
      remove(key, true)
    },
  }
}
