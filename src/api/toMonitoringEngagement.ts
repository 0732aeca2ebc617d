import type { HttpAnswer } from '../http/createHttp.js'
import { readFields, toText } from '../http/readers.js'
import type { Engagement, HeldIds } from './engagement.js'
import { toEngagement } from './toEngagement.js'

/** Monitoring names no validity: its session's idle limit serves. In seconds. */
const validForSeconds = 30 * 60

const fields = { status: toText, conversationId: toText }

/**
 * Reads the answer of Monitoring's Engagement. Its details are a list in every example and an object in the table; a conversation that is under
 * way beats an offer.
 * @throws ResponseError when it is no JSON object, or an id is missing
 */
export function toMonitoringEngagement(answer: HttpAnswer, held: HeldIds): Engagement {
  let conversation: unknown
  const engagement = toEngagement(answer, held, ({ engagementDetails }) => {
    const details = [engagementDetails].flat()
    conversation = details.find(isConversation)
    return conversation ?? details.filter(isExposed).map((offer) => ({ ...offer, validForSeconds }))[0]
  })
  if (!conversation || engagement.status !== 'available') return engagement

  const { visitorId, sessionId, pageId, campaignId, engagementId, engagementRevision, connectorId } = engagement
  const ids = { visitorId, sessionId, pageId }
  const { conversationId } = readFields(conversation, fields)
  if (!conversationId) return { status: 'unavailable', ...ids }
  const resumed = { status: 'conversation', ...ids, campaignId, engagementId, engagementRevision, conversationId } as const
  return connectorId ? { ...resumed, connectorId } : resumed
}

/** Older revisions of the page said `interaction`. */
function isConversation(details: unknown): boolean {
  const { status, conversationId } = readFields(details, fields)
  return conversationId !== undefined || /^(conversation|interaction)$/i.test(status ?? '')
}

function isExposed(details: unknown): details is object {
  return /^expose$/i.test(readFields(details, fields).status ?? '')
}
