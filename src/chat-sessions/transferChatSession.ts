import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { toAssociateId } from '../superoffice/toAssociateId.js'
import { type MoveChatSessionParameters, moveChatSession } from './moveChatSession.js'

export type TransferChatSessionParameters = MoveChatSessionParameters & {
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
  const wanted = String(toAssociate).toLowerCase()
  return moveChatSession(client, {
    ...parameters,
    action: `TransferTo/${encodeURIComponent(toAssociate)}`,
    isDone({ TransferTo }) {
      const names = [TransferTo?.Name, TransferTo?.UserName].filter(Boolean)
      // A name cannot be compared with an id alone: that there is a transfer has to do.
      const isUnknown = !names.length && Number.isNaN(Number(toAssociate))
      const isWanted = [TransferTo?.AssociateId, ...names].some((name) => String(name).toLowerCase() === wanted)
      return toAssociateId(TransferTo) > 0 && (isUnknown || isWanted)
    },
  })
}
