import type { HttpAnswer } from '../http/http.js'
import { hasFields, isRecord, readFields, toText } from '../http/readers.js'
import type { Engagement, KnownIds } from '../model/engagement.js'
import { requiredFields, toEngagement } from './toEngagement.js'

/** In seconds. Monitoring names no validity, so an offer lasts as long as an idle session. */
const validForSeconds = 30 * 60

/**
 * Converts a response of Monitoring's "Engagement". The details are a list in every example and an object in the page's table. A conversation
 * takes precedence over an offer. Details that lack a required member are no offer. Details without a status are one, as LivePerson's own client reads
 * them.
 * @throws ResponseError if the response is no JSON object, or if an id is unknown
 */
export function toMonitoringEngagement(answer: HttpAnswer, knownIds: KnownIds): Engagement {
  let conversationId: string | undefined
  const engagement = toEngagement(answer, knownIds, ({ engagementDetails }) => {
    const items = [engagementDetails].flat().filter(isRecord)
    const isComplete = (item: Record<string, unknown>) => hasFields(readFields(item, requiredFields), requiredFields)
    // Older revisions of the page name the status `interaction`.
    const conversations = items.filter(
      ({ conversationId, status }) => toText(conversationId) || /^(conversation|interaction)$/i.test(toText(status) ?? ''),
    )
    const withId = conversations.filter((item) => toText(item.conversationId))
    const conversation = withId.find(isComplete) ?? withId[0] ?? conversations[0]
    conversationId = toText(conversation?.conversationId)
    if (conversation) return conversationId && conversation
    const exposed = items.find((item) => /^expose$/i.test(toText(item.status ?? 'expose') ?? '') && isComplete(item))
    return exposed && { ...exposed, validForSeconds }
  })
  if (!conversationId || engagement.status !== 'available') return engagement
  const { contextId: _, expiresAt: __, ...resumed } = engagement
  return { ...resumed, status: 'conversation', conversationId }
}
