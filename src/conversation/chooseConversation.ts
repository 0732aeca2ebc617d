import type { ConversationDetails } from '../model/messagingService.js'
import { isMainClosed } from './conversationPhase.js'

/**
 * Chooses the conversation to continue among the open ones, the latest first. The wanted one counts while its survey is open. Another one counts while it
 * takes messages.
 */
export function chooseConversation(open: readonly ConversationDetails[], wantedId: string | undefined): ConversationDetails | undefined {
  return open.find(({ id, isOpen }) => id === wantedId && isOpen) ?? open.find((details) => !isMainClosed(details))
}
