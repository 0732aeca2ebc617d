import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toAssociateId } from '../superoffice/toAssociateId.js'
import { type ChatSessionCommandParameters, runChatSessionCommand } from './runChatSessionCommand.js'

/**
 * Rejects a session that another agent offers to the agent who calls. The other agent stays its agent ("POST ChatSession/{id}/RejectTransfer").
 * @throws ConflictError if no transfer is pending, or it is for another agent
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
