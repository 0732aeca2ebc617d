import type { Batch } from './createImpressionQueue.js'
import { maxBatchSize } from './outboxLimits.js'

/**
 * The batches in flight with `keepalive`, also those that a leaving page counts as sent. All clients of the document share the set, because a browser
 * counts the bodies of the document.
 */
const holders = new Set<Batch>()

/** Shares the browser's quota of `keepalive` bodies among the batches that are in flight at the same time. */
export const keepaliveQuota = {
  /** Returns false if the quota has no room for the batch. The attempt then goes without `keepalive`. */
  acquire(batch: Batch): boolean {
    const active = [...holders].filter(({ controller }) => !controller.signal.aborted)
    const total = active.reduce((sum, { size }) => sum + size, batch.size)
    if (total > maxBatchSize) return false
    holders.add(batch)
    return true
  },
  release(batch: Batch): void {
    holders.delete(batch)
  },
}
