import { readChatSession } from '../api/chatSession.js'
import type {
  ChatSession,
  ChatSessionChanges,
  ChatSessionEntityWithLinks,
  ChatSessionSelect,
  SelectedOf,
} from '../api/chatSessionEntity.js'
import { toPatch } from '../api/chatSessionPatch.js'
import type { EngagementClient } from '../client.js'
import { ConfigurationError } from '../errors.js'
import { chatSessionsOf } from './chatSessionsOf.js'
import { confirmChatSession, writeChatSession } from './writeChatSession.js'

export type UpdateChatSessionParameters<select extends ChatSessionSelect | undefined = undefined> = {
  id: number
  changes: ChatSessionChanges
  /**
   * What the changes rest on, at least its members that are to be changed: where the service has others by now, nothing is written.
   * @default the session, read first
   */
  base?: Partial<ChatSession> | undefined
  /** The members to answer with. @default all */
  select?: select | undefined
  signal?: AbortSignal | undefined
}

const untouchable = /^(ChatSessionId|SessionKey|TableRight|FieldProperties|_Links)$/i

/**
 * Changes members of a chat session, by the smallest JSON Patch ("PATCH ChatSession/{id}"), after the client's earlier writes of it.
 * @throws ConflictError where the service has something else by now than the changes rest on; ServiceError, NetworkError, TimeoutError,
 * ResponseError; ConfigurationError for members that must not be written
 */
export async function updateChatSession<const select extends ChatSessionSelect | undefined = undefined>(
  client: EngagementClient,
  { id, changes, base, select, signal }: UpdateChatSessionParameters<select>,
): Promise<SelectedOf<ChatSessionEntityWithLinks, select>> {
  const { http, turns } = chatSessionsOf(client)
  const refused = Object.keys(changes).filter((name) => untouchable.test(name))
  if (refused.length) {
    throw new ConfigurationError(
      process.env.NODE_ENV === 'production' ? '' : `These cannot be changed: ${refused.join()}. Leave them out of the changes.`,
    )
  }
  const answer = await turns.change(id, async () => {
    signal?.throwIfAborted()
    const operations = toPatch(base ?? (await readChatSession(http, { id, signal })), changes)
    if (!operations.length) {
      // There is nothing to write, unless someone else has written meanwhile.
      const server = await readChatSession(http, { id, signal })
      return confirmChatSession(http, { id, select, signal, ours: changes, server, status: 200 })
    }
    return writeChatSession(http, { method: 'PATCH', id, body: operations, ours: changes, select, signal })
  })
  return answer as SelectedOf<ChatSessionEntityWithLinks, select>
}
