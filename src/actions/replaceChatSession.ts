import { readChatSession, withoutSecrets } from '../api/chatSession.js'
import type { ChatSession, ChatSessionEntityWithLinks, ChatSessionSelect, SelectedOf, WholeChatSession } from '../api/chatSessionEntity.js'
import { withoutReadOnly } from '../api/chatSessionPatch.js'
import type { EngagementClient } from '../client.js'
import { chatSessionsOf } from './chatSessionsOf.js'
import { writeChatSession } from './writeChatSession.js'

export type ReplaceChatSessionParameters<select extends ChatSessionSelect | undefined = undefined> = {
  id: number
  /** All of it, as it was read without `select`: what it leaves out is erased, but for `SessionKey` and `CustomerHost`, which are read for it. */
  entity: ChatSession & WholeChatSession
  /** The members to answer with. @default all */
  select?: select | undefined
  signal?: AbortSignal | undefined
}

/**
 * Replaces a chat session ("PUT ChatSession/{id}"), after the client's earlier writes of it: whatever others have written since it was read is lost.
 * `updateChatSession` is the careful way.
 * @throws ConflictError, ServiceError, NetworkError, TimeoutError, ResponseError
 */
export async function replaceChatSession<const select extends ChatSessionSelect | undefined = undefined>(
  client: EngagementClient,
  { id, entity, select, signal }: ReplaceChatSessionParameters<select>,
): Promise<SelectedOf<ChatSessionEntityWithLinks, select>> {
  const { http, turns } = chatSessionsOf(client)
  const answer = await turns.change(id, async () => {
    signal?.throwIfAborted()
    const isWhole = 'SessionKey' in entity && 'CustomerHost' in entity
    const body = isWhole ? entity : { ...(await readChatSession(http, { id, signal })), ...entity }
    return writeChatSession(http, { method: 'PUT', id, body: withoutReadOnly(body), ours: withoutSecrets(entity), select, signal })
  })
  return answer as SelectedOf<ChatSessionEntityWithLinks, select>
}
