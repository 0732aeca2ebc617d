import { afterEach, describe, expect, test } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import type { EngagementStorage } from '../../src/browser/engagementStorage.js'

/** A storage without `keys`, and what it holds. */
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

describe('keys', () => {
  test('default: localStorage lists the keys of every page', () => {
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

  test('behavior: a storage that lists its keys is asked for them', () => {
    const { items, storage } = createMapStorage()
    const listed = { ...storage, keys: () => [...items.keys()] }
    createClientStorage(listed).set('ours:1', 1, 60)
    expect(createClientStorage(listed).keys('ours:')).toEqual(['ours:1'])
    expect([...items.keys()]).toEqual(['ours:1'])
  })

  test('behavior: a storage without keys has them listed in an item of its own, as long as there are any', () => {
    const { items, storage } = createMapStorage()
    const [one, other] = [createClientStorage(storage), createClientStorage(storage)]
    one.set('ours:1', 1, 60)
    other.set('ours:2', 2, 60)
    expect(createClientStorage(storage).keys('ours:')).toEqual(['ours:1', 'ours:2'])
    one.remove('ours:1')
    one.remove('ours:2')
    expect([...items]).toEqual([])
  })

  test('behavior: a page that wrote at the same moment is listed again with its next write', () => {
    const { items, storage } = createMapStorage()
    const keep = createClientStorage(storage)
    keep.set('ours:1', 1, 60)
    items.set('react-engagement:keys', '["ours:2"]')
    keep.set('ours:1', 1, 60)
    expect(keep.keys('ours:').sort()).toEqual(['ours:1', 'ours:2'])
  })

  test.each(['rubbish', '{"a":1}', 'null'])('behavior: an index of %s lists nothing, and is replaced', (rubbish) => {
    const { items, storage } = createMapStorage()
    items.set('react-engagement:keys', rubbish)
    const keep = createClientStorage(storage)
    expect(keep.keys('ours:')).toEqual([])
    keep.set('ours:1', 1, 60)
    expect(createClientStorage(storage).keys('ours:')).toEqual(['ours:1'])
  })

  test('behavior: clear removes what other pages wrote, and the index with it', () => {
    const { items, storage } = createMapStorage()
    createClientStorage(storage).set('ours:1', 1, 60)
    createClientStorage(storage).clear('ours:')
    expect([...items]).toEqual([])
  })

  test('behavior: no key is listed before consent', () => {
    createClientStorage().set('ours:1', 1, 60)
    expect(createClientStorage(undefined, () => false).keys('ours:')).toEqual([])
  })
})
