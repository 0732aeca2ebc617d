import { createDisk } from '../browser/createDisk.js'
import { isPageClosed, isPageVisible, onPage } from '../browser/page.js'
import { createPersistedQueue } from './createPersistedQueue.js'
import { createTaken } from './createTaken.js'
import type { Outbox, OutboxOptions } from './outbox.js'
import { type OutboxEvent, type OutboxItem, toWireImpressions } from './outboxEvent.js'
import { batchTime, insertRecovered, isAcceptance, isDue, mostItems, type Queued, takeBatch, toIds, toPauses } from './queued.js'
import { sendUpdate } from './sendUpdate.js'

type Batch = { items: Queued[]; controller: AbortController; isOnItsWay: boolean }

/**
 * Holds impressions until the service has taken them: each once, in order, one request in flight. What a page that is left hands over to the
 * browser counts as sent: kept, it would arrive twice.
 */
export function createOutbox(client: OutboxOptions): Outbox {
  const { service, keep, key, locks, schedule, isDefaultStorage, isAllowed, emit } = client
  const disk = isDefaultStorage ? createDisk(key, isAllowed) : undefined
  const persisted = createPersistedQueue({ keep, disk, prefix: `${key}:outbox:`, locks })
  const taken = createTaken(keep, `${key}:taken`)
  let waiting: Queued[] = []
  const batches = new Set<Batch>()
  const flushes: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopListening: (() => void) | undefined
  let isLeaving = false
  let isStored = false
  let isReclaiming = false

  const owned = () => [...[...batches].flatMap(({ items }) => items), ...waiting]
  const save = () => {
    const items = owned()
    isStored = isAllowed() && persisted.save(items)
    if (items.length) stopListening ??= onPage(['visibilitychange', 'pagehide', 'pageshow'], onLeaving)
  }

  function add(item: OutboxItem): boolean {
    if (taken.has(item)) return false
    taken.add(item)
    waiting.push({ ...item, queuedAt: Date.now(), attempts: 0 })
    tell('impressionQueued', [item])
    if (owned().length > mostItems) tell('impressionDropped', waiting.splice(0, 1), 'Overflow')
    save()
    if (isAcceptance(item)) hurry()
    else timer ??= setTimeout(next, batchTime)
    return true
  }

  /** Sends the next batch; all that wait, beside the one in flight, where the page is left. */
  function next(isLeft?: boolean): void {
    clearTimeout(timer)
    timer = undefined
    dropExpired()
    const isBusy = () => batches.size > 0 || isReclaiming
    while (waiting.length > 0 && (isLeft || !isBusy())) void dispatch(takeBatch(waiting))
    if (!isBusy()) onDrained()
  }

  function dropExpired(): void {
    const expired = waiting.filter((item) => !isDue(item))
    if (expired.length === 0) return
    waiting = waiting.filter(isDue)
    save()
    tell('impressionDropped', expired, 'Expired')
  }

  /** Runs when every impression is sent or dropped. */
  function onDrained(): void {
    for (const resolve of flushes.splice(0)) resolve()
    if (isLeaving) return
    stopListening?.()
    stopListening = undefined
  }

  async function dispatch(items: [Queued, ...Queued[]]): Promise<void> {
    const batch: Batch = { items, controller: new AbortController(), isOnItsWay: false }
    batches.add(batch)
    try {
      await sendUpdate(client, {
        ...toIds(items[0]),
        impAttributes: toWireImpressions(service, items),
        sending: {
          keepalive: true,
          signal: batch.controller.signal,
          schedule: toPauses(schedule, items),
          onAttempt() {
            batch.isOnItsWay = true
            for (const item of items) item.attempts++
            save()
            if (isLeaving) finish(batch, 'impressionSent')
          },
          // A page that is being closed hears at once that its requests failed, though they are on their way: it may be about to hear of its own end.
          onPause({ name }) {
            const { attempts } = items[0]
            batch.isOnItsWay = name === 'NetworkError'
            setTimeout(() => {
              if (!isPageClosed() && items[0].attempts === attempts) batch.isOnItsWay = false
            })
          },
        },
      })
      finish(batch, 'impressionSent')
    } catch (error) {
      finish(batch, 'impressionDropped', (error as Error).name)
    }
    next()
  }

  /** Of a batch that was finished or withdrawn before, nothing more is told. */
  function finish(batch: Batch, type: OutboxEvent['type'], reason?: string): void {
    if (!batches.delete(batch)) return
    save()
    tell(type, batch.items, reason)
  }

  /** Sends at once what waits for a batch or for its next attempt. */
  function hurry(isLeft?: boolean): void {
    withdraw()
    next(isLeft)
  }

  /** Takes back what has not set off yet: it waits again. */
  function withdraw(withdrawn = [...batches].filter(({ isOnItsWay }) => !isOnItsWay)): void {
    for (const batch of withdrawn) {
      batches.delete(batch)
      batch.controller.abort()
    }
    waiting.unshift(...withdrawn.flatMap(({ items }) => items))
  }

  function onLeaving({ type }: Event): void {
    if (type === 'pagehide') {
      isLeaving = true
      for (const batch of batches) if (batch.isOnItsWay) finish(batch, 'impressionSent')
    } else if (isPageVisible()) {
      if (isLeaving) void onRestored()
      return
    }
    hurry(true)
    // A page that holds a lock may not be kept for the way back.
    if (isLeaving) persisted.suspend()
  }

  /** After the back/forward cache, another page may have recovered this page's record: it is recovered before anything else is sent. */
  async function onRestored(): Promise<void> {
    isLeaving = false
    isReclaiming = true
    if (isStored) forget()
    await persisted.resume(onRecovered)
    isReclaiming = false
    save()
    next()
  }

  function forget(): void {
    withdraw([...batches])
    waiting.length = 0
  }

  async function takeOver(): Promise<void> {
    if (!isAllowed()) return
    // Impressions that were queued before consent are not stored yet.
    save()
    await persisted.recover(onRecovered)
  }

  function onRecovered(recovered: unknown[]): void {
    withdraw()
    insertRecovered(recovered, waiting)
    save()
    next()
  }

  function tell(type: OutboxEvent['type'], items: OutboxItem[], reason?: string): void {
    for (const impression of toWireImpressions(service, items)) emit({ type, impression, reason } as OutboxEvent)
  }

  return {
    add,
    has: taken.has,
    takeOver,
    async flush() {
      await takeOver()
      await new Promise<void>((resolve) => {
        flushes.push(resolve)
        next()
      })
    },
    clear() {
      const items = owned()
      forget()
      taken.clear()
      persisted.clear()
      save()
      tell('impressionDropped', items, 'AbortError')
      next()
    },
  }
}
