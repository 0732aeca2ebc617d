import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toAssociateId } from '../superoffice/toAssociateId.js'
import { type ChatSessionCommandParameters, runChatSessionCommand } from './runChatSessionCommand.js'

export type TransferChatSessionParameters = ChatSessionCommandParameters & {
  /** The agent to offer the session to: associate id or user name. */
  toAssociate: number | string
}

/**
 * Offers one's own session to another agent ("POST ChatSession/{id}/TransferTo/{toAssociate}").
 * @throws ConflictError where the session is not one's own
 */
export function transferChatSession(
  client: EngagementClient,
  { toAssociate, ...parameters }: TransferChatSessionParameters,
): Promise<ChatSessionEntityWithLinks> {
  const requestedAgent = String(toAssociate).toLowerCase()
  return runChatSessionCommand(client, {
    ...parameters,
    action: `TransferTo/${encodeURIComponent(toAssociate)}`,
    hasSucceeded({ TransferTo }) {
      const names = [TransferTo?.Name, TransferTo?.UserName].filter(Boolean)
      // A name cannot be compared with an id alone: that there is a transfer has to do.
      const isUnknown = !names.length && Number.isNaN(Number(toAssociate))
      const isRequested = [TransferTo?.AssociateId, ...names].some((name) => String(name).toLowerCase() === requestedAgent)
      return toAssociateId(TransferTo) > 0 && (isUnknown || isRequested)
    },
  })
}
