import type { EngagementClient } from '../client/engagementClient.js'
import { changeChatSession, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { chatSessionsOf } from './chatSessionsOf.js'
import { confirmChatSession } from './confirmChatSession.js'

export type MoveChatSessionParameters = { id: number; signal?: AbortSignal | undefined }

export type Move = MoveChatSessionParameters & {
  action: string
  /** Whether the call would do anything. Where it is given, the session is read first. */
  isDue?: (before: ChatSessionEntityWithLinks) => boolean
  /** Whether the session is what the call was to make of it. */
  isDone: (after: ChatSessionEntityWithLinks, before: ChatSessionEntityWithLinks | undefined) => boolean
  /** An empty answer says that the call did nothing. */
  isEmptyRefusal?: boolean
}

/**
 * Calls that move a session through its life are answered with success also where they did nothing: the answer is compared with what was meant.
 * They are never repeated, but with new credentials.
 */
export async function moveChatSession(
  client: EngagementClient,
  { id, signal, action, isDue, isDone, isEmptyRefusal = false }: Move,
): Promise<ChatSessionEntityWithLinks> {
  return chatSessionsOf(client).change({ id, signal }, async (http, signal) => {
    const confirm = (server: ChatSessionEntityWithLinks, isDone: boolean) =>
      confirmChatSession(http, { id, signal, ours: {}, server, isDone, status: 200 })
    const before = isDue && (await readChatSession(http, { id, signal }))
    if (before && !isDue(before)) return confirm(before, false)
    const answer = await changeChatSession(http, { method: 'POST', id, action, signal })
    const after = answer ?? (await readChatSession(http, { id, signal }))
    return confirm(after, isDone(after, before) && !(isEmptyRefusal && !answer))
  })
}
