import { isRecord } from '../http/readers.js'
import type { RetrySchedule } from '../http/schedules.js'
import type { OutboxItem } from './outboxEvent.js'

/** An impression that waits, since when, and how often it was sent without an answer. */
export type Queued = OutboxItem & { queuedAt: number; attempts: number }

/** An impression is given up after so many milliseconds, or attempts, whichever pages made them. */
const limits = { age: 6 * 60 * 60 * 1000, attempts: 40 }

/** Reads what a page left: rubbish is none. */
export function isQueued(item: unknown): item is Queued {
  return isRecord(item) && isRecord(item.ids) && isRecord(item.impression)
}

/** Whether it is still worth telling. */
export function isDue({ queuedAt, attempts }: Queued): boolean {
  return Date.now() - queuedAt < limits.age && attempts < limits.attempts
}

/** The visitor may be about to leave for the chat: it waits for no others. */
export function isAcceptance({ impression }: OutboxItem): boolean {
  return impression.type === 'impAccept'
}

/** An outage may last: what the published pauses do not reach is tried again each minute, as often as is left. */
export function toPauses(schedule: RetrySchedule, items: Queued[]): RetrySchedule {
  const left = limits.attempts - 1 - Math.max(...items.map(({ attempts }) => attempts))
  return [...schedule, ...Array<number>(limits.attempts).fill(60)].slice(0, left)
}
