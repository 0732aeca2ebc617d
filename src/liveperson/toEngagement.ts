import { dev } from '../dev.js'
import { ResponseError } from '../errors.js'
import type { HttpAnswer } from '../http/http.js'
import { hasFields, isRecord, readFields, toNumber, toText } from '../http/readers.js'
import type { Engagement, HeldIds } from '../model/engagement.js'

const ids = { visitorId: toText, sessionId: toText, pageId: toText }

/** What an offer cannot be reported without. */
const required = { campaignId: toText, engagementId: toText, engagementRevision: toNumber }

const offered = {
  ...required,
  contextId: toText,
  windowId: toText,
  language: toText,
  skillId: toText,
  skillName: toText,
  connectorId: toText,
  validForSeconds: toNumber,
}

/**
 * Reads an answer to a question. An id that it leaves out is the one held; an offer without the details that it is reported with is none.
 * @param find Where the answer has its offer; undefined where it makes none.
 * @throws ResponseError when it is no JSON object, or an id is missing
 */
export function toEngagement({ status, body }: HttpAnswer, held: HeldIds, find: (body: Record<string, unknown>) => unknown): Engagement {
  const known = { ...readFields(held, ids), ...readFields(body, ids) }
  if (!isRecord(body) || !hasFields(known, ids)) {
    throw new ResponseError(
      dev`The answer (${status}) is no JSON object, or lacks visitorId, sessionId or pageId. Check that the domain is the one of the service, and that no proxy answers in its place.`,
    )
  }
  const { validForSeconds, ...offer } = readFields(find(body), offered)
  if (!hasFields(offer, required)) return { status: 'unavailable', ...known }
  const expiry = validForSeconds !== undefined && { expiresAt: Date.now() + validForSeconds * 1000 }
  return { status: 'available', ...known, ...offer, ...expiry }
}
