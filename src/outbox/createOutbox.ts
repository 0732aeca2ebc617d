import { createIndexedDbStore } from '../browser/createIndexedDbStore.js'
import { isOnline } from '../browser/online.js'
import type { ServiceError } from '../errors.js'
import { createDisplayClaims } from './createDisplayClaims.js'
import { type Batch, createImpressionQueue } from './createImpressionQueue.js'
import { createPageEvents, type PageState } from './createPageEvents.js'
import { createPersistedQueue } from './createPersistedQueue.js'
import { createSeenImpressions } from './createSeenImpressions.js'
import { createWireFormat } from './createWireFormat.js'
import type { Outbox, OutboxOptions } from './outbox.js'
import { batchDelay } from './outboxLimits.js'
import { isPartlyExpired } from './queuedImpression.js'
import type { OutboxEvent, ReportedImpression } from './reportedImpression.js'
import { sendBatch } from './sendBatch.js'

/**
 * Delivers impressions: each once, in order, one request in flight. A page that is unloaded hands its impressions over to the browser and counts them as
 * sent. Their record is removed, because stored impressions would arrive twice.
 */
export function createOutbox(client: OutboxOptions): Outbox {
  const { service, storage, key, locks, isDefaultStorage, hasConsent } = client
  const { toWire, toSize, emitAll } = createWireFormat(client)
  const indexedDbStore = isDefaultStorage ? createIndexedDbStore(key, hasConsent) : undefined
  const recordOptions = { storage, prefix: `${key}:outbox:`, locks }
  const persisted = createPersistedQueue({ ...recordOptions, indexedDbStore })
  const seenImpressions = createSeenImpressions(storage, `${key}:seen`, service.sessionLimits.maxAge)
  const queue = createImpressionQueue(toSize)
  const displayClaims = createDisplayClaims({
    ...recordOptions,
    queue,
    isActive: () => pageState === 'active',
    recoverAbandoned,
    requeue: onRecovered,
  })
  let pageState: PageState = 'active'
  /** Sends the next batch once `batchDelay` is over. */
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Resolve the promises that `flush` returned. */
  const flushResolvers: (() => void)[] = []
  const pageEvents = createPageEvents(() => pageState, { leave, hide, handOver, comeBack })

  function leave(): void {
    pageState = 'leaving'
    for (const batch of queue.batches) if (batch.state === 'inFlight' && !batch.isOffline) settle(batch, 'impressionSent')
    // The record may still have a batch that is settled, if Firefox aborted this function before.
    save()
    handOver()
  }

  /** Sends the impressions that were never attempted. The others keep their delays, because a visitor may switch tabs often in an outage. */
  function hide(): void {
    handOver(queue.requeueUntried)
  }

  /** Gives the browser all impressions that it does not have yet. */
  function handOver(requeue: () => void = queue.requeueUnsent): void {
    // If the page ends now, an attempt counts as in flight. Without a network, the next page makes it, if it finds the impressions in the storage.
    if (isOnline() || !persisted.isStored()) sendAll(requeue)
    if (pageState === 'leaving') persisted.suspend()
  }

  /** Recovers the page's own record before anything is sent, because another page may have recovered it during the bfcache. */
  async function comeBack(): Promise<void> {
    pageState = 'recovering'
    if (persisted.isStored()) queue.clear()
    await persisted.resume(onRecovered)
    if (pageState === 'recovering') pageState = 'active'
    save()
    sendNext()
  }

  function save(): void {
    const items = queue.all()
    if (hasConsent()) persisted.save(items)
    if (items.length === 0) return
    pageEvents.listen()
    displayClaims.listen()
  }

  /** Sends the next batch, unless one is being sent. */
  function sendNext(): void {
    prepareSend()
    const isBusy = () => queue.batches.size > 0 || displayClaims.isClaiming() || pageState === 'recovering'
    const batch = isBusy() ? undefined : queue.takeBatch()
    if (batch) void send(batch)
    if (!isBusy()) onDrained()
  }

  /** Sends all waiting batches at once. */
  function sendAll(requeue: () => void): void {
    requeue()
    prepareSend()
    for (let batch = queue.takeBatch(); batch; batch = queue.takeBatch()) void send(batch)
    if (queue.batches.size === 0 && pageState !== 'recovering') onDrained()
  }

  function prepareSend(): void {
    clearTimeout(timer)
    timer = undefined
    drop(queue.dropExpired(), 'Expired')
    drop(queue.dropTooLarge(), 'TooLarge')
  }

  function drop(dropped: readonly ReportedImpression[], reason: string): void {
    if (dropped.length === 0) return
    save()
    emitAll('impressionDropped', dropped, reason)
  }

  /** Runs when every impression is sent or dropped. */
  function onDrained(): void {
    for (const resolve of flushResolvers.splice(0)) resolve()
    if (pageState === 'leaving') return
    pageEvents.stop()
    displayClaims.stop()
  }

  async function send(batch: Batch): Promise<void> {
    try {
      await sendBatch(client, { queue, batch, impressions: toWire(batch.items), onAttempt: () => onAttempt(batch) })
      settle(batch, 'impressionSent')
    } catch (error) {
      onFailed(batch, error as ServiceError)
    }
    sendNext()
  }

  function onFailed(batch: Batch, { name, status }: ServiceError): void {
    if (!queue.batches.has(batch)) return
    const isSplit = status === 400 && batch.items.length > 1
    if (isSplit || isPartlyExpired(batch.items)) queue.requeue(batch, isSplit)
    else settle(batch, 'impressionDropped', name)
  }

  function onAttempt(batch: Batch): void {
    // A page that is unloaded has released its lock. Another page would send the impressions of a new record again.
    if (pageState !== 'leaving') save()
    // Without a network, the next page sends the impressions.
    else if (isOnline()) settle(batch, 'impressionSent')
  }

  /** Does nothing for a batch that was settled or requeued before. */
  function settle(batch: Batch, type: OutboxEvent['type'], reason?: string): void {
    if (!queue.settle(batch)) return
    save()
    emitAll(type, batch.items, reason)
  }

  function onRecovered(items: unknown[]): void {
    queue.requeueUnsent()
    queue.insertRecovered(items)
    save()
    sendNext()
  }

  async function recoverAbandoned(): Promise<void> {
    if (!hasConsent()) return
    // Impressions that were queued before consent are not stored yet.
    save()
    await persisted.recover(onRecovered)
  }

  return {
    add(impression) {
      if (seenImpressions.has(impression)) return false
      seenImpressions.add(impression)
      const item = queue.push(impression)
      emitAll('impressionQueued', [impression])
      emitAll('impressionDropped', queue.dropOverflow(), 'Overflow')
      save()
      if (impression.type !== 'impAccept') {
        timer ??= setTimeout(sendNext, batchDelay)
      } else {
        queue.requeueUnsent()
        // A display of this page that another page has recovered stays there. A page that is hidden during a claim would send the acceptance first.
        if (!seenImpressions.isOwn({ ...item, type: 'impDisplay' })) void displayClaims.claim(item).then(sendNext)
        sendNext()
      }
      return true
    },
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
      const items = queue.clear()
      seenImpressions.clear()
      persisted.clear()
      displayClaims.clear()
      save()
      emitAll('impressionDropped', items, 'AbortError')
      sendNext()
    },
  }
}
