import { isRecord } from '../http/readers.js'
import type { OutboxItem } from './outboxEvent.js'

/** An impression that waits, since when, and how often it was sent without an answer. */
export type Queued = OutboxItem & { queuedAt: number; attempts: number }

/** An impression is of no use after so many milliseconds, or attempts of all pages together. */
export const queuedLimits = { age: 6 * 60 * 60 * 1000, attempts: 40 }

/** Reads what a page left: rubbish is none. */
export function isQueued(item: unknown): item is Queued {
  return isRecord(item) && isRecord(item.ids) && isRecord(item.impression)
}

/** Whether it is still worth telling. */
export function isDue({ queuedAt, attempts }: Queued): boolean {
  return Date.now() - queuedAt < queuedLimits.age && attempts < queuedLimits.attempts
}

/** The visitor may be about to leave for the chat: it waits for nothing. */
export function isAcceptance({ impression }: OutboxItem): boolean {
  return impression.type === 'impAccept'
}
