import { sleep } from './sleep.js'

/** A second copy of values that must survive a kill of the browser. Never throws: without IndexedDB, nothing is stored. */
export type IndexedDbStore = {
  /** Resolves with the names of all values, or with none after one second. */
  keys: () => Promise<unknown[]>
  /** Resolves with the value, or with undefined after one second. */
  get: (name: string) => Promise<unknown>
  /** Resolves once the value is written, or once the write has failed. */
  set: (name: string, value: unknown) => Promise<void>
  /** Resolves once the value is removed, or once the removal has failed. */
  remove: (name: string) => Promise<void>
}

/** An IndexedDB that gives no result for one second counts as missing. */
const withTimeout = (operation: Promise<unknown>) => Promise.race([operation, sleep(1000)])

/**
 * IndexedDB writes to disk within milliseconds. Chromium writes localStorage to disk about once a minute, so a killed browser loses the latest
 * values (measured: bench:delivery kills).
 * @param hasConsent Returns true if the visitor has given consent. Until then, no database is opened.
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
      // The transaction is committed explicitly, because a closing page may not run another task.
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
      if (hasConsent()) await withTimeout(withStore((store) => store.put(value, name)))
    },
    async remove(name) {
      if (hasConsent()) await withTimeout(withStore((store) => store.delete(name)))
    },
  }
}

/** Deletes the database of that name, for all tabs. */
export function deleteIndexedDbStore(key: string): void {
  try {
    indexedDB.deleteDatabase(key)
  } catch {}
}
