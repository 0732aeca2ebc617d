import type { AvailableEngagement, ConversationEngagement } from '../model/engagement.js'

/** The parameters of `openConversation`. */
export type OpenConversationParameters = {
  /** The offer that the visitor accepted, or the conversation to continue. */
  engagement: AvailableEngagement | ConversationEngagement
  /** The first message of a new conversation. A conversation that was open already does not get it. */
  firstMessage?: string | undefined
  /** Ends the attempt with its reason. */
  signal?: AbortSignal | undefined
}

/** The parameters of `resumeConversation`. */
export type ResumeConversationParameters = {
  /** Ends the attempt with its reason. */
  signal?: AbortSignal | undefined
}
