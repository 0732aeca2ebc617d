import { readChatSession } from '../api/chatSession.js'
import type {
  ChatSession,
  ChatSessionChanges,
  ChatSessionEntityWithLinks,
  ChatSessionSelect,
  SelectedOf,
} from '../api/chatSessionEntity.js'
import { toPatch, withoutReadOnly } from '../api/chatSessionPatch.js'
import type { EngagementClient } from '../client.js'
import { ConfigurationError } from '../errors.js'
import { chatSessionsOf } from './chatSessionsOf.js'
import { confirmChatSession } from './confirmChatSession.js'
import { writeChatSession } from './writeChatSession.js'

export type UpdateChatSessionParameters<select extends ChatSessionSelect | undefined = undefined> = {
  id: number
  changes: ChatSessionChanges
  /**
   * What the changes rest on: where the service has something else by now in the members that are to be changed, nothing is written.
   * @default the session, read first, as it is where one of these members is missing
   */
  base?: Partial<ChatSession> | undefined
  /** The members to answer with. @default all */
  select?: select | undefined
  signal?: AbortSignal | undefined
}

const untouchable = /^(ChatSessionId|SessionKey|CustomerHost|TableRight|FieldProperties|_Links)$/i

/**
 * Changes members of a chat session, by the smallest JSON Patch ("PATCH ChatSession/{id}"), after the client's earlier writes of it.
 * @throws ConflictError where the service has something else by now than the changes rest on; ServiceError, NetworkError, TimeoutError,
 * ResponseError; ConfigurationError for members that must not be written
 */
export async function updateChatSession<const select extends ChatSessionSelect | undefined = undefined>(
  client: EngagementClient,
  { id, changes, base, select, signal }: UpdateChatSessionParameters<select>,
): Promise<SelectedOf<ChatSessionEntityWithLinks, select>> {
  const sessions = chatSessionsOf(client)
  const refused = Object.keys(changes).filter((name) => untouchable.test(name))
  if (refused.length) {
    throw new ConfigurationError(
      process.env.NODE_ENV === 'production' ? '' : `These cannot be changed: ${refused.join()}. Leave them out of the changes.`,
    )
  }
  const answer = await sessions.change({ id, signal }, async (http, signal) => {
    const isKnown = base && Object.keys(changes).every((name) => name in base)
    const before = isKnown ? base : await readChatSession(http, { id, signal })
    const operations = toPatch(before, withoutReadOnly(changes))
    if (operations.length) return writeChatSession(http, { method: 'PATCH', id, body: operations, ours: changes, select, signal })
    // There is nothing to write, unless someone else has written meanwhile.
    const server = await readChatSession(http, { id, signal })
    return confirmChatSession(http, { id, select, signal, ours: changes, server, status: 200 })
  })
  return answer as SelectedOf<ChatSessionEntityWithLinks, select>
}
