import { changeChatSession, readChatSession } from '../api/chatSession.js'
import type { ChatSessionEntityWithLinks } from '../api/chatSessionEntity.js'
import { toChatSessionPhase } from '../api/chatSessionStatus.js'
import type { Associate } from '../api/superOfficePeople.js'
import type { EngagementClient } from '../client.js'
import { chatSessionsOf } from './chatSessionsOf.js'
import { confirmChatSession } from './confirmChatSession.js'

export type MoveChatSessionParameters = { id: number; signal?: AbortSignal | undefined }

export type TransferChatSessionParameters = MoveChatSessionParameters & {
  /** The agent to offer the session to: associate id or user name. */
  toAssociate: number | string
}

type Move = MoveChatSessionParameters & {
  action: string
  /** Whether the call would do anything. @default true */
  isDue?: (before: ChatSessionEntityWithLinks) => boolean
  /** Whether the session is what the call was to make of it. */
  isDone: (after: ChatSessionEntityWithLinks, before: ChatSessionEntityWithLinks) => boolean
  /** An empty answer says that the call did nothing. */
  isEmptyRefusal?: boolean
}

/**
 * Calls that move a session through its life are answered with success also where they did nothing: the session is read first, and the answer
 * compared with what was meant. They are never repeated, but with new credentials.
 */
async function move(client: EngagementClient, { id, signal, action, ...move }: Move): Promise<ChatSessionEntityWithLinks> {
  const { isDue = () => true, isDone, isEmptyRefusal = false } = move
  return chatSessionsOf(client).change({ id, signal }, async (http, signal) => {
    const confirm = (server: ChatSessionEntityWithLinks, isDone: boolean) =>
      confirmChatSession(http, { id, signal, ours: {}, server, isDone, status: 200 })
    const before = await readChatSession(http, { id, signal })
    if (!isDue(before)) return confirm(before, false)
    const answer = await changeChatSession(http, { method: 'POST', id, action, signal })
    const after = answer ?? (await readChatSession(http, { id, signal }))
    return confirm(after, isDone(after, before) && !(isEmptyRefusal && !answer))
  })
}

const idOf = (associate: Associate | null | undefined) => Math.max(associate?.AssociateId ?? 0, 0)

/**
 * Takes a session out of the queue ("POST ChatSession/{id}/Pickup").
 * @throws ConflictError where it was not in the queue: someone else has it
 */
export function pickUpChatSession(client: EngagementClient, parameters: MoveChatSessionParameters): Promise<ChatSessionEntityWithLinks> {
  return move(client, {
    ...parameters,
    action: 'Pickup',
    isDue: ({ User }) => !idOf(User),
    isDone: ({ User }) => idOf(User) > 0,
    isEmptyRefusal: true,
  })
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
  const isWanted = (name: unknown) => String(name).toLowerCase() === wanted
  const isNamed = (associate: Associate) => associate.Name || associate.UserName || !Number.isNaN(Number(wanted))
  return move(client, {
    ...parameters,
    action: `TransferTo/${encodeURIComponent(toAssociate)}`,
    // Where the answer has no name to compare, that there is a transfer has to do.
    isDone: ({ TransferTo }) =>
      TransferTo !== null &&
      idOf(TransferTo) > 0 &&
      (!isNamed(TransferTo) || [TransferTo.AssociateId, TransferTo.Name, TransferTo.UserName].some(isWanted)),
  })
}

/**
 * Takes a session over that is being offered ("POST ChatSession/{id}/AcceptTransfer").
 * @throws ConflictError where no transfer is pending, or it is for somebody else
 */
export function acceptChatSessionTransfer(
  client: EngagementClient,
  parameters: MoveChatSessionParameters,
): Promise<ChatSessionEntityWithLinks> {
  return move(client, {
    ...parameters,
    action: 'AcceptTransfer',
    isDue: ({ TransferTo }) => idOf(TransferTo) > 0,
    isDone: (after, before) => !idOf(after.TransferTo) && idOf(after.User) === idOf(before.TransferTo),
  })
}

/**
 * Leaves a session that is being offered to the agent who has it ("POST ChatSession/{id}/RejectTransfer").
 * @throws ConflictError where no transfer is pending, or it is for somebody else
 */
export function rejectChatSessionTransfer(
  client: EngagementClient,
  parameters: MoveChatSessionParameters,
): Promise<ChatSessionEntityWithLinks> {
  return move(client, {
    ...parameters,
    action: 'RejectTransfer',
    isDue: ({ TransferTo }) => idOf(TransferTo) > 0,
    isDone: (after, before) => !idOf(after.TransferTo) && idOf(after.User) === idOf(before.User),
  })
}

/**
 * Takes a session back to its start, from an agent or a bot ("POST ChatSession/{id}/Reset").
 * @throws ConflictError where it is still where it was
 */
export function resetChatSession(client: EngagementClient, parameters: MoveChatSessionParameters): Promise<ChatSessionEntityWithLinks> {
  return move(client, {
    ...parameters,
    action: 'Reset',
    isDone: ({ Status, ChatbotIsActive }) => !ChatbotIsActive && /^(starting|offline|waiting)$/.test(toChatSessionPhase(Status)),
  })
}
