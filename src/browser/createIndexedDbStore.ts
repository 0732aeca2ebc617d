import { isPrerendering } from './page.js'
import { sleep } from './sleep.js'

/** A second copy of values that must survive a kill of the browser. Never throws: without IndexedDB, nothing is stored. */
export type IndexedDbStore = {
  /** Resolves with the names of all values, or with none if IndexedDB hangs. */
  keys: () => Promise<unknown[]>
  /** Resolves with the value, or with undefined if IndexedDB hangs. */
  get: (name: string) => Promise<unknown>
  /** Resolves once the value is written, or once the write has failed or hangs. */
  set: (name: string, value: unknown) => Promise<void>
  /** Resolves once the value is removed, or once the removal has failed or hangs. */
  remove: (name: string) => Promise<void>
}

/**
 * How long an operation may take before IndexedDB counts as hanging, in milliseconds. Without an operation for so long, the connection is closed, because
 * an open connection holds its client in memory.
 */
const timeout = 1000

/**
 * IndexedDB writes to disk within milliseconds. Chromium writes localStorage to disk about once a minute, so a killed browser loses the latest
 * values (measured: bench:delivery kills).
 * @param hasConsent Returns true if the visitor has given consent. Until then, and on a prerendered page, no database is opened.
 */
export function createIndexedDbStore(key: string, hasConsent: () => boolean): IndexedDbStore {
  let opened: Promise<IDBDatabase> | undefined
  /** The number of operations that began within the timeout. */
  let recentOperations = 0
  /** While IndexedDB hangs, no operation is waited for. Any result ends this state. */
  let isHanging = false

  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(key)
      request.onupgradeneeded = () => request.result.createObjectStore(key)
      request.onsuccess = () => {
        const database = request.result
        database.onclose = () => {
          opened = undefined
        }
        database.onversionchange = () => {
          opened = undefined
          database.close()
        }
        resolve(database)
      }
      request.onerror = reject
    })

  /** Opens the database again if the browser has closed the connection, as "clear site data" does. */
  async function startTransaction(): Promise<IDBTransaction> {
    const start = async () => {
      opened ??= open()
      return (await opened).transaction(key, 'readwrite', { durability: 'relaxed' })
    }
    return start().catch(() => {
      opened = undefined
      return start()
    })
  }

  async function withStore(action: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    try {
      const transaction = await startTransaction()
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

  async function run(action: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    if (!hasConsent() || isPrerendering()) return undefined
    let isSettled = false
    const result = withStore(action).then((value) => {
      isSettled = true
      isHanging = false
      return value
    })
    recentOperations++
    const timedOut = sleep(timeout).then(() => {
      recentOperations--
      if (recentOperations === 0) closeConnection()
      return isSettled
    })
    if (isHanging) return undefined
    const givenUp = timedOut.then((isSettled) => {
      isHanging ||= !isSettled
    })
    return Promise.race([result, givenUp])
  }

  /** Transactions that still run end before the connection does. */
  function closeConnection(): void {
    opened?.then((database) => database.close()).catch(() => {})
    opened = undefined
  }

  return {
    async keys() {
      const keys = await run((store) => store.getAllKeys())
      return Array.isArray(keys) ? keys : []
    },
    get: (name) => run((store) => store.get(name)),
    async set(name, value) {
      await run((store) => store.put(value, name))
    },
    async remove(name) {
      await run((store) => store.delete(name))
    },
  }
}

/** Deletes the database of that name, for all tabs. */
export function deleteIndexedDbStore(key: string): void {
  try {
    indexedDB.deleteDatabase(key)
  } catch {}
}
