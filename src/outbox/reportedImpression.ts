import type { EndImpression, ImpressionType, OfferIds, OfferImpression } from '../model/impression.js'

/** An impression in no service's format. The service formats it when it is sent. Its session may have ended since. */
export type ReportedImpression = { type: ImpressionType; offer: OfferIds }

/** Names the offer in its session. */
function toOfferKey({ sessionId, contextId, campaignId, engagementId, engagementRevision }: OfferIds): string {
  return JSON.stringify([sessionId, contextId, campaignId, engagementId, engagementRevision])
}

/** True for the display and the acceptance of the same offer. */
export function isDisplayOf(display: ReportedImpression, acceptance: ReportedImpression): boolean {
  const isPair = display.type === 'impDisplay' && acceptance.type === 'impAccept'
  return isPair && toOfferKey(display.offer) === toOfferKey(acceptance.offer)
}

/** An impression in its service's format. */
export type WireImpression = OfferImpression | EndImpression

export type OutboxEvent =
  | { type: 'impressionQueued' | 'impressionSent'; impression: WireImpression }
  /**
   * `reason` is the name of the last attempt's error. `AbortError` means a log-out. `Expired` means that the impression stayed unsent for 6 hours.
   * `Overflow` means that the impression was the oldest of more than 100. `TooLarge` means that the impression exceeds 60 kB.
   */
  | { type: 'impressionDropped'; impression: WireImpression; reason: string }
