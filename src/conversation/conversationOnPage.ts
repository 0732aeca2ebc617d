import type { ClientCore } from '../client/engagementClient.js'
import type { Conversation } from '../model/conversation.js'
import type { MessagingConnection } from '../model/messagingService.js'
import type { Target } from './connectConversation.js'
import type { ConversationStorage } from './storedConversation.js'

/** A conversation on this page, from the first attempt to connect. Its functions work before the conversation has an id. */
export type ConversationOnPage = Omit<Conversation, 'id'> & {
  /** Resolves when the conversation is found and its history is read. Resolves with undefined if there is nothing to resume. */
  ready: Promise<Conversation | undefined>
  getId: () => string | undefined
  /** True while this page works for the conversation, and it can take messages. */
  isLive: () => boolean
  /** True while this page works for the conversation or its survey. */
  isOpen: () => boolean
  /** True if another tab has logged out, and this tab was suspended then. */
  isForgotten: () => boolean
  /** Ends the conversation at the service, without a response, and forgets it here. */
  logOut: () => void
}

export type CreateConversationOptions = {
  core: ClientCore
  messaging: MessagingConnection
  storage: ConversationStorage
  target: Target
  firstMessage?: string | undefined
  /** Called once, when this page no longer works for the conversation. */
  onFinish: () => void
}
