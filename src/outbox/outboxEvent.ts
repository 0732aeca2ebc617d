import type { EngagementIds } from '../api/engagement.js'
import type { EndImpression, OfferImpression } from '../api/impression.js'

/** An impression with the session and context that its engagement was made in, which may no longer be the current ones. */
export type OutboxItem = { ids: EngagementIds & { contextId?: string | undefined }; impression: OfferImpression | EndImpression }

export type OutboxEvent =
  | { type: 'impressionQueued' | 'impressionSent'; impression: OutboxItem['impression'] }
  /**
   * `reason` is the name of the error that the last attempt ended with; `AbortError` when the visitor was forgotten, `Expired` where no page came
   * to send it within 6 hours, `Overflow` where 100 others wait.
   */
  | { type: 'impressionDropped'; impression: OutboxItem['impression']; reason: string }
