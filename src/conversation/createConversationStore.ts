import type { EngagementClient } from '../client/engagementClient.js'
import type { Conversation, ConversationState } from '../model/conversation.js'
import type { OpenConversationParameters, ResumeConversationParameters } from './conversationParameters.js'

/**
 * The one conversation of a client, for all hooks and windows. Its functions are those of the conversation that was opened last. Without one, those that
 * return a promise reject with a `ConfigurationError`, and the others do nothing.
 */
export type ConversationStore = Omit<Conversation, 'id'> & {
  /** The state before any conversation, always the same object. A server renders it, and so does the first render in a browser. */
  getIdleState: () => ConversationState
  open: (parameters: OpenConversationParameters) => Promise<Conversation>
  resume: (parameters?: ResumeConversationParameters) => Promise<Conversation | undefined>
}

/** Returns the client's store. It is made on the first call. */
export function getConversationStore(_client: EngagementClient): ConversationStore {
  throw new Error()
}
