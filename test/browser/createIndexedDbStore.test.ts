import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createIndexedDbStore } from '../../src/browser/createIndexedDbStore.js'
import { installIndexedDb } from '../support/indexedDb.js'

/** How long the store waits for a result, in milliseconds. */
const giveUp = 1000

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
    installIndexedDb()
    const store = createStore()
    await store.set('a', 1)
    expect([await store.keys(), await store.get('a')]).toEqual([['a'], 1])
    await store.remove('a')
    expect(await store.keys()).toEqual([])
  })

  test.each([true, false])('behavior: the store reopens a connection that the browser closed (event: %s)', async (isEventSent) => {
    const { values, closeAll } = installIndexedDb()
    const store = createStore()
    await store.set('a', 1)
    closeAll(isEventSent)
    await store.set('b', 2)
    expect([...values]).toEqual([['b', 2]])
  })

  test('behavior: a connection is closed after a second without use, and opened for the next use', async () => {
    const { values, state, connections } = installIndexedDb()
    const store = createStore()
    await store.set('a', 1)
    await vi.advanceTimersByTimeAsync(giveUp / 2)
    await store.set('b', 2)
    await vi.advanceTimersByTimeAsync(giveUp / 2)
    expect([state.opens, connections.size]).toEqual([1, 1])
    await vi.advanceTimersByTimeAsync(giveUp / 2)
    expect(connections.size).toBe(0)
    await store.set('c', 3)
    expect([state.opens, connections.size, values.size]).toEqual([2, 1, 3])
  })

  test('behavior: the store opens the database again after a failure', async () => {
    const { values } = installIndexedDb()
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
    const { state } = installIndexedDb()
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
    const { state, closeAll } = installIndexedDb()
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
