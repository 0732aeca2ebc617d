import type { EngagementClient } from '../client/engagementClient.js'
import { changeChatSession, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { ConflictError, isConflict } from './conflictError.js'
import { getChatSessionApi } from './getChatSessionApi.js'
import { readServerSession } from './readServerSession.js'

/** The chat session of a command, and a signal. */
export type ChatSessionCommandParameters = {
  /** The session's id. */
  id: number
  /** Aborts the request. The service may run the command all the same. */
  signal?: AbortSignal | undefined
}

export type ChatSessionCommand = ChatSessionCommandParameters & {
  /** The last part of the path: `Pickup`. */
  action: string
  /** Returns whether the command can have an effect. If it is given, the session is read first. */
  canRun?: (before: ChatSessionEntityWithLinks) => boolean
  /** Returns whether the session shows the effect of the command. */
  hasSucceeded: (after: ChatSessionEntityWithLinks, before: ChatSessionEntityWithLinks | undefined) => boolean
  /** An empty answer means that the command had no effect. */
  isEmptyAnswerRefusal?: boolean
}

/**
 * Runs a command, such as pick up or reset, and checks its effect. The service answers with success even if a command did nothing. A command is sent
 * again only with new credentials.
 * @throws ConflictError if the command cannot run, had no effect, or was answered 409 or 412
 */
export async function runChatSessionCommand(
  client: EngagementClient,
  { id, signal, action, canRun, hasSucceeded, isEmptyAnswerRefusal = false }: ChatSessionCommand,
): Promise<ChatSessionEntityWithLinks> {
  return getChatSessionApi(client).write({ id, signal }, async (http, signal) => {
    const before = canRun && (await readChatSession(http, { id, signal }))
    if (before && !canRun(before)) throw new ConflictError({ status: 200, ours: {}, server: before })
    const answer = await changeChatSession(http, { method: 'POST', id, action, signal }).catch(async (error) => {
      if (!isConflict(error)) throw error
      throw new ConflictError({ status: error.status, ours: {}, server: await readServerSession(http, { id, signal }) }, { cause: error })
    })
    const after = answer ?? (await readChatSession(http, { id, signal }))
    const isRefused = !answer && isEmptyAnswerRefusal
    if (isRefused || !hasSucceeded(after, before)) throw new ConflictError({ status: 200, ours: {}, server: after })
    return after
  })
}
