import { hasFields, readFields, toNumber, toText } from '../http/readers.js'
import type { ImpressionType } from '../model/impression.js'
import { maxAge, maxAttempts } from './outboxLimits.js'
import type { ReportedImpression } from './reportedImpression.js'

/** An impression that is not sent yet. */
export type QueuedImpression = ReportedImpression & {
  /** In milliseconds since the epoch. */
  enqueuedAt: number
  /** Counts all pages' attempts. */
  attempts: number
  /** The service refused a batch with this impression. Only a batch of its own shows whether the refusal was for this impression. */
  isAlone?: boolean
}

const itemFields = { type: toText, enqueuedAt: toNumber, attempts: toNumber }

const offerFields = {
  visitorId: toText,
  sessionId: toText,
  pageId: toText,
  campaignId: toText,
  engagementId: toText,
  engagementRevision: toNumber,
}

/** Reads a stored impression. Returns undefined if the storage holds something else. */
export function toQueuedImpression(stored: unknown): QueuedImpression | undefined {
  const item = readFields(stored, { ...itemFields, offer: (offer) => readFields(offer, { ...offerFields, contextId: toText }) })
  const { offer = {} } = item
  if (!hasFields(item, itemFields) || !hasFields(offer, offerFields)) return undefined
  return { ...item, type: item.type as ImpressionType, offer }
}

/** True if the impression is too old, or was attempted too often, to be sent again. */
export function isExpired({ enqueuedAt, attempts }: QueuedImpression): boolean {
  return Date.now() - enqueuedAt >= maxAge || attempts >= maxAttempts
}

/** True if only the older impressions of a batch expired. The expired ones are dropped before the next batch, and the others still have time. */
export function isPartlyExpired(items: readonly QueuedImpression[]): boolean {
  return items.some(isExpired) && !items.every(isExpired)
}
