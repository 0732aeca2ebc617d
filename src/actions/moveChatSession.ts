import { changeChatSession, readChatSession } from '../api/chatSession.js'
import type { ChatSessionEntityWithLinks } from '../api/chatSessionEntity.js'
import { toChatSessionPhase } from '../api/chatSessionStatus.js'
import type { Associate } from '../api/superOfficePeople.js'
import type { EngagementClient } from '../client.js'
import { chatSessionsOf } from './chatSessionsOf.js'
import { toConflict } from './writeChatSession.js'

export type MoveChatSessionParameters = { id: number; signal?: AbortSignal | undefined }

export type TransferChatSessionParameters = MoveChatSessionParameters & {
  /** The agent to offer the session to: associate id or user name. */
  toAssociate: number | string
}

type Move = MoveChatSessionParameters & {
  action: string
  /** Whether the call would do anything. Where it is given, the session is read first. */
  isDue?: (before: ChatSessionEntityWithLinks) => boolean
  /** Whether the session is what the call was to make of it. */
  isDone: (after: ChatSessionEntityWithLinks, before: ChatSessionEntityWithLinks | undefined) => boolean
}

/**
 * Calls that move a session through its life are answered with success also where they did nothing: their answer is compared with what was meant.
 * They are never repeated.
 */
async function move(client: EngagementClient, { id, signal, action, isDue, isDone }: Move): Promise<ChatSessionEntityWithLinks> {
  const { http, turns } = chatSessionsOf(client)
  return turns.change(id, async () => {
    signal?.throwIfAborted()
    const before = isDue && (await readChatSession(http, { id, signal }))
    if (before && !isDue?.(before)) throw toConflict({ status: 200, server: before, ours: {} })
    const after = await changeChatSession(http, { method: 'POST', id, action, signal })
    if (after && isDone(after, before)) return after
    throw toConflict({ status: 200, server: after ?? (await readChatSession(http, { id, signal })), ours: {} })
  })
}

const idOf = (associate: Associate | null | undefined) => Math.max(associate?.AssociateId ?? 0, 0)

/**
 * Takes a session out of the queue ("POST ChatSession/{id}/Pickup").
 * @throws ConflictError where it was not in the queue: someone else has it
 */
export function pickUpChatSession(client: EngagementClient, parameters: MoveChatSessionParameters): Promise<ChatSessionEntityWithLinks> {
  return move(client, { ...parameters, action: 'Pickup', isDone: ({ User }) => idOf(User) > 0 })
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
  return move(client, {
    ...parameters,
    action: `TransferTo/${encodeURIComponent(toAssociate)}`,
    isDone: ({ TransferTo }) => [TransferTo?.AssociateId, TransferTo?.Name, TransferTo?.UserName].some(isWanted),
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
    isDone: (after, before) => !idOf(after.TransferTo) && idOf(after.User) === idOf(before?.TransferTo),
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
    isDone: (after, before) => !idOf(after.TransferTo) && idOf(after.User) === idOf(before?.User),
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
