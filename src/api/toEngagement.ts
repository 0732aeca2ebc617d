import { ResponseError } from '../errors.js'
import type { HttpAnswer } from '../http/createHttp.js'
import { hasFields, isRecord, readFields, toNumber, toText } from '../http/readers.js'
import type { Engagement, HeldIds } from './engagement.js'

const idFields = { visitorId: toText, sessionId: toText, pageId: toText }

const offerFields = {
  campaignId: toText,
  engagementId: toText,
  engagementRevision: toNumber,
  contextId: toText,
  windowId: toText,
  language: toText,
  skillId: toNumber,
  skillName: toText,
  connectorId: toText,
  validForSeconds: toNumber,
}

/**
 * Reads the answer of App Engagement's Create Session. An id that it leaves out is the one held; an offer without the details that it is
 * reported with is none.
 * @throws ResponseError when it is no JSON object, or an id is missing
 */
export function toEngagement({ status, body }: HttpAnswer, held: HeldIds): Engagement {
  const ids = { ...held, ...readFields(body, idFields) }
  if (!isRecord(body) || !hasFields(ids, 'visitorId', 'sessionId', 'pageId')) {
    throw new ResponseError(
      process.env.NODE_ENV === 'production'
        ? ''
        : `The answer (${status}) is no JSON object, or lacks visitorId, sessionId or pageId. Check that the domain is the one of the service, and that no proxy answers in its place.`,
    )
  }
  const { validForSeconds, ...offer } = readFields(body.engagementDetails, offerFields)
  // Its case is not to be relied on: `NotAvailable` is seen as `Not Available` too.
  const isAvailable = toText(body.status)?.toLowerCase() === 'available'
  if (!isAvailable || !hasFields(offer, 'campaignId', 'engagementId', 'engagementRevision')) return { status: 'unavailable', ...ids }
  const expiry = validForSeconds === undefined ? {} : { expiresAt: Date.now() + validForSeconds * 1000 }
  return { status: 'available', ...ids, ...offer, ...expiry }
}
