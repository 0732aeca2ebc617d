import { hasFields, readFields, toNumber, toText } from '../http/readers.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { EngagementIds } from '../model/engagement.js'
import type { ImpressionType } from '../model/impression.js'
import type { OutboxItem } from './outboxEvent.js'

/** An impression that waits, since when, and how often it was sent without an answer. */
export type Queued = OutboxItem & { queuedAt: number; attempts: number }

/** How long one waits for others to travel with, in milliseconds. An acceptance waits for none. */
export const batchTime = 250

/** How many impressions may wait. */
export const mostItems = 100

/** How long one may wait, in milliseconds, whichever pages it waits on. */
const longestWait = 6 * 60 * 60 * 1000

/** How often one is sent, whichever pages send it. */
const mostAttempts = 40

/** Inserts recovered impressions at the front, after earlier ones of the same page view. */
export function insertRecovered(recovered: unknown[], waiting: Queued[]): void {
  const items = recovered.flatMap((item) => toQueued(item) ?? [])
  const [first] = items
  const last = waiting.findLastIndex(({ offer, queuedAt }) => offer.pageId === first?.offer.pageId && queuedAt < first.queuedAt)
  waiting.splice(last + 1, 0, ...items)
}

const itemFields = { type: toText, queuedAt: toNumber, attempts: toNumber }

const requiredIds = {
  visitorId: toText,
  sessionId: toText,
  pageId: toText,
  campaignId: toText,
  engagementId: toText,
  engagementRevision: toNumber,
}

/** Reads a stored impression; undefined where the storage holds something else. */
function toQueued(stored: unknown): Queued | undefined {
  const item = readFields(stored, { ...itemFields, offer: (offer) => readFields(offer, { ...requiredIds, contextId: toText }) })
  const { offer = {} } = item
  if (!hasFields(item, itemFields) || !hasFields(offer, requiredIds)) return undefined
  return { ...item, type: item.type as ImpressionType, offer }
}

/** Removes and returns the first impressions of the queue that belong to one page view. A request carries one page view. */
export function takeBatch(waiting: Queued[]): [Queued, ...Queued[]] {
  const pageId = waiting[0]?.offer.pageId
  const end = waiting.findIndex(({ offer }) => offer.pageId !== pageId)
  return waiting.splice(0, end === -1 ? waiting.length : end) as [Queued, ...Queued[]]
}

/** The visitor, session and page view that an impression was made for. */
export function toIds({ offer }: Queued): EngagementIds {
  const { visitorId, sessionId, pageId } = offer
  return { visitorId, sessionId, pageId }
}

/** Whether it is still worth telling. */
export function isDue({ queuedAt, attempts }: Queued): boolean {
  return Date.now() - queuedAt < longestWait && attempts < mostAttempts
}

/** The visitor may be about to leave for the chat: it waits for no others. */
export function isAcceptance({ type }: OutboxItem): boolean {
  return type === 'impAccept'
}

/** An outage may last: what the published pauses do not reach is tried again each minute, as often as is left. */
export function toPauses(schedule: RetrySchedule, items: Queued[]): RetrySchedule {
  const left = mostAttempts - 1 - Math.max(...items.map(({ attempts }) => attempts))
  return [...schedule, ...Array<number>(mostAttempts).fill(60)].slice(0, left)
}
