import { ResponseError } from '../errors.js'
import type { HttpAnswer } from '../http/createHttp.js'
import { hasFields, isRecord, readFields, toNumber, toText } from '../http/readers.js'
import type { Engagement, HeldIds } from './engagement.js'

const ids = { visitorId: toText, sessionId: toText, pageId: toText }

/** What an offer cannot be reported without. */
const required = { campaignId: toText, engagementId: toText, engagementRevision: toNumber }

const optional = {
  contextId: toText,
  windowId: toText,
  language: toText,
  skillId: toText,
  skillName: toText,
  connectorId: toText,
}

/**
 * Reads the answer of App Engagement's Create Session. An id that it leaves out is the one held.
 * @throws ResponseError when it is no JSON object, or an id is missing
 */
export function toEngagement({ status, body }: HttpAnswer, held: HeldIds): Engagement {
  const known = { ...held, ...readFields(body, ids) }
  if (!isRecord(body) || !hasFields(known, ids)) {
    throw new ResponseError(
      process.env.NODE_ENV === 'production'
        ? ''
        : `The answer (${status}) is no JSON object, or lacks visitorId, sessionId or pageId. Check that the domain is the one of the service, and that no proxy answers in its place.`,
    )
  }
  const details = body.engagementDetails
  const offer = readFields(details, required)
  // Its case is not to be relied on: `NotAvailable` is seen as `Not Available` too.
  const isAvailable = toText(body.status)?.toLowerCase() === 'available'
  if (!isAvailable || !hasFields(offer, required)) return { status: 'unavailable', ...known }
  const { validForSeconds } = readFields(details, { validForSeconds: toNumber })
  const expiry = validForSeconds === undefined ? {} : { expiresAt: Date.now() + validForSeconds * 1000 }
  return { status: 'available', ...known, ...offer, ...readFields(details, optional), ...expiry }
}
