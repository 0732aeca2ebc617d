import type { AvailableEngagement, ConversationEngagement } from '../../src/index.js'

const ids = { visitorId: 'v', sessionId: 's', pageId: '1', campaignId: '1', engagementId: '2', engagementRevision: 3 }

/** An offer that a component is given. */
export const available: AvailableEngagement = { status: 'available', ...ids }

/** A conversation to resume. */
export const conversation: ConversationEngagement = { status: 'conversation', ...ids, conversationId: 'c' }
