import { bodyOverhead, maxBatchSize, maxQueueSize } from './outboxLimits.js'
import { isExpired, type QueuedImpression, toQueuedImpression } from './queuedImpression.js'
import { isDisplayOf, type ReportedImpression } from './reportedImpression.js'

/** The impressions of one request. A request carries the impressions of one page view, and at most 60 kB. */
export type Batch = {
  readonly items: readonly [QueuedImpression, ...QueuedImpression[]]
  /** The size of the request's body, in bytes. */
  readonly size: number
  /** Aborts the batch's request. */
  readonly controller: AbortController
  /** `waiting` before an attempt, `inFlight` during one. The queue no longer holds a `settled` batch. */
  state: 'waiting' | 'inFlight' | 'settled'
  /** True if the latest attempt began without a network. It probably fails, so its page does not count it as sent. */
  isOffline: boolean
}

/** The unsent impressions of a page, as data: the queue has no timers and sends nothing. */
export type ImpressionQueue = {
  /** All impressions: those of the batches first, then those that wait. */
  all: () => QueuedImpression[]
  /** The batches that are being sent, the oldest first. */
  batches: ReadonlySet<Batch>
  push: (impression: ReportedImpression) => QueuedImpression
  /** Removes and returns impressions, except those in flight. The other impressions of their batches wait again, before all others. */
  take: (isTaken: (item: QueuedImpression) => boolean) => QueuedImpression[]
  /** Removes and returns the oldest waiting impressions if the queue is too long. */
  dropOverflow: () => QueuedImpression[]
  /** Removes and returns the waiting impressions that expired. */
  dropExpired: () => QueuedImpression[]
  /** Removes and returns the waiting impressions that no batch can take. */
  dropTooLarge: () => QueuedImpression[]
  /** Makes a batch of the first waiting impressions. Returns undefined if none waits. */
  takeBatch: () => Batch | undefined
  /** Removes a batch that was sent or dropped. Returns false if the queue does not hold the batch any more. */
  settle: (batch: Batch) => boolean
  /** Resolves when the queue holds no older batch. A hidden page sends all batches at once, and retries them in order. */
  waitUntilFirst: (batch: Batch) => Promise<void>
  /** The impressions of the batch wait again, before all others. With `isAlone`, each gets a batch of its own. */
  requeue: (batch: Batch, isAlone?: boolean) => void
  /** Aborts the batches without an attempt in flight. Their impressions wait again, before all others. */
  requeueUnsent: () => void
  /** Does so only for batches with an impression that was never attempted, and for the display of such an acceptance. */
  requeueUntried: () => void
  /** Inserts another page's impressions before the waiting ones, but after earlier ones of the same page view. Ignores anything else. */
  insertRecovered: (stored: unknown[]) => void
  /** Aborts all batches and removes all impressions. Returns them. */
  clear: () => QueuedImpression[]
}

/** @param toSize Returns the size of an impression in its service's format, in bytes. */
export function createImpressionQueue(toSize: (impression: ReportedImpression) => number): ImpressionQueue {
  let waiting: QueuedImpression[] = []
  const batches = new Set<Batch>()
  /** Run when a batch leaves the queue. */
  let wakes: (() => void)[] = []

  const all = () => [...[...batches].flatMap(({ items }) => items), ...waiting]

  function settle(batch: Batch): boolean {
    // The batch goes first. If Firefox aborts the function in between, the next listener finds no settled batch.
    const isHeld = batches.delete(batch)
    batch.state = 'settled'
    for (const wake of wakes) wake()
    wakes = []
    return isHeld
  }

  function requeue(unsent: Batch[]): void {
    for (const batch of unsent) {
      settle(batch)
      batch.controller.abort()
    }
    waiting.unshift(...unsent.flatMap(({ items }) => items))
  }

  function drop(isDropped: (item: QueuedImpression) => boolean): QueuedImpression[] {
    const dropped = waiting.filter(isDropped)
    waiting = waiting.filter((item) => !dropped.includes(item))
    return dropped
  }

  return {
    all,
    batches,
    push(impression) {
      const item = { ...impression, enqueuedAt: Date.now(), attempts: 0 }
      waiting.push(item)
      return item
    },
    take(isTaken) {
      requeue([...batches].filter(({ state, items }) => state === 'waiting' && items.some(isTaken)))
      return drop(isTaken)
    },
    dropOverflow() {
      return waiting.splice(0, Math.max(all().length - maxQueueSize, 0))
    },
    dropExpired: () => drop(isExpired),
    dropTooLarge: () => drop((item) => toSize(item) > maxBatchSize),
    takeBatch() {
      const [first] = waiting
      if (!first) return undefined
      let size = bodyOverhead + toSize(first)
      let length = 1
      for (const item of waiting.slice(1)) {
        const isAlone = first.isAlone || item.isAlone || item.offer.pageId !== first.offer.pageId
        if (isAlone || size + toSize(item) > maxBatchSize) break
        size += toSize(item)
        length++
      }
      const [, ...others] = waiting.splice(0, length)
      const batch: Batch = { items: [first, ...others], size, controller: new AbortController(), state: 'waiting', isOffline: false }
      batches.add(batch)
      return batch
    },
    settle,
    async waitUntilFirst(batch) {
      const isBehind = () => batches.has(batch) && [...batches][0] !== batch
      while (isBehind()) await new Promise<void>((resolve) => wakes.push(resolve))
    },
    requeue(batch, isAlone) {
      if (isAlone) for (const item of batch.items) item.isAlone = true
      requeue([batch])
    },
    requeueUnsent() {
      requeue([...batches].filter(({ state }) => state === 'waiting'))
    },
    requeueUntried() {
      const unsent = [...batches].filter(({ state }) => state === 'waiting')
      const untried = [...unsent.flatMap(({ items }) => items), ...waiting].filter(({ attempts }) => attempts === 0)
      const isDue = (item: QueuedImpression) => untried.some((other) => other === item || isDisplayOf(item, other))
      requeue(unsent.filter(({ items }) => items.some(isDue)))
    },
    insertRecovered(stored) {
      const items = stored.flatMap((item) => toQueuedImpression(item) ?? [])
      const [first] = items
      const isEarlier = ({ offer, enqueuedAt }: QueuedImpression) => offer.pageId === first?.offer.pageId && enqueuedAt < first.enqueuedAt
      const place = waiting.reduce((place, item, index) => (isEarlier(item) ? index + 1 : place), 0)
      waiting.splice(place, 0, ...items)
    },
    clear() {
      const items = all()
      requeue([...batches])
      waiting = []
      return items
    },
  }
}
