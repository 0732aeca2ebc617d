import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toAssociateId } from '../superoffice/toAssociateId.js'
import { type ChatSessionCommandParameters, runChatSessionCommand } from './runChatSessionCommand.js'

/**
 * Takes a session out of the queue ("POST ChatSession/{id}/Pickup").
 * @throws ConflictError where it was not in the queue: someone else has it
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
