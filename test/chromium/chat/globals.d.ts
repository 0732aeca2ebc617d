import type { ClientEvent, Conversation, EngagementClient } from '../../../src/index.js'

/** The globals that the page defines for its tests. */
declare global {
  var client: EngagementClient
  var events: ClientEvent[]
  /** Opens a conversation, or continues the one that is open. No button is needed. */
  var openChat: () => Promise<Conversation>
  /** A test sets it to the conversation that it has opened. */
  var conversation: Conversation
}
