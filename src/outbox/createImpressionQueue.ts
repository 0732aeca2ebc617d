import { maxQueueSize } from './outboxLimits.js'
import { isExpired, type QueuedImpression, toQueuedImpression } from './queuedImpression.js'
import type { ReportedImpression } from './reportedImpression.js'

/** The impressions of one request. A request carries the impressions of one page view. */
export type Batch = {
  readonly items: readonly [QueuedImpression, ...QueuedImpression[]]
  /** Aborts the batch's request. */
  readonly controller: AbortController
  /** `waiting` before an attempt, `inFlight` during one. The queue no longer holds a `settled` batch. */
  state: 'waiting' | 'inFlight' | 'settled'
}

/** The unsent impressions of a page, as data: the queue has no timers and sends nothing. */
export type ImpressionQueue = {
  /** All impressions: those of the batches first, then those that wait. */
  all: () => QueuedImpression[]
  /** The batches that are being sent, the oldest first. */
  batches: ReadonlySet<Batch>
  push: (impression: ReportedImpression) => void
  /** Removes and returns the oldest waiting impressions if the queue is too long. */
  dropOverflow: () => QueuedImpression[]
  /** Removes and returns the waiting impressions that expired. */
  dropExpired: () => QueuedImpression[]
  /** Makes a batch of the first waiting impressions. Returns undefined if none waits. */
  takeBatch: () => Batch | undefined
  /** Removes a batch that was sent or dropped. Returns false if the queue does not hold the batch any more. */
  settle: (batch: Batch) => boolean
  /** Aborts the batches without an attempt in flight. Their impressions wait again, before all others. */
  requeueUnsent: () => void
  /** Inserts another page's impressions before the waiting ones, but after earlier ones of the same page view. Ignores anything else. */
  insertRecovered: (stored: unknown[]) => void
  /** Aborts all batches and removes all impressions. Returns them. */
  clear: () => QueuedImpression[]
}

export function createImpressionQueue(): ImpressionQueue {
  let waiting: QueuedImpression[] = []
  const batches = new Set<Batch>()

  const all = () => [...[...batches].flatMap(({ items }) => items), ...waiting]

  function settle(batch: Batch): boolean {
    batch.state = 'settled'
    return batches.delete(batch)
  }

  function requeue(unsent: Batch[]): void {
    for (const batch of unsent) {
      settle(batch)
      batch.controller.abort()
    }
    waiting.unshift(...unsent.flatMap(({ items }) => items))
  }

  return {
    all,
    batches,
    push(impression) {
      waiting.push({ ...impression, enqueuedAt: Date.now(), attempts: 0 })
    },
    dropOverflow() {
      return waiting.splice(0, Math.max(all().length - maxQueueSize, 0))
    },
    dropExpired() {
      const expired = waiting.filter(isExpired)
      waiting = waiting.filter((item) => !isExpired(item))
      return expired
    },
    takeBatch() {
      const [first] = waiting
      if (!first) return undefined
      const end = waiting.findIndex(({ offer }) => offer.pageId !== first.offer.pageId)
      const [, ...others] = waiting.splice(0, end === -1 ? waiting.length : end)
      const batch: Batch = { items: [first, ...others], controller: new AbortController(), state: 'waiting' }
      batches.add(batch)
      return batch
    },
    settle,
    requeueUnsent() {
      requeue([...batches].filter(({ state }) => state === 'waiting'))
    },
    insertRecovered(stored) {
      const items = stored.flatMap((item) => toQueuedImpression(item) ?? [])
      const [first] = items
      const isEarlier = ({ offer, enqueuedAt }: QueuedImpression) => offer.pageId === first?.offer.pageId && enqueuedAt < first.enqueuedAt
      waiting.splice(waiting.findLastIndex(isEarlier) + 1, 0, ...items)
    },
    clear() {
      const items = all()
      requeue([...batches])
      waiting = []
      return items
    },
  }
}
