import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toChatSessionPhase } from '../superoffice/chatSessionStatus.js'
import { type MoveChatSessionParameters, moveChatSession } from './moveChatSession.js'

/**
 * Takes a session back to its start, from an agent or a bot ("POST ChatSession/{id}/Reset").
 * @throws ConflictError where it is not at its start afterwards
 */
export function resetChatSession(client: EngagementClient, parameters: MoveChatSessionParameters): Promise<ChatSessionEntityWithLinks> {
  return moveChatSession(client, {
    ...parameters,
    action: 'Reset',
    isDone: ({ Status, ChatbotIsActive }) => !ChatbotIsActive && /^(starting|offline|waiting)$/.test(toChatSessionPhase(Status)),
  })
}
