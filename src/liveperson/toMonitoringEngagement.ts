import type { HttpAnswer } from '../http/http.js'
import { isRecord, toText } from '../http/readers.js'
import type { Engagement, KnownIds } from '../model/engagement.js'
import { toEngagement } from './toEngagement.js'

/** Monitoring names no validity: its session's idle limit serves. In seconds. */
const validForSeconds = 30 * 60

/**
 * Reads the answer of Monitoring's Engagement. Its details are a list in every example and an object in the table; a conversation that is under
 * way beats an offer.
 * @throws ResponseError when it is no JSON object, or an id is missing
 */
export function toMonitoringEngagement(answer: HttpAnswer, knownIds: KnownIds): Engagement {
  let conversationId: string | undefined
  const engagement = toEngagement(answer, knownIds, ({ engagementDetails }) => {
    const items = [engagementDetails].flat().filter(isRecord)
    const find = (status: RegExp) => items.find((item) => status.test(String(item.status)))
    // Older revisions of the page said `interaction`.
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
