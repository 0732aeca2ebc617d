import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toAssociateId } from '../superoffice/toAssociateId.js'
import { type ChatSessionCommandParameters, runChatSessionCommand } from './runChatSessionCommand.js'

/** The chat session, the agent, and a signal. */
export type TransferChatSessionParameters = ChatSessionCommandParameters & {
  /** The associate id or the user name of the agent who is offered the session. */
  toAssociate: number | string
}

/**
 * Offers a session of the agent who calls to another agent ("POST ChatSession/{id}/TransferTo/{toAssociate}").
 * @throws ConflictError if the session belongs to another agent
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
      // A name cannot be compared with an answer that has only an id. Any pending transfer then counts as the requested one.
      const isUnknown = !names.length && Number.isNaN(Number(toAssociate))
      const isRequested = [TransferTo?.AssociateId, ...names].some((name) => String(name).toLowerCase() === requestedAgent)
      return toAssociateId(TransferTo) > 0 && (isUnknown || isRequested)
    },
  })
}
