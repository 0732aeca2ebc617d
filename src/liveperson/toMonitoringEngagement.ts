import type { HttpAnswer } from '../http/http.js'
import { isRecord, toText } from '../http/readers.js'
import type { Engagement, KnownIds } from '../model/engagement.js'
import { toEngagement } from './toEngagement.js'

/** In seconds. Monitoring names no validity, so an offer lasts as long as an idle session. */
const validForSeconds = 30 * 60

/**
 * Converts a response of Monitoring's "Engagement". The details are a list in every example and an object in the page's table. A conversation
 * takes precedence over an offer.
 * @throws ResponseError if the response is no JSON object, or if an id is unknown
 */
export function toMonitoringEngagement(answer: HttpAnswer, knownIds: KnownIds): Engagement {
  let conversationId: string | undefined
  const engagement = toEngagement(answer, knownIds, ({ engagementDetails }) => {
    const items = [engagementDetails].flat().filter(isRecord)
    const find = (status: RegExp) => items.find((item) => status.test(toText(item.status) ?? ''))
    // Older revisions of the page name the status `interaction`.
    const conversation = items.find((item) => toText(item.conversationId)) ?? find(/^(conversation|interaction)$/i)
    conversationId = toText(conversation?.conversationId)
    if (conversation) return conversationId && conversation
    const exposed = find(/^expose$/i)
    return exposed && { ...exposed, validForSeconds }
  })
  if (!conversationId || engagement.status !== 'available') return engagement
  const { contextId: _, expiresAt: __, ...resumed } = engagement
  return { ...resumed, status: 'conversation', conversationId }
}
