import type { AvailableEngagement, ConversationEngagement } from '../../src/index.js'

const ids = { visitorId: 'v', sessionId: 's', pageId: '1', campaignId: '1', engagementId: '2', engagementRevision: 3 }

/** An offer without a context: nothing is reported of it. */
export const available: AvailableEngagement = { status: 'available', ...ids }

/** An offer whose impressions are reported. */
export const reportable: AvailableEngagement = { ...available, contextId: '4' }

/** A conversation to resume. */
export const conversation: ConversationEngagement = { status: 'conversation', ...ids, conversationId: 'c' }
