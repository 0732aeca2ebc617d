import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import { readChatSession } from '../superoffice/chatSession.js'
import type {
  ChatSessionEntity,
  ChatSessionEntityWithLinks,
  ChatSessionSelect,
  SelectedOf,
  WholeChatSession,
} from '../superoffice/chatSessionEntity.js'
import { withoutReadOnly } from '../superoffice/chatSessionPatch.js'
import { withoutSecrets } from '../superoffice/withoutSecrets.js'
import { getChatSessionApi } from './getChatSessionApi.js'
import { writeChatSession } from './writeChatSession.js'

export type ReplaceChatSessionParameters<select extends ChatSessionSelect | undefined = undefined> = {
  id: number
  /** All of it, as it was read without `select`: what it leaves out is erased, but for `SessionKey` and `CustomerHost`, which are read for it. */
  entity: WholeChatSession
  /** The members to answer with. @default all */
  select?: select | undefined
  signal?: AbortSignal | undefined
}

/**
 * Replaces a chat session ("PUT ChatSession/{id}"), after the client's earlier writes of it: whatever others have written since it was read is lost.
 * `updateChatSession` is the careful way.
 * @throws ConflictError, ServiceError, NetworkError, TimeoutError, ResponseError; ConfigurationError where the entity is another session
 */
export async function replaceChatSession<const select extends ChatSessionSelect | undefined = undefined>(
  client: EngagementClient,
  { id, entity, select, signal }: ReplaceChatSessionParameters<select>,
): Promise<SelectedOf<ChatSessionEntityWithLinks, select>> {
  const api = getChatSessionApi(client)
  if (entity.ChatSessionId !== id) {
    throw new ConfigurationError(
      dev`The entity is chat session ${entity.ChatSessionId}, and would replace ${id}. Read the one that is to be replaced, all of it, and change that.`,
    )
  }
  const answer = await api.write({ id, signal }, async (http, signal) => {
    const isWhole = 'SessionKey' in entity && 'CustomerHost' in entity
    const { SessionKey, CustomerHost } = isWhole ? (entity as ChatSessionEntity) : await readChatSession(http, { id, signal })
    const body = withoutReadOnly({ ...entity, SessionKey, CustomerHost })
    return writeChatSession(http, { method: 'PUT', id, body, expected: toExpected(body), select, signal })
  })
  return answer as SelectedOf<ChatSessionEntityWithLinks, select>
}

/** What an entity is to make of the session: not what the service keeps by itself, nor its secrets. */
function toExpected(entity: Record<string, unknown>): Record<string, unknown> {
  const written = Object.entries(withoutSecrets(entity)).filter(([name]) => !/^(When|First|Last|Flags|AlertLevel|Rank)/.test(name))
  return Object.fromEntries(written)
}
