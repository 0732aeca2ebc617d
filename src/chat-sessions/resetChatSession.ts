import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toChatSessionPhase } from '../superoffice/chatSessionStatus.js'
import { type ChatSessionCommandParameters, runChatSessionCommand } from './runChatSessionCommand.js'

/**
 * Takes a session from its agent or bot, and returns it to its start ("POST ChatSession/{id}/Reset").
 * @throws ConflictError if the session is not at its start afterwards
 */
export function resetChatSession(client: EngagementClient, parameters: ChatSessionCommandParameters): Promise<ChatSessionEntityWithLinks> {
  return runChatSessionCommand(client, {
    ...parameters,
    action: 'Reset',
    hasSucceeded: ({ Status, ChatbotIsActive }) => !ChatbotIsActive && /^(starting|offline|waiting)$/.test(toChatSessionPhase(Status)),
  })
}
