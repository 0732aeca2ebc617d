import type { ClientStorage } from '../browser/createClientStorage.js'
import { deleteIndexedDbStore } from '../browser/createIndexedDbStore.js'

/** Removes the data that builds before version 2 of the stored data wrote. Nothing reads the data, because no such build was released. */
export function removeOldData(storage: ClientStorage, key: string): void {
  const oldKeys = storage.keys('react-engagement:1:')
  for (const oldKey of oldKeys) storage.remove(oldKey)
  if (oldKeys.length > 0) deleteIndexedDbStore(key.replace('react-engagement:2:', 'react-engagement:1:'))
}
