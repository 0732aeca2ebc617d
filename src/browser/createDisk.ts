import { pause } from './pause.js'

/** A second copy of what must outlive the browser itself. Never throws: where there is no IndexedDB, nothing is kept. */
export type Disk = {
  /** The names of all values. */
  list: () => Promise<unknown[]>
  read: (name: string) => Promise<unknown>
  /** Settles once the value is written, or cannot be. */
  write: (name: string, value: unknown) => Promise<void>
  /** Settles once the value is removed, or cannot be. */
  remove: (name: string) => Promise<void>
}

/** A browser whose IndexedDB hangs has none. */
const inTime = (answer: Promise<unknown>) => Promise.race([answer, pause(1000)])

/**
 * IndexedDB is on the disk within milliseconds. Chromium may leave what is written to localStorage in memory for a minute: a browser that is
 * killed loses it.
 * @param isAllowed Whether the visitor agreed: until then nothing is opened.
 */
export function createDisk(key: string, isAllowed: () => boolean): Disk {
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

  async function use(action: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
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
    async list() {
      if (!isAllowed()) return []
      const keys = await inTime(use((store) => store.getAllKeys()))
      return Array.isArray(keys) ? keys : []
    },
    async read(name) {
      return isAllowed() ? inTime(use((store) => store.get(name))) : undefined
    },
    async write(name, value) {
      if (isAllowed()) await use((store) => store.put(value, name))
    },
    async remove(name) {
      if (isAllowed()) await use((store) => store.delete(name))
    },
  }
}

/** Erases it, in all tabs. */
export function deleteDisk(key: string): void {
  try {
    indexedDB.deleteDatabase(key)
  } catch {}
}
