import type { EngagementClient } from '../client/engagementClient.js'
import type { Conversation } from '../model/conversation.js'
import type { ResumeConversationParameters } from './conversationParameters.js'
import { getConversationStore } from './createConversationStore.js'

export type { ResumeConversationParameters } from './conversationParameters.js'

/**
 * Continues the conversation of an earlier page or of another tab. Resolves with undefined, and opens no socket, if none is stored.
 * @throws ConfigurationError without `messaging`, or without a `WebSocket`
 * @example
 * const conversation = await resumeConversation(client)
 */
export function resumeConversation(client: EngagementClient, parameters?: ResumeConversationParameters): Promise<Conversation | undefined> {
  return getConversationStore(client).resume(parameters)
}
