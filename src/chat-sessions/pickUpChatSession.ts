import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toAssociateId } from '../superoffice/toAssociateId.js'
import { type MoveChatSessionParameters, moveChatSession } from './moveChatSession.js'

/**
 * Takes a session out of the queue ("POST ChatSession/{id}/Pickup").
 * @throws ConflictError where it was not in the queue: someone else has it
 */
export function pickUpChatSession(client: EngagementClient, parameters: MoveChatSessionParameters): Promise<ChatSessionEntityWithLinks> {
  return moveChatSession(client, {
    ...parameters,
    action: 'Pickup',
    isDue: ({ User }) => !toAssociateId(User),
    isDone: ({ User }) => toAssociateId(User) > 0,
    isEmptyRefusal: true,
  })
}
