import type { EngagementStorage } from './engagementStorage.js'

/** The item that lists the library's keys, for a storage that cannot list its own keys. */
const indexName = 'react-engagement:keys'

/** Returns the keys of a storage. If the storage cannot list its own keys, returns the library's keys. */
export function listKeys(storage: EngagementStorage): readonly string[] {
  if (isStorage(storage)) return Array.from({ length: storage.length }, (_, index) => String(storage.key(index)))
  return storage.keys?.() ?? readIndex(storage)
}

/** Adds a key to the index, or removes the key. Two pages that write at the same time may lose a key, until the next write of that key. */
export function indexKey(storage: EngagementStorage, key: string, isPresent: boolean): void {
  if (isStorage(storage) || storage.keys) return
  const keys = new Set(readIndex(storage))
  if (keys.has(key) === isPresent) return
  if (isPresent) keys.add(key)
  else keys.delete(key)
  if (keys.size > 0) storage.setItem(indexName, JSON.stringify([...keys]))
  else storage.removeItem(indexName)
}

/** Callers test this before they read `storage.keys`, because an item of a `Storage` may be named `keys`. */
function isStorage(storage: EngagementStorage): storage is Storage {
  return 'length' in storage && 'key' in storage
}

function readIndex(storage: EngagementStorage): string[] {
  try {
    return [JSON.parse(storage.getItem(indexName) ?? '[]')].flat().map(String)
  } catch {
    return []
  }
}
