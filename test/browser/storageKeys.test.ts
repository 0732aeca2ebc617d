import { afterEach, describe, expect, test } from 'vitest'
import { createKeep } from '../../src/browser/createKeep.js'
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
    createKeep().write('ours:1', 1, 60)
    expect(createKeep().keys('ours:')).toEqual(['ours:1'])
  })

  test('behavior: an item named "keys" or "key" does not hide the others', () => {
    localStorage.setItem('keys', '1')
    localStorage.setItem('key', '1')
    createKeep().write('ours:1', 1, 60)
    expect(createKeep().keys('ours:')).toEqual(['ours:1'])
  })

  test('behavior: a storage that lists its keys is asked for them', () => {
    const { items, storage } = createMapStorage()
    const listed = { ...storage, keys: () => [...items.keys()] }
    createKeep(listed).write('ours:1', 1, 60)
    expect(createKeep(listed).keys('ours:')).toEqual(['ours:1'])
    expect([...items.keys()]).toEqual(['ours:1'])
  })

  test('behavior: a storage without keys has them listed in an item of its own, as long as there are any', () => {
    const { items, storage } = createMapStorage()
    const [one, other] = [createKeep(storage), createKeep(storage)]
    one.write('ours:1', 1, 60)
    other.write('ours:2', 2, 60)
    expect(createKeep(storage).keys('ours:')).toEqual(['ours:1', 'ours:2'])
    one.remove('ours:1')
    one.remove('ours:2')
    expect([...items]).toEqual([])
  })

  test('behavior: a page that wrote at the same moment is listed again with its next write', () => {
    const { items, storage } = createMapStorage()
    const keep = createKeep(storage)
    keep.write('ours:1', 1, 60)
    items.set('react-engagement:keys', '["ours:2"]')
    keep.write('ours:1', 1, 60)
    expect(keep.keys('ours:').sort()).toEqual(['ours:1', 'ours:2'])
  })

  test.each(['rubbish', '{"a":1}', 'null'])('behavior: an index of %s lists nothing, and is replaced', (rubbish) => {
    const { items, storage } = createMapStorage()
    items.set('react-engagement:keys', rubbish)
    const keep = createKeep(storage)
    expect(keep.keys('ours:')).toEqual([])
    keep.write('ours:1', 1, 60)
    expect(createKeep(storage).keys('ours:')).toEqual(['ours:1'])
  })

  test('behavior: clear removes what other pages wrote, and the index with it', () => {
    const { items, storage } = createMapStorage()
    createKeep(storage).write('ours:1', 1, 60)
    createKeep(storage).clear('ours:')
    expect([...items]).toEqual([])
  })

  test('behavior: no key is listed before consent', () => {
    createKeep().write('ours:1', 1, 60)
    expect(createKeep(undefined, () => false).keys('ours:')).toEqual([])
  })
})
