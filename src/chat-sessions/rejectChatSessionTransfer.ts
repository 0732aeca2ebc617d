import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toAssociateId } from '../superoffice/toAssociateId.js'
import { type ChatSessionCommandParameters, runChatSessionCommand } from './runChatSessionCommand.js'

/**
 * Leaves a session that is being offered to the agent who has it ("POST ChatSession/{id}/RejectTransfer").
 * @throws ConflictError where no transfer is pending, or it is for somebody else
 */
export function rejectChatSessionTransfer(
  client: EngagementClient,
  parameters: ChatSessionCommandParameters,
): Promise<ChatSessionEntityWithLinks> {
  return runChatSessionCommand(client, {
    ...parameters,
    action: 'RejectTransfer',
    canRun: ({ TransferTo }) => toAssociateId(TransferTo) > 0,
    hasSucceeded: (after, before) => !toAssociateId(after.TransferTo) && toAssociateId(after.User) === toAssociateId(before?.User),
  })
}
