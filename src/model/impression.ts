import type { AvailableEngagement, EngagementIds } from './engagement.js'

type ImpressionOf<type extends string> = {
  type: type
  /** `campaignId` of the engagement. */
  campaign: number | string
  /** `engagementId` of the engagement. */
  engId: number | string
  /** `engagementRevision` of the engagement. */
  revision: number
}

/** The offer in the session that the impression is of. */
export type EngagementContext = { type: 'engagementContext'; id: string }

/** The offer was displayed, or accepted. */
export type OfferImpression = ImpressionOf<'impDisplay' | 'impAccept'> & { eContext: EngagementContext[] }

/** The offer ended unaccepted: its time ran out, or the visitor dismissed it. */
export type EndImpression = ImpressionOf<'impTimeout' | 'impClose'>

/** A collapsible offer was opened. The documents give its three members as null and no types. */
export type ExpandedImpression = ImpressionOf<'impExpanded'> & { expanded: unknown; userInit: unknown; actionableItems: unknown }

/** An impression event as it is on the wire ("Impression events body example"). */
export type Impression = OfferImpression | EndImpression | ExpandedImpression

/** The impressions that the library can make of an engagement. */
export type ImpressionType = (OfferImpression | EndImpression)['type']

/** The offer that an impression is of, and the visitor, session and page view that it was made for. */
export type OfferIds = EngagementIds &
  Pick<AvailableEngagement, 'campaignId' | 'engagementId' | 'engagementRevision'> & { contextId?: string | undefined }

/** `undefined` where the offer has no `contextId`: the service takes impressions only in the session and context that made the offer. */
export function toImpression(type: ImpressionType, offer: OfferIds): OfferImpression | EndImpression | undefined {
  const { campaignId, engagementId, engagementRevision, contextId } = offer
  if (!contextId) return undefined
  const event = { campaign: toWireId(campaignId), engId: toWireId(engagementId), revision: engagementRevision }
  return type === 'impDisplay' || type === 'impAccept'
    ? { type, ...event, eContext: [{ type: 'engagementContext', id: contextId }] }
    : { type, ...event }
}

/** Ids travel as numbers in impressions. One that a number cannot hold exactly stays a text. */
function toWireId(id: string): number | string {
  return /^\d{1,15}$/.test(id) ? Number(id) : id
}
