import type { AvailableEngagement, EngagementIds } from './engagement.js'

type ImpressionOf<type extends string> = {
  type: type
  /** The `campaignId` of the engagement. */
  campaign: number | string
  /** The `engagementId` of the engagement. */
  engId: number | string
  /** The `engagementRevision` of the engagement. */
  revision: number
}

/** Refers to the offer in the session. `id` is the offer's `contextId`. */
export type EngagementContext = { type: 'engagementContext'; id: string }

/** The offer was displayed or accepted. */
export type OfferImpression = ImpressionOf<'impDisplay' | 'impAccept'> & { eContext: EngagementContext[] }

/** The offer ended without acceptance: the offer expired, or the visitor dismissed it. */
export type EndImpression = ImpressionOf<'impTimeout' | 'impClose'>

/** A collapsible offer was opened. The documents show its three members as null, without types. */
export type ExpandedImpression = ImpressionOf<'impExpanded'> & { expanded: unknown; userInit: unknown; actionableItems: unknown }

/** An impression in the form of the request ("Impression events body example"). */
export type Impression = OfferImpression | EndImpression | ExpandedImpression

/** The types of the impressions that the library makes. */
export type ImpressionType = (OfferImpression | EndImpression)['type']

/** The ids of the offer that an impression reports. Visitor, session and page view are those of the offer. */
export type OfferIds = EngagementIds &
  Pick<AvailableEngagement, 'campaignId' | 'engagementId' | 'engagementRevision'> & { contextId?: string | undefined }

/**
 * Makes an impression. Returns undefined if the offer has no `contextId`. The service accepts an impression only in the session and
 * context of its offer.
 */
export function toImpression(type: ImpressionType, offer: OfferIds): OfferImpression | EndImpression | undefined {
  const { campaignId, engagementId, engagementRevision, contextId } = offer
  if (!contextId) return undefined
  const event = { campaign: toWireId(campaignId), engId: toWireId(engagementId), revision: engagementRevision }
  return type === 'impDisplay' || type === 'impAccept'
    ? { type, ...event, eContext: [{ type: 'engagementContext', id: contextId }] }
    : { type, ...event }
}

/** Impressions contain ids as numbers. An id that a number cannot represent exactly stays a text. */
function toWireId(id: string): number | string {
  return /^\d{1,15}$/.test(id) ? Number(id) : id
}
