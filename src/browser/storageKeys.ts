import type { EngagementStorage } from './engagementStorage.js'

/** Lists the library's keys in a storage that cannot list its own. */
const indexName = 'react-engagement:keys'

/** The keys of a storage; only the library's keys where the storage cannot list its own. */
export function listKeys(storage: EngagementStorage): readonly string[] {
  if (isStorage(storage)) return Array.from({ length: storage.length }, (_, index) => String(storage.key(index)))
  return storage.keys?.() ?? readIndex(storage)
}

/** Adds a key to the index, or removes it. Two pages that write at once may lose a key: the next write of that key adds it again. */
export function indexKey(storage: EngagementStorage, key: string, isPresent: boolean): void {
  if (isStorage(storage) || storage.keys) return
  const keys = new Set(readIndex(storage))
  if (keys.has(key) === isPresent) return
  if (isPresent) keys.add(key)
  else keys.delete(key)
  if (keys.size > 0) storage.setItem(indexName, JSON.stringify([...keys]))
  else storage.removeItem(indexName)
}

/** Asked first, because an item of a `Storage` may be named `keys`. */
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
