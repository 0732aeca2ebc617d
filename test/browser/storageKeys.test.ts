import { afterEach, describe, expect, test } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import type { EngagementStorage } from '../../src/browser/engagementStorage.js'

/** A storage without `keys`, and its items. */
function createMapStorage() {
  const items = new Map<string, string>()
  const storage: EngagementStorage = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
  return { items, storage }
}

afterEach(() => localStorage.clear())

describe('ClientStorage.keys', () => {
  test('default: the keys of every page in localStorage are listed', () => {
    localStorage.setItem('site', '1')
    createClientStorage().set('ours:1', 1, 60)
    expect(createClientStorage().keys('ours:')).toEqual(['ours:1'])
  })

  test('behavior: an item named "keys" or "key" does not hide the others', () => {
    localStorage.setItem('keys', '1')
    localStorage.setItem('key', '1')
    createClientStorage().set('ours:1', 1, 60)
    expect(createClientStorage().keys('ours:')).toEqual(['ours:1'])
  })

  test('behavior: the keys of a storage that lists them come from its own list', () => {
    const { items, storage } = createMapStorage()
    const listed = { ...storage, keys: () => [...items.keys()] }
    createClientStorage(listed).set('ours:1', 1, 60)
    expect(createClientStorage(listed).keys('ours:')).toEqual(['ours:1'])
    expect([...items.keys()]).toEqual(['ours:1'])
  })

  test('behavior: a storage without a list gets an item with the list, as long as there are keys', () => {
    const { items, storage } = createMapStorage()
    const [one, other] = [createClientStorage(storage), createClientStorage(storage)]
    one.set('ours:1', 1, 60)
    other.set('ours:2', 2, 60)
    expect(createClientStorage(storage).keys('ours:')).toEqual(['ours:1', 'ours:2'])
    one.remove('ours:1')
    one.remove('ours:2')
    expect([...items]).toEqual([])
  })

  test('behavior: a key that a simultaneous write removed from the list returns with the next write', () => {
    const { items, storage } = createMapStorage()
    const clientStorage = createClientStorage(storage)
    clientStorage.set('ours:1', 1, 60)
    items.set('react-engagement:keys', '["ours:2"]')
    clientStorage.set('ours:1', 1, 60)
    expect(clientStorage.keys('ours:').sort()).toEqual(['ours:1', 'ours:2'])
  })

  test.each(['rubbish', '{"a":1}', 'null'])('behavior: a list that is %s has no keys, and is replaced', (unreadable) => {
    const { items, storage } = createMapStorage()
    items.set('react-engagement:keys', unreadable)
    const clientStorage = createClientStorage(storage)
    expect(clientStorage.keys('ours:')).toEqual([])
    clientStorage.set('ours:1', 1, 60)
    expect(createClientStorage(storage).keys('ours:')).toEqual(['ours:1'])
  })

  test('behavior: clear removes the items of other pages, and the list of keys', () => {
    const { items, storage } = createMapStorage()
    createClientStorage(storage).set('ours:1', 1, 60)
    createClientStorage(storage).clear('our')
    expect([...items.keys()]).toContain('ours:1')
    createClientStorage(storage).clear('ours')
    expect([...items]).toEqual([])
  })

  test('behavior: no key is listed before consent', () => {
    createClientStorage().set('ours:1', 1, 60)
    expect(createClientStorage(undefined, () => false).keys('ours:')).toEqual([])
  })
})
