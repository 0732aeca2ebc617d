import type { EndImpression, ImpressionType, OfferIds, OfferImpression } from '../model/impression.js'
import type { EngagementService } from '../model/service.js'

/** An impression in no service's form: the service gives it its own when it is sent. Its session may no longer be the current one. */
export type OutboxItem = { type: ImpressionType; offer: OfferIds }

type EventImpression = OfferImpression | EndImpression

/** The impressions in the form of their service. */
export function toWireImpressions({ toWireImpression }: EngagementService, items: readonly OutboxItem[]): EventImpression[] {
  return items.flatMap(({ type, offer }) => toWireImpression(type, offer) ?? [])
}

export type OutboxEvent =
  | { type: 'impressionQueued' | 'impressionSent'; impression: EventImpression }
  /**
   * `reason` is the name of the error that the last attempt ended with; `AbortError` when the visitor was forgotten, `Expired` where no page came
   * to send it within 6 hours, `Overflow` where 100 others wait.
   */
  | { type: 'impressionDropped'; impression: EventImpression; reason: string }
