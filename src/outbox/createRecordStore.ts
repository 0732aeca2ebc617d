import type { ClientStorage } from '../browser/createClientStorage.js'
import type { IndexedDbStore } from '../browser/createIndexedDbStore.js'
import { readFields, toNumber } from '../http/readers.js'

/** The unsent impressions of one page. */
export type OutboxRecord = {
  items: unknown[]
  /** In milliseconds since the epoch. The copy that was saved later counts. */
  savedAt: number
  /** Whether its page held the record's lock when the page saved it. */
  isLocked: boolean
}

/**
 * Stores records twice. `localStorage` is written at once, but a browser that is killed loses its latest writes. IndexedDB survives the kill, but a
 * closing page may not finish writing to it.
 */
export type RecordStore = {
  /** The names of all records, also those of other pages. */
  list: () => Promise<string[]>
  /** The copy that was saved later; an empty record if there is none. */
  read: (name: string) => Promise<OutboxRecord>
  /** The copy in the storage alone; an empty record if there is none. */
  readStored: (name: string) => OutboxRecord
  /** Returns whether the storage has the record now. IndexedDB follows. */
  write: (name: string, record: OutboxRecord) => boolean
  /**
   * Removes a record. Resolves once no page sees the record in IndexedDB any more.
   * @param savedAt When the record was saved that is removed.
   */
  remove: (name: string, savedAt: number) => Promise<void>
}

/** In seconds: longer than an impression may wait, so that some page can report that it expired. */
const recordLifetime = 24 * 60 * 60

const fields = { items: (items: unknown) => (Array.isArray(items) ? items : undefined), savedAt: toNumber, isLocked: Boolean }

const toRecord = (stored: unknown): OutboxRecord => ({ items: [], savedAt: 0, isLocked: false, ...readFields(stored, fields) })

/**
 * @param indexedDbStore Undefined where the site gives a storage of its own: records are then in that storage alone.
 * @param prefix The names of records begin with it.
 */
export function createRecordStore(storage: ClientStorage, indexedDbStore: IndexedDbStore | undefined, prefix: string): RecordStore {
  const isName = (key: unknown) => typeof key === 'string' && key.startsWith(prefix) && !key.slice(prefix.length).includes(':')

  const readStored = (name: string) => toRecord(storage.get(name))

  function write(name: string, record: OutboxRecord): boolean {
    return storage.set(name, record, recordLifetime)
  }

  return {
    async list() {
      const keys = [...storage.keys(prefix), ...((await indexedDbStore?.keys()) ?? [])]
      return [...new Set(keys as string[])].filter(isName)
    },
    async read(name) {
      const [stored, inIndexedDb] = [readStored(name), toRecord(await indexedDbStore?.get(name))]
      return inIndexedDb.savedAt > stored.savedAt ? inIndexedDb : stored
    },
    readStored,
    write(name, record) {
      void indexedDbStore?.set(name, record)
      return write(name, record)
    },
    async remove(name, savedAt) {
      if (indexedDbStore) {
        // A closing page may not delete the copy in IndexedDB. The empty record outweighs that copy until it is deleted.
        write(name, toRecord({ savedAt: Math.max(savedAt + 1, Date.now()) }))
        await indexedDbStore.remove(name)
      }
      storage.remove(name)
    },
  }
}
