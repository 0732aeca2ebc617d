import type { ConversationEngagement, Engagement } from '../model/engagement.js'

/** The ids of an answer that has no offer, or that is not there yet. */
const unknownIds = { visitorId: '', sessionId: '', pageId: '', campaignId: '', engagementId: '', engagementRevision: 0 }

/** Makes the engagement of the client's own conversation out of the service's answer. Ids that the answer lacks are empty. */
export function toConversation(answer: Engagement | undefined, conversationId: string): ConversationEngagement {
  const { contextId: _contextId, expiresAt: _expiresAt, ...ids } = { contextId: undefined, expiresAt: undefined, ...unknownIds, ...answer }
  return { ...ids, status: 'conversation', conversationId }
}
