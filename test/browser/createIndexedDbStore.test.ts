import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createIndexedDbStore } from '../../src/browser/createIndexedDbStore.js'

/** How long the store waits for a result, in milliseconds. */
const giveUp = 1000

type FakeRequest = { result?: unknown; error?: unknown; onsuccess?: () => void; onerror?: () => void }

/** The part of IndexedDB that the store uses, in memory. While it `isHanging`, no request gets a result. */
function installDatabase() {
  const values = new Map<unknown, unknown>()
  const databases: { isClosed: boolean; onclose?: () => void }[] = []
  const state = { isHanging: false, opens: 0 }
  const succeed = (request: FakeRequest, result: unknown) => {
    if (!state.isHanging) queueMicrotask(() => request.onsuccess?.())
    return Object.assign(request, { result })
  }
  const store = {
    getAllKeys: () => succeed({}, [...values.keys()]),
    get: (name: unknown) => succeed({}, values.get(name)),
    put: (value: unknown, name: unknown) => succeed({}, values.set(name, value)),
    delete: (name: unknown) => succeed({}, values.delete(name)),
  }
  const open = () => {
    state.opens++
    const database = {
      isClosed: false,
      transaction() {
        if (database.isClosed) throw new DOMException('The database connection is closing.', 'InvalidStateError')
        return { objectStore: () => store, commit() {} }
      },
    }
    databases.push(database)
    return succeed({}, database)
  }
  vi.stubGlobal('indexedDB', { open })
  /** Closes the connections as "clear site data" does. */
  const closeAll = (isEventSent: boolean) => {
    values.clear()
    for (const database of databases.splice(0)) {
      database.isClosed = true
      if (isEventSent) database.onclose?.()
    }
  }
  return { values, state, closeAll }
}

const createStore = () => createIndexedDbStore('database', () => true)

describe('createIndexedDbStore', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  test('default: a value is stored, listed and removed', async () => {
    installDatabase()
    const store = createStore()
    await store.set('a', 1)
    expect([await store.keys(), await store.get('a')]).toEqual([['a'], 1])
    await store.remove('a')
    expect(await store.keys()).toEqual([])
  })

  test.each([true, false])('behavior: the store reopens a connection that the browser closed (event: %s)', async (isEventSent) => {
    const { values, closeAll } = installDatabase()
    const store = createStore()
    await store.set('a', 1)
    closeAll(isEventSent)
    await store.set('b', 2)
    expect([...values]).toEqual([['b', 2]])
  })

  test('behavior: the store opens the database again after a failure', async () => {
    const { values } = installDatabase()
    const { indexedDB } = globalThis
    const failing = { onerror: undefined as (() => void) | undefined }
    const open = () => {
      queueMicrotask(() => failing.onerror?.())
      return failing
    }
    vi.stubGlobal('indexedDB', { open })
    const store = createStore()
    await store.set('a', 1)
    vi.stubGlobal('indexedDB', indexedDB)
    await store.set('b', 2)
    expect([...values]).toEqual([['b', 2]])
  })

  test('behavior: an IndexedDB that hangs delays all operations together by one give-up', async () => {
    const { state } = installDatabase()
    state.isHanging = true
    const store = createStore()
    const start = Date.now()
    const done = (async () => {
      await store.keys()
      for (const name of ['a', 'b', 'c']) {
        await store.get(name)
        await store.remove(name)
      }
      return Date.now() - start
    })()
    await vi.advanceTimersByTimeAsync(10 * giveUp)
    expect(await done).toBe(giveUp)
  })

  test('behavior: an IndexedDB that hung is used again once it gives a result', async () => {
    const { state, closeAll } = installDatabase()
    const store = createStore()
    await store.set('a', 1)
    state.isHanging = true
    const hung = store.get('a')
    await vi.advanceTimersByTimeAsync(giveUp)
    expect(await hung).toBeUndefined()
    state.isHanging = false
    await store.set('a', 2)
    await vi.advanceTimersByTimeAsync(0)
    expect(await store.get('a')).toBe(2)
    closeAll(true)
  })

  test.each(['keys', 'get', 'set', 'remove'] as const)('behavior: %s settles within a second if IndexedDB hangs', async (method) => {
    vi.stubGlobal('indexedDB', { open: () => ({}) })
    const settled = vi.fn()
    void createStore()[method]('name', 1).then(settled)
    await vi.advanceTimersByTimeAsync(giveUp - 1)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(settled).toHaveBeenCalled()
  })
})
