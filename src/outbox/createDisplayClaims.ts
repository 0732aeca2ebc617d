import type { ClientStorage } from '../browser/createClientStorage.js'
import type { Locks } from '../browser/createLocks.js'
import { addPageListener, createPageListener } from '../browser/page.js'
import { sleep } from '../browser/sleep.js'
import { readFields, toText } from '../http/readers.js'
import type { ImpressionQueue } from './createImpressionQueue.js'
import { createLockScope } from './createLockScope.js'
import { createRecordStore } from './createRecordStore.js'
import { type QueuedImpression, toQueuedImpression } from './queuedImpression.js'
import { isDisplayOf } from './reportedImpression.js'

/**
 * Moves the unsent display of an offer to the tab in which the offer is accepted. That tab then sends both impressions in order.
 *
 *   tab 1  ── display waits for its next attempt ── claim ── stores the display in the record, and forgets it
 *   tab 2  ── acceptance ── locks a new record ── claim          └── takes the record ── sends display and acceptance
 *
 * If tab 2 dies, its lock is free, and the next page recovers the record like any other.
 */
export type DisplayClaims = {
  /**
   * Claims the display of an acceptance, if another page has stored the display. Resolves when this page has the display, when the other page has sent
   * it, or after half a second. Resolves immediately if no page has the display.
   */
  claim: (acceptance: QueuedImpression) => Promise<void>
  /** True while a claim waits. Only a page that is hidden or unloaded sends the acceptance before. */
  isClaiming: () => boolean
  /** Answers the claims of other tabs, until `stop`. Both functions may be called repeatedly. */
  listen: () => void
  stop: () => void
  /** Drops the displays that were claimed until now. */
  clear: () => void
}

export type DisplayClaimsOptions = {
  storage: ClientStorage
  /** The names of records and of their locks begin with it. */
  prefix: string
  locks: Locks
  queue: ImpressionQueue
  /** False while another page may recover the impressions of this page. */
  isActive: () => boolean
  /** Takes the display if its page has died. */
  recoverAbandoned: () => Promise<void>
  /** Adds items to the queue and sends the queue. Must save the queue before it returns. */
  requeue: (items: unknown[]) => void
}

/** How long a claim waits, in milliseconds. */
const claimTimeout = 500

/** A tab that reads a claim later gives nothing, because the other tab may no longer wait. In milliseconds. */
const answerTimeout = 250

export function createDisplayClaims(options: DisplayClaimsOptions): DisplayClaims {
  const { storage, prefix, locks, queue, isActive, recoverAbandoned, requeue } = options
  // A record in IndexedDB could be written after the other tab has removed it. The other tab stores the display in both copies of its own record.
  const records = createRecordStore(storage, undefined, prefix)
  const lockScope = createLockScope()
  const messageKey = `${prefix}:claim`
  /** The number of claims that wait. */
  let waiting = 0
  /** The names of the records in which this page stored displays for other tabs. */
  const givenRecords: string[] = []

  function onStorage(event: Event): void {
    const { key, newValue } = event as StorageEvent
    // The value is null when the message is removed again.
    if (key === messageKey && newValue) answer(newValue)
  }

  function answer(message: string): void {
    const { name, acceptance } = readFields(parse(message), { name: toText, acceptance: toQueuedImpression })
    if (!name?.startsWith(prefix) || !acceptance || Date.now() - acceptance.enqueuedAt > answerTimeout) return
    const items = isActive() ? queue.take((item) => isDisplayOf(item, acceptance)) : []
    if (items.length === 0) return
    givenRecords.push(name)
    const isGiven = records.write(name, { items, savedAt: Date.now(), isLocked: true })
    requeue(isGiven ? [] : items)
  }

  /** True if another page has stored the display, and this page does not have it. */
  function isElsewhere(acceptance: QueuedImpression): boolean {
    const isDisplay = (item: QueuedImpression | undefined) => item !== undefined && isDisplayOf(item, acceptance)
    if (queue.all().some(isDisplay)) return false
    return storage.keys(prefix).some((name) => records.readStored(name).items.map(toQueuedImpression).some(isDisplay))
  }

  async function claimInRecord(name: string, acceptance: QueuedImpression, isHeld: () => boolean): Promise<void> {
    let stop = () => {}
    const isAnswered = () => records.readStored(name).items.length > 0 || !isElsewhere(acceptance)
    const answered = new Promise<void>((resolve) => {
      stop = addPageListener(['storage'], () => isAnswered() && resolve())
    })
    storage.broadcast(messageKey, JSON.stringify({ name, acceptance }))
    await Promise.race([answered, sleep(claimTimeout)])
    stop()
    const { items, savedAt } = records.readStored(name)
    if (!isHeld() || items.length === 0) return
    requeue(items)
    await records.remove(name, savedAt)
  }

  return {
    async claim(acceptance) {
      if (!isElsewhere(acceptance)) return
      waiting++
      void recoverAbandoned()
      const name = prefix + Math.random().toString(36).slice(2)
      const claimed = lockScope.run(
        () => locks.acquire(name),
        (isHeld) => claimInRecord(name, acceptance, isHeld),
      )
      await Promise.race([claimed, sleep(claimTimeout)])
      waiting--
    },
    isClaiming: () => waiting > 0,
    ...createPageListener(['storage'], onStorage),
    clear() {
      lockScope.releaseAll()
      for (const name of givenRecords.splice(0)) void records.remove(name, 0)
    },
  }
}

/** Any code of the site can write any text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
