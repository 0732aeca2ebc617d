import { isOnline } from '../browser/online.js'
import { isPageClosed } from '../browser/page.js'
import type { Batch, ImpressionQueue } from './createImpressionQueue.js'
import { keepaliveQuota } from './keepaliveQuota.js'
import type { OutboxOptions } from './outbox.js'
import { maxAge } from './outboxLimits.js'
import type { WireImpression } from './reportedImpression.js'
import { sendUpdate } from './sendUpdate.js'
import { toRetrySchedule } from './toRetrySchedule.js'

type SendBatchOptions = {
  queue: Pick<ImpressionQueue, 'waitUntilFirst'>
  batch: Batch
  impressions: WireImpression[]
  /** Called in the step that makes an attempt, after the attempt was counted. */
  onAttempt: () => void
}

/** How much later than planned a schedule's attempt may begin, because each attempt before it took time. In milliseconds. */
const maxLateness = 10 * 60 * 1000

/** Sends a batch, with retries. The batch's state says whether an attempt is in flight. */
export function sendBatch(client: OutboxOptions, { queue, batch, impressions, onAttempt }: SendBatchOptions): Promise<void> {
  const [{ offer }] = batch.items
  const { visitorId, sessionId, pageId } = offer
  /** How late the next attempt may be. Only a delay of the schedule ends late. */
  let lateness = 0
  return sendUpdate(client, {
    visitorId,
    sessionId,
    pageId,
    impAttributes: impressions,
    requestOptions: {
      keepalive: () => keepaliveQuota.acquire(batch),
      signal: batch.controller.signal,
      schedule: toRetrySchedule(client.schedule, batch.items),
      // A gateway may answer in place of the service during an outage.
      isRetryable: ({ name }) => name === 'ResponseError',
      onAttempt() {
        // The last attempt failed just before the page went into the bfcache. The page has counted the batch as sent.
        if (batch.state === 'settled') throw new DOMException('', 'AbortError')
        // The batch may have waited long: for the network, for consent, or in a computer that slept.
        if (batch.items.some(({ enqueuedAt }) => Date.now() - enqueuedAt >= maxAge + lateness)) throw new DOMException('', 'Expired')
        batch.state = 'inFlight'
        batch.isOffline = !isOnline()
        // Without a network, an attempt does not count.
        if (!batch.isOffline) for (const item of batch.items) item.attempts++
        onAttempt()
      },
      onRetryScheduled({ name }) {
        keepaliveQuota.release(batch)
        lateness = isOnline() ? maxLateness : 0
        // A page that was in the bfcache has counted the batch as sent.
        if (batch.state === 'settled') batch.controller.abort()
        else markFailedAttempt(batch, name === 'NetworkError' && !batch.isOffline && isOnline())
      },
      beforeRetry: () => queue.waitUntilFirst(batch),
    },
  }).finally(() => keepaliveQuota.release(batch))
}

/**
 * A page that navigates or is closed rejects its keepalive requests, though Chromium sends them (measured: bench:delivery). So such an error counts as in
 * flight until the next task shows that the page stays.
 */
function markFailedAttempt(batch: Batch, mayBeSent: boolean): void {
  const [{ attempts }] = batch.items
  batch.state = mayBeSent ? 'inFlight' : 'waiting'
  setTimeout(() => {
    const isSameAttempt = batch.state === 'inFlight' && batch.items[0].attempts === attempts
    if (isSameAttempt && !isPageClosed()) batch.state = 'waiting'
  })
}
