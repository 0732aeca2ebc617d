import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatWindowLabels } from '../react/locale.js'
import type { ConversationActions } from './conversationActions.js'
import type { TimeFormat } from './createTimeFormat.js'

/** The things that all parts of a window share. It stays the same object as long as none of them changes. */
export type Chat = {
  /** The client of the conversation. `useConversation({ client })` returns its state. */
  client: EngagementClient
  /** The functions of the conversation. */
  conversation: ConversationActions
  /** The window's texts. */
  labels: ChatWindowLabels
  /** Writes moments in the language of the texts. */
  format: TimeFormat
  /** The language of the other side's texts, as in `lang`. Undefined if the engagement names none. */
  language: string | undefined
}
