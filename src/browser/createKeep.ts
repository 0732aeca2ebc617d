import { deleteDisk } from './createDisk.js'
import type { EngagementStorage } from './engagementStorage.js'
import { isServer } from './isServer.js'
import { indexKey, listKeys } from './storageKeys.js'

/** Values in a storage, for a while. Never throws: a storage that is refused, full or absent, and rubbish in it, remember nothing. */
export type Keep = {
  read: (key: string) => unknown
  /** Whether it was written. Without a value: removes what is there. */
  write: (key: string, value: unknown, seconds: number) => boolean
  remove: (key: string) => void
  /** The keys that begin with the prefix, whichever page wrote them. */
  keys: (prefix: string) => string[]
  /** Removes all that was ever read or written here, or begins with the prefix, also while the visitor has not agreed; and the copy on the disk. */
  clear: (prefix: string) => void
  /** Tells the other tabs that share the storage, by a `storage` event, and leaves nothing behind. */
  tell: (key: string, word: string) => void
}

/** In milliseconds since the epoch. */
type Entry = { until: number; value: unknown }

/** @param isAllowed Whether the visitor agreed: until then the storage is not touched. */
export function createKeep(given?: EngagementStorage | null, isAllowed: () => boolean = () => true): Keep {
  const keys = new Set<string>()
  const use = <type>(key: string, action: (storage: EngagementStorage) => type, isForced?: boolean): type | undefined => {
    keys.add(key)
    try {
      if (!isForced && !isAllowed()) return undefined
      // Even naming localStorage throws where a browser refuses it.
      const storage = given === undefined && !isServer ? localStorage : given
      return storage ? action(storage) : undefined
    } catch {
      return undefined
    }
  }
  const remove = (key: string, isForced = false) => {
    use(
      key,
      (storage) => {
        storage.removeItem(key)
        indexKey(storage, key, false)
      },
      isForced,
    )
  }
  const list = (prefix: string, isForced?: boolean) =>
    use(prefix, (storage) => listKeys(storage).filter((key) => key.startsWith(prefix)), isForced) ?? []

  return {
    remove: (key) => remove(key),
    keys: (prefix) => list(prefix),
    read: (key) =>
      use(key, (storage) => {
        const { until, value } = JSON.parse(storage.getItem(key) ?? '') as Entry
        return Date.now() < until ? value : undefined
      }),
    write(key, value, seconds) {
      const entry: Entry | undefined = value ? { until: Date.now() + seconds * 1000, value } : undefined
      const isWritten = use(key, (storage) => {
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
      if (given === undefined) deleteDisk(prefix)
    },
    tell(key, word) {
      use(key, (storage) => storage.setItem(key, word), true)
      remove(key, true)
    },
  }
}
