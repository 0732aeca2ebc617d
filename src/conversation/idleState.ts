import type { ConversationState } from '../model/conversation.js'

/** The state before any conversation. */
export const idleState: ConversationState = Object.freeze({
  status: 'idle',
  messages: Object.freeze([]),
  agents: Object.freeze([]),
  isAgentTyping: false,
  unreadCount: 0,
  error: undefined,
})
