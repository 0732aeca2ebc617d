import { hasFields, readFields, toNumber, toText } from '../http/readers.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { EngagementIds } from '../model/engagement.js'
import type { ImpressionType } from '../model/impression.js'
import type { OutboxItem } from './outboxEvent.js'
import { maxAge, maxAttempts } from './outboxLimits.js'

/** An impression that waits, since when, and how often it was sent without an answer. */
export type QueuedImpression = OutboxItem & { enqueuedAt: number; attempts: number }

/** Inserts recovered impressions at the front, after earlier ones of the same page view. */
export function insertRecovered(recovered: unknown[], queue: QueuedImpression[]): void {
  const items = recovered.flatMap((item) => toQueuedImpression(item) ?? [])
  const [first] = items
  const lastOfSamePage = queue.findLastIndex(
    ({ offer, enqueuedAt }) => offer.pageId === first?.offer.pageId && enqueuedAt < first.enqueuedAt,
  )
  queue.splice(lastOfSamePage + 1, 0, ...items)
}

const itemFields = { type: toText, enqueuedAt: toNumber, attempts: toNumber }

const requiredIds = {
  visitorId: toText,
  sessionId: toText,
  pageId: toText,
  campaignId: toText,
  engagementId: toText,
  engagementRevision: toNumber,
}

/** Reads a stored impression; undefined where the storage holds something else. */
function toQueuedImpression(stored: unknown): QueuedImpression | undefined {
  const item = readFields(stored, { ...itemFields, offer: (offer) => readFields(offer, { ...requiredIds, contextId: toText }) })
  const { offer = {} } = item
  if (!hasFields(item, itemFields) || !hasFields(offer, requiredIds)) return undefined
  return { ...item, type: item.type as ImpressionType, offer }
}

/** Removes and returns the first impressions of the queue that belong to one page view. A request carries one page view. */
export function takeBatch(queue: QueuedImpression[]): [QueuedImpression, ...QueuedImpression[]] {
  const pageId = queue[0]?.offer.pageId
  const batchEnd = queue.findIndex(({ offer }) => offer.pageId !== pageId)
  return queue.splice(0, batchEnd === -1 ? queue.length : batchEnd) as [QueuedImpression, ...QueuedImpression[]]
}

/** The visitor, session and page view that an impression was made for. */
export function toIds({ offer }: QueuedImpression): EngagementIds {
  const { visitorId, sessionId, pageId } = offer
  return { visitorId, sessionId, pageId }
}

/** Whether it is too old, or was sent too often, to be sent again. */
export function isExpired({ enqueuedAt, attempts }: QueuedImpression): boolean {
  return Date.now() - enqueuedAt >= maxAge || attempts >= maxAttempts
}

/** The visitor may be about to leave for the chat: it waits for no others. */
export function isAcceptance({ type }: OutboxItem): boolean {
  return type === 'impAccept'
}

/** An outage may last: what the published pauses do not reach is tried again each minute, as often as is left. */
export function toRetrySchedule(schedule: RetrySchedule, items: QueuedImpression[]): RetrySchedule {
  const remaining = maxAttempts - 1 - Math.max(...items.map(({ attempts }) => attempts))
  return [...schedule, ...Array<number>(maxAttempts).fill(60)].slice(0, remaining)
}
