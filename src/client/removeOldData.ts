import type { ClientStorage } from '../browser/createClientStorage.js'
import { deleteIndexedDbStore } from '../browser/createIndexedDbStore.js'

/** Removes what builds before version 2 of the stored data left. Nothing reads it, because none of them was released. */
export function removeOldData(storage: ClientStorage, key: string): void {
  const oldKeys = storage.keys('react-engagement:1:')
  for (const oldKey of oldKeys) storage.remove(oldKey)
  if (oldKeys.length > 0) deleteIndexedDbStore(key.replace('react-engagement:2:', 'react-engagement:1:'))
}
