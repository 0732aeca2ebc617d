import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toAssociateId } from '../superoffice/toAssociateId.js'
import { type ChatSessionCommandParameters, runChatSessionCommand } from './runChatSessionCommand.js'

/**
 * Accepts a session that another agent offers to the agent who calls ("POST ChatSession/{id}/AcceptTransfer").
 * @throws ConflictError if no transfer is pending, or it is for another agent
 */
export function acceptChatSessionTransfer(
  client: EngagementClient,
  parameters: ChatSessionCommandParameters,
): Promise<ChatSessionEntityWithLinks> {
  return runChatSessionCommand(client, {
    ...parameters,
    action: 'AcceptTransfer',
    canRun: ({ TransferTo }) => toAssociateId(TransferTo) > 0,
    hasSucceeded: (after, before) => !toAssociateId(after.TransferTo) && toAssociateId(after.User) === toAssociateId(before?.TransferTo),
  })
}
