import { deleteDisk } from '../browser/createDisk.js'
import type { Keep } from '../browser/createKeep.js'

/** Removes what builds before version 2 of the stored data left. Nothing reads it, because none of them was released. */
export function removeOldData(keep: Keep, key: string): void {
  const oldKeys = keep.keys('react-engagement:1:')
  for (const oldKey of oldKeys) keep.remove(oldKey)
  if (oldKeys.length > 0) deleteDisk(key.replace('react-engagement:2:', 'react-engagement:1:'))
}
