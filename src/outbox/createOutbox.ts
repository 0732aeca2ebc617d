import { createIndexedDbStore } from '../browser/createIndexedDbStore.js'
import { addPageListener, isPageClosed, isPageVisible } from '../browser/page.js'
import { createPersistedQueue } from './createPersistedQueue.js'
import { createSeenImpressions } from './createSeenImpressions.js'
import type { Outbox, OutboxOptions } from './outbox.js'
import { type OutboxEvent, type OutboxItem, toWireImpressions } from './outboxEvent.js'
import { batchDelay, maxQueueSize } from './outboxLimits.js'
import { insertRecovered, isAcceptance, isExpired, type QueuedImpression, takeBatch, toIds, toRetrySchedule } from './queuedImpression.js'
import { sendUpdate } from './sendUpdate.js'

type Batch = { items: QueuedImpression[]; controller: AbortController; isInFlight: boolean }

/**
 * Holds impressions until the service has taken them: each once, in order, one request in flight. What a page that is left hands over to the
 * browser counts as sent: kept, it would arrive twice.
 */
export function createOutbox(client: OutboxOptions): Outbox {
  const { service, storage, key, locks, schedule, isDefaultStorage, hasConsent, emit } = client
  const indexedDbStore = isDefaultStorage ? createIndexedDbStore(key, hasConsent) : undefined
  const persisted = createPersistedQueue({ storage, indexedDbStore, prefix: `${key}:outbox:`, locks })
  const seenImpressions = createSeenImpressions(storage, `${key}:seen`)
  let queue: QueuedImpression[] = []
  const batches = new Set<Batch>()
  const flushResolvers: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopListening: (() => void) | undefined
  let isUnloading = false
  let isStored = false
  let isRecovering = false

  const pendingItems = () => [...[...batches].flatMap(({ items }) => items), ...queue]
  const save = () => {
    const items = pendingItems()
    isStored = hasConsent() && persisted.save(items)
    if (items.length) stopListening ??= addPageListener(['visibilitychange', 'pagehide', 'pageshow'], onPageLifecycle)
  }

  function add(item: OutboxItem): boolean {
    if (seenImpressions.has(item)) return false
    seenImpressions.add(item)
    queue.push({ ...item, enqueuedAt: Date.now(), attempts: 0 })
    emitAll('impressionQueued', [item])
    if (pendingItems().length > maxQueueSize) emitAll('impressionDropped', queue.splice(0, 1), 'Overflow')
    save()
    if (isAcceptance(item)) flushNow()
    else timer ??= setTimeout(sendNext, batchDelay)
    return true
  }

  /** Sends the next batch; all that wait, beside the one in flight, where the page is left. */
  function sendNext(sendAll?: boolean): void {
    clearTimeout(timer)
    timer = undefined
    dropExpired()
    const isBusy = () => batches.size > 0 || isRecovering
    while (queue.length > 0 && (sendAll || !isBusy())) void dispatch(takeBatch(queue))
    if (!isBusy()) onDrained()
  }

  function dropExpired(): void {
    const expired = queue.filter(isExpired)
    if (expired.length === 0) return
    queue = queue.filter((item) => !isExpired(item))
    save()
    emitAll('impressionDropped', expired, 'Expired')
  }

  /** Runs when every impression is sent or dropped. */
  function onDrained(): void {
    for (const resolve of flushResolvers.splice(0)) resolve()
    if (isUnloading) return
    stopListening?.()
    stopListening = undefined
  }

  async function dispatch(items: [QueuedImpression, ...QueuedImpression[]]): Promise<void> {
    const batch: Batch = { items, controller: new AbortController(), isInFlight: false }
    batches.add(batch)
    try {
      await sendUpdate(client, {
        ...toIds(items[0]),
        impAttributes: toWireImpressions(service, items),
        requestOptions: {
          keepalive: true,
          signal: batch.controller.signal,
          schedule: toRetrySchedule(schedule, items),
          onAttempt() {
            batch.isInFlight = true
            for (const item of items) item.attempts++
            save()
            if (isUnloading) settleBatch(batch, 'impressionSent')
          },
          // A page that is being closed hears at once that its requests failed, though they are on their way: it may be about to hear of its own end.
          onRetryScheduled({ name }) {
            const { attempts } = items[0]
            batch.isInFlight = name === 'NetworkError'
            setTimeout(() => {
              if (!isPageClosed() && items[0].attempts === attempts) batch.isInFlight = false
            })
          },
        },
      })
      settleBatch(batch, 'impressionSent')
    } catch (error) {
      settleBatch(batch, 'impressionDropped', (error as Error).name)
    }
    sendNext()
  }

  /** Of a batch that was finished or withdrawn before, nothing more is told. */
  function settleBatch(batch: Batch, type: OutboxEvent['type'], reason?: string): void {
    if (!batches.delete(batch)) return
    save()
    emitAll(type, batch.items, reason)
  }

  /** Sends at once what waits for a batch or for its next attempt. */
  function flushNow(sendAll?: boolean): void {
    requeueUnsent()
    sendNext(sendAll)
  }

  /** Takes back what has not set off yet: it waits again. */
  function requeueUnsent(unsent = [...batches].filter(({ isInFlight }) => !isInFlight)): void {
    for (const batch of unsent) {
      batches.delete(batch)
      batch.controller.abort()
    }
    queue.unshift(...unsent.flatMap(({ items }) => items))
  }

  function onPageLifecycle({ type }: Event): void {
    if (type === 'pagehide') {
      isUnloading = true
      for (const batch of batches) if (batch.isInFlight) settleBatch(batch, 'impressionSent')
    } else if (isPageVisible()) {
      if (isUnloading) void onBfcacheRestore()
      return
    }
    flushNow(true)
    // A page that holds a lock may not be kept for the way back.
    if (isUnloading) persisted.suspend()
  }

  /** After the back/forward cache, another page may have recovered this page's record: it is recovered before anything else is sent. */
  async function onBfcacheRestore(): Promise<void> {
    isUnloading = false
    isRecovering = true
    if (isStored) discardAll()
    await persisted.resume(onRecovered)
    isRecovering = false
    save()
    sendNext()
  }

  function discardAll(): void {
    requeueUnsent([...batches])
    queue.length = 0
  }

  async function recoverAbandoned(): Promise<void> {
    if (!hasConsent()) return
    // Impressions that were queued before consent are not stored yet.
    save()
    await persisted.recover(onRecovered)
  }

  function onRecovered(recovered: unknown[]): void {
    requeueUnsent()
    insertRecovered(recovered, queue)
    save()
    sendNext()
  }

  function emitAll(type: OutboxEvent['type'], items: OutboxItem[], reason?: string): void {
    for (const impression of toWireImpressions(service, items)) emit({ type, impression, reason } as OutboxEvent)
  }

  return {
    add,
    has: seenImpressions.has,
    recoverAbandoned,
    async flush() {
      await recoverAbandoned()
      await new Promise<void>((resolve) => {
        flushResolvers.push(resolve)
        sendNext()
      })
    },
    clear() {
      const items = pendingItems()
      discardAll()
      seenImpressions.clear()
      persisted.clear()
      save()
      emitAll('impressionDropped', items, 'AbortError')
      sendNext()
    },
  }
}
