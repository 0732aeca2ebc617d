import { isRecord } from '../http/readers.js'
import type { RetrySchedule } from '../http/schedules.js'
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

/** Puts what a page left to the front, but behind what the same page had left before: it was kept for the way back, and has reported more. */
export function insertLeft(left: unknown[], waiting: Queued[]): void {
  const items = left.filter(isQueued)
  const [first] = items
  const last = waiting.findLastIndex(({ ids, queuedAt }) => ids.pageId === first?.ids.pageId && queuedAt < first.queuedAt)
  waiting.splice(last + 1, 0, ...items)
}

/** Reads what a page left: rubbish is none. */
function isQueued(item: unknown): item is Queued {
  return isRecord(item) && isRecord(item.ids) && isRecord(item.impression)
}

/** Removes and returns the first impressions of the queue that belong to one page view. A request carries one page view. */
export function takeBatch(waiting: Queued[]): [Queued, ...Queued[]] {
  const pageId = waiting[0]?.ids.pageId
  const end = waiting.findIndex(({ ids }) => ids.pageId !== pageId)
  return waiting.splice(0, end === -1 ? waiting.length : end) as [Queued, ...Queued[]]
}

/** Whether it is still worth telling. */
export function isDue({ queuedAt, attempts }: Queued): boolean {
  return Date.now() - queuedAt < longestWait && attempts < mostAttempts
}

/** The visitor may be about to leave for the chat: it waits for no others. */
export function isAcceptance({ impression }: OutboxItem): boolean {
  return impression.type === 'impAccept'
}

/** An outage may last: what the published pauses do not reach is tried again each minute, as often as is left. */
export function toPauses(schedule: RetrySchedule, items: Queued[]): RetrySchedule {
  const left = mostAttempts - 1 - Math.max(...items.map(({ attempts }) => attempts))
  return [...schedule, ...Array<number>(mostAttempts).fill(60)].slice(0, left)
}
