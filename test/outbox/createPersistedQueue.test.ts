import { describe, expect, test } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import type { IndexedDbStore } from '../../src/browser/createIndexedDbStore.js'
import { createLocks } from '../../src/browser/createLocks.js'
import { createPersistedQueue } from '../../src/outbox/createPersistedQueue.js'

const prefix = 'outbox:'

/** An IndexedDB in memory. While a connection `isFrozen`, its writes wait. The writes of a closing page and of a page in the bfcache wait, too. */
function createDatabase() {
  const values = new Map<string, unknown>()
  const connect = () => {
    const waiting: (() => void)[] = []
    const connection = { isFrozen: false, resume: () => waiting.splice(0).forEach((run) => void run()) }
    const run = (action: () => void) =>
      new Promise<void>((resolve) => {
        const act = () => resolve(action())
        if (connection.isFrozen) waiting.push(act)
        else act()
      })
    const store: IndexedDbStore = {
      keys: async () => [...values.keys()],
      get: async (name) => values.get(name),
      set: (name, value) => run(() => void values.set(name, value)),
      remove: (name) => run(() => void values.delete(name)),
    }
    return Object.assign(connection, { store })
  }
  return { values, connect }
}

/** A page with a connection to the database. All pages share localStorage, and the locks if they are given. */
function openPage(connection: ReturnType<ReturnType<typeof createDatabase>['connect']>, locks = createLocks(createClientStorage(), false)) {
  const queue = createPersistedQueue({ storage: createClientStorage(), indexedDbStore: connection.store, prefix, locks })
  const recovered: unknown[] = []
  const onRecovered = (items: unknown[]) => {
    recovered.push(...items)
    queue.save([...recovered])
  }
  return { ...queue, recovered, onRecovered }
}

const refuse = () => {
  throw new DOMException('The quota is exceeded.', 'QuotaExceededError')
}

const settle = () => new Promise<void>((resolve) => setTimeout(resolve))

describe('createPersistedQueue', () => {
  test('default: a record is in both stores until its impressions are sent', async () => {
    const database = createDatabase()
    const page = openPage(database.connect())
    page.save(['a'])
    expect(page.isStored()).toBe(true)
    await settle()
    expect([...database.values.values()]).toEqual([expect.objectContaining({ items: ['a'], isLocked: true })])
    expect(Object.keys(localStorage)).toEqual([...database.values.keys()])
    page.save([])
    await settle()
    expect([database.values.size, localStorage.length]).toEqual([0, 0])
  })

  test('behavior: a page recovers from IndexedDB what the storage lost in a kill', async () => {
    const database = createDatabase()
    openPage(database.connect()).save(['a'])
    await settle()
    localStorage.clear()
    const next = openPage(database.connect())
    await next.recover(next.onRecovered)
    expect(next.recovered).toEqual(['a'])
  })

  test('behavior: an empty record outweighs a copy in IndexedDB that a closing page could not delete', async () => {
    const database = createDatabase()
    const connection = database.connect()
    const page = openPage(connection)
    page.save(['a'])
    await settle()
    connection.isFrozen = true
    page.save([])
    const next = openPage(database.connect())
    await next.recover(next.onRecovered)
    expect(next.recovered).toEqual([])
    expect([database.values.size, localStorage.length]).toEqual([0, 0])
  })

  test('behavior: a page back from the bfcache recovers nothing that another page recovered, though its own write to IndexedDB waited', async () => {
    const database = createDatabase()
    const connection = database.connect()
    const page = openPage(connection)
    page.save(['a'])
    await settle()
    connection.isFrozen = true
    page.save(['a', 'b'])
    page.suspend()
    const next = openPage(database.connect())
    await next.recover(next.onRecovered)
    next.save([])
    connection.isFrozen = false
    connection.resume()
    await page.resume(page.onRecovered)
    await settle()
    expect([next.recovered, page.recovered]).toEqual([['a', 'b'], []])
    expect([database.values.size, localStorage.length]).toEqual([0, 0])
  })

  test('behavior: a page keeps its lock until IndexedDB has removed the record, or the page may enter the bfcache', async () => {
    const locks = createLocks(createClientStorage(), false)
    const database = createDatabase()
    const connection = database.connect()
    const page = openPage(connection, locks)
    page.save(['a'])
    await settle()
    const [name = ''] = database.values.keys()
    connection.isFrozen = true
    page.save([])
    await settle()
    expect(await locks.acquire(name, true)).toBeUndefined()
    page.suspend()
    expect(await locks.acquire(name, true)).toBeDefined()
  })

  test('behavior: a page back from the bfcache recovers its own record when no other page did', async () => {
    const page = openPage(createDatabase().connect())
    page.save(['a'])
    await settle()
    page.suspend()
    await page.resume(page.onRecovered)
    expect(page.recovered).toEqual(['a'])
  })

  test('behavior: a page whose storage is full leaves no copy to other pages while it is in the bfcache', async () => {
    const database = createDatabase()
    const locks = createLocks(createClientStorage(), false)
    const full = createClientStorage({ getItem: () => null, setItem: refuse, removeItem: () => {} })
    const page = createPersistedQueue({ storage: full, indexedDbStore: database.connect().store, prefix, locks })
    page.save(['a'])
    await settle()
    expect([page.isStored(), database.values.size]).toEqual([false, 1])
    page.suspend()
    await settle()
    expect(database.values.size).toBe(0)
  })
})
