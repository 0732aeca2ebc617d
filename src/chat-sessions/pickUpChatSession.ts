import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toAssociateId } from '../superoffice/toAssociateId.js'
import { type ChatSessionCommandParameters, runChatSessionCommand } from './runChatSessionCommand.js'

/**
 * Assigns a session in the queue to the agent who calls ("POST ChatSession/{id}/Pickup").
 * @throws ConflictError if the session is not in the queue, because another agent has it
 */
export function pickUpChatSession(client: EngagementClient, parameters: ChatSessionCommandParameters): Promise<ChatSessionEntityWithLinks> {
  return runChatSessionCommand(client, {
    ...parameters,
    action: 'Pickup',
    canRun: ({ User }) => !toAssociateId(User),
    hasSucceeded: ({ User }) => toAssociateId(User) > 0,
    isEmptyAnswerRefusal: true,
  })
}
