import { sleep } from './sleep.js'

/** A second copy of what must outlive the browser itself. Never throws: where there is no IndexedDB, nothing is kept. */
export type IndexedDbStore = {
  /** The names of all values. */
  keys: () => Promise<unknown[]>
  get: (name: string) => Promise<unknown>
  /** Settles once the value is written, or cannot be. */
  set: (name: string, value: unknown) => Promise<void>
  /** Settles once the value is removed, or cannot be. */
  remove: (name: string) => Promise<void>
}

/** A browser whose IndexedDB hangs has none. */
const withTimeout = (operation: Promise<unknown>) => Promise.race([operation, sleep(1000)])

/**
 * IndexedDB is on the disk within milliseconds. Chromium may leave what is written to localStorage in memory for a minute: a browser that is
 * killed loses it.
 * @param hasConsent Whether the visitor agreed: until then nothing is opened.
 */
export function createIndexedDbStore(key: string, hasConsent: () => boolean): IndexedDbStore {
  let opened: Promise<IDBDatabase> | undefined

  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(key)
      request.onupgradeneeded = () => request.result.createObjectStore(key)
      request.onsuccess = () => {
        const database = request.result
        database.onversionchange = () => {
          opened = undefined
          database.close()
        }
        resolve(database)
      }
      request.onerror = reject
    })

  async function withStore(action: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    try {
      opened ??= open()
      const transaction = (await opened).transaction(key, 'readwrite', { durability: 'relaxed' })
      const request = action(transaction.objectStore(key))
      // Now: a page that is left is not heard of again.
      transaction.commit()
      return await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = reject
      })
    } catch {
      return undefined
    }
  }

  return {
    async keys() {
      if (!hasConsent()) return []
      const keys = await withTimeout(withStore((store) => store.getAllKeys()))
      return Array.isArray(keys) ? keys : []
    },
    async get(name) {
      return hasConsent() ? withTimeout(withStore((store) => store.get(name))) : undefined
    },
    async set(name, value) {
      if (hasConsent()) await withStore((store) => store.put(value, name))
    },
    async remove(name) {
      if (hasConsent()) await withStore((store) => store.delete(name))
    },
  }
}

/** Erases it, in all tabs. */
export function deleteIndexedDbStore(key: string): void {
  try {
    indexedDB.deleteDatabase(key)
  } catch {}
}
