import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toAssociateId } from '../superoffice/toAssociateId.js'
import { type MoveChatSessionParameters, moveChatSession } from './moveChatSession.js'

/**
 * Leaves a session that is being offered to the agent who has it ("POST ChatSession/{id}/RejectTransfer").
 * @throws ConflictError where no transfer is pending, or it is for somebody else
 */
export function rejectChatSessionTransfer(
  client: EngagementClient,
  parameters: MoveChatSessionParameters,
): Promise<ChatSessionEntityWithLinks> {
  return moveChatSession(client, {
    ...parameters,
    action: 'RejectTransfer',
    isDue: ({ TransferTo }) => toAssociateId(TransferTo) > 0,
    isDone: (after, before) => !toAssociateId(after.TransferTo) && toAssociateId(after.User) === toAssociateId(before?.User),
  })
}
