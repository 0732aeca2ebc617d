import type { Batch } from './createImpressionQueue.js'
import { maxBatchSize } from './outboxLimits.js'

/** Shares the browser's quota of `keepalive` bodies among the batches that are sent at the same time. */
export type KeepaliveQuota = {
  /** Returns false if the quota has no room for the batch. The batch then goes without `keepalive`. */
  acquire: (batch: Batch) => boolean
  release: (batch: Batch) => void
}

export function createKeepaliveQuota(): KeepaliveQuota {
  /** The batches with `keepalive` whose requests have not ended, also those that a leaving page counts as sent. */
  const holders = new Set<Batch>()

  return {
    acquire(batch) {
      const active = [...holders].filter(({ controller }) => !controller.signal.aborted)
      const total = active.reduce((sum, { size }) => sum + size, batch.size)
      if (total > maxBatchSize) return false
      holders.add(batch)
      return true
    },
    release(batch) {
      holders.delete(batch)
    },
  }
}
