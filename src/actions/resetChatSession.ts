import type { ChatSessionEntityWithLinks } from '../api/chatSessionEntity.js'
import { toChatSessionPhase } from '../api/chatSessionStatus.js'
import type { EngagementClient } from '../client.js'
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
