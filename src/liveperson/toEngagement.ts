import { dev } from '../dev.js'
import { ResponseError } from '../errors.js'
import type { HttpAnswer } from '../http/http.js'
import { hasFields, isRecord, readFields, toNumber, toText } from '../http/readers.js'
import type { Engagement, KnownIds } from '../model/engagement.js'

const idFields = { visitorId: toText, sessionId: toText, pageId: toText }

/** The members that every report of an offer needs. */
export const requiredFields = { campaignId: toText, engagementId: toText, engagementRevision: toNumber }

const offerFields = {
  ...requiredFields,
  contextId: toText,
  windowId: toText,
  language: toText,
  skillId: toText,
  skillName: toText,
  connectorId: toText,
  validForSeconds: toNumber,
}

/**
 * Converts a response to an engagement. The known ids stand in for ids that the response omits. An offer that lacks a required member, or
 * is valid for no time, is `unavailable`.
 * @param findOffer Returns the part of the response's body that contains the offer, or undefined if the body has no offer.
 * @throws ResponseError if the response is no JSON object, or if an id is unknown
 */
export function toEngagement(
  { status, body }: HttpAnswer,
  knownIds: KnownIds,
  findOffer: (body: Record<string, unknown>) => unknown,
): Engagement {
  const ids = { ...readFields(knownIds, idFields), ...readFields(body, idFields) }
  if (!isRecord(body) || !hasFields(ids, idFields)) {
    throw new ResponseError(
      dev`The response (${status}) is not a JSON object, or has no visitorId, sessionId or pageId. Check the domain, and any proxy in front of the service.`,
    )
  }
  const { validForSeconds, ...offer } = readFields(findOffer(body), offerFields)
  const isExpired = validForSeconds !== undefined && validForSeconds <= 0
  if (isExpired || !hasFields(offer, requiredFields)) return { status: 'unavailable', ...ids }
  const expiry = validForSeconds !== undefined && { expiresAt: Date.now() + validForSeconds * 1000 }
  return { status: 'available', ...ids, ...offer, ...expiry }
}
