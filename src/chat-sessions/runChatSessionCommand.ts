import type { EngagementClient } from '../client/engagementClient.js'
import { changeChatSession, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { assertMatches } from './assertMatches.js'
import { getChatSessionApi } from './getChatSessionApi.js'

export type ChatSessionCommandParameters = { id: number; signal?: AbortSignal | undefined }

export type ChatSessionCommand = ChatSessionCommandParameters & {
  action: string
  /** Whether the call would do anything. Where it is given, the session is read first. */
  canRun?: (before: ChatSessionEntityWithLinks) => boolean
  /** Whether the session is what the call was to make of it. */
  hasSucceeded: (after: ChatSessionEntityWithLinks, before: ChatSessionEntityWithLinks | undefined) => boolean
  /** An empty answer says that the call did nothing. */
  isEmptyAnswerRefusal?: boolean
}

/**
 * Calls that move a session through its life are answered with success also where they did nothing: the answer is compared with what was meant.
 * They are never repeated, but with new credentials.
 */
export async function runChatSessionCommand(
  client: EngagementClient,
  { id, signal, action, canRun, hasSucceeded, isEmptyAnswerRefusal = false }: ChatSessionCommand,
): Promise<ChatSessionEntityWithLinks> {
  return getChatSessionApi(client).write({ id, signal }, async (http, signal) => {
    const assertResult = (actual: ChatSessionEntityWithLinks, isMatch: boolean) =>
      assertMatches(http, { id, signal, expected: {}, actual, isMatch, status: 200 })
    const before = canRun && (await readChatSession(http, { id, signal }))
    if (before && !canRun(before)) return assertResult(before, false)
    const answer = await changeChatSession(http, { method: 'POST', id, action, signal })
    const after = answer ?? (await readChatSession(http, { id, signal }))
    return assertResult(after, hasSucceeded(after, before) && !(isEmptyAnswerRefusal && !answer))
  })
}
