import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import { readChatSession } from '../superoffice/chatSession.js'
import type {
  ChatSessionChanges,
  ChatSessionEntityWithLinks,
  ChatSessionSelect,
  SelectedOf,
  WholeChatSession,
} from '../superoffice/chatSessionEntity.js'
import { withoutReadOnly } from '../superoffice/chatSessionPatch.js'
import { getChatSessionApi } from './getChatSessionApi.js'
import { writeChatSession } from './writeChatSession.js'

/** The chat session with its new members, the members to answer with, and a signal. */
export type ReplaceChatSessionParameters<select extends ChatSessionSelect | undefined = undefined> = {
  /** The session's id. */
  id: number
  /**
   * The whole session, read without `select`. The service erases members that are missing. If `SessionKey` or `CustomerHost` is missing, both are read
   * from the service.
   */
  entity: WholeChatSession
  /** The members to answer with. @default all */
  select?: select | undefined
  /** Aborts the request. The service may replace the session all the same. */
  signal?: AbortSignal | undefined
}

/**
 * Replaces a chat session ("PUT ChatSession/{id}"), after the client's earlier writes of the session. It overwrites changes that others have made since
 * the session was read. Prefer `updateChatSession`, which does not.
 * @throws ConflictError, ServiceError, NetworkError, TimeoutError, ResponseError; ConfigurationError if the entity has another id
 */
export async function replaceChatSession<const select extends ChatSessionSelect | undefined = undefined>(
  client: EngagementClient,
  { id, entity, select, signal }: ReplaceChatSessionParameters<select>,
): Promise<SelectedOf<ChatSessionEntityWithLinks, select>> {
  const api = getChatSessionApi(client)
  if (entity.ChatSessionId !== id) {
    throw new ConfigurationError(
      dev`The entity is chat session ${entity.ChatSessionId}, but would replace chat session ${id}. Read chat session ${id} without \`select\`, and change the result.`,
    )
  }
  const answer = await api.write({ id, signal }, async (http, signal) => {
    const hasSecrets = entity.SessionKey !== undefined && entity.CustomerHost !== undefined
    const before = hasSecrets ? undefined : await readChatSession(http, { id, signal })
    const { SessionKey, CustomerHost } = before ?? entity
    const body = withoutReadOnly({ ...entity, SessionKey, CustomerHost })
    return writeChatSession(http, { method: 'PUT', id, body, expected: toExpected(body), before, select, signal })
  })
  return answer as SelectedOf<ChatSessionEntityWithLinks, select>
}

const writableMembers = /^(Customer(Alias|Name|Email|Phone|CompanyName)|Person|Contact|Project|Sale|Ticket|Status)$/

/** Returns the members that the caller can want. The service maintains the others. */
function toExpected(entity: Record<string, unknown>): ChatSessionChanges {
  return Object.fromEntries(Object.entries(entity).filter(([name]) => writableMembers.test(name)))
}
