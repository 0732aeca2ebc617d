import type { Conversation } from '../model/conversation.js'
import type { AvailableEngagement, ConversationEngagement } from '../model/engagement.js'
import type { ConversationStore } from './createConversationStore.js'

/** The functions of the client's conversation. They stay the same in all renders. */
export type ConversationActions = Omit<Conversation, 'id' | 'getState' | 'subscribe'> & {
  /**
   * Opens the conversation of an engagement, or continues the one that is open.
   * @param firstMessage The first message of a new conversation
   */
  open: (engagement: AvailableEngagement | ConversationEngagement, firstMessage?: string) => Promise<Conversation>
}

/** @param getEngagement Returns the engagement for which the first `send` opens a conversation */
export function toConversationActions(
  store: ConversationStore,
  getEngagement: () => AvailableEngagement | ConversationEngagement | undefined = () => undefined,
): ConversationActions {
  const { getIdleState, getState, subscribe, open, resume, ...functions } = store
  return {
    ...functions,
    async send(text) {
      const engagement = getEngagement()
      // The message waits for the conversation. The state has the error of the attempt.
      if (engagement && getState().status === 'idle') open({ engagement }).catch(() => {})
      return functions.send(text)
    },
    open: (engagement, firstMessage) => open({ engagement, firstMessage }),
  }
}
