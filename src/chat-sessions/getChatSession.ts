import type { EngagementClient } from '../client/engagementClient.js'
import { readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionEntityWithLinks, ChatSessionSelect, SelectedOf } from '../superoffice/chatSessionEntity.js'
import { getChatSessionApi } from './getChatSessionApi.js'

/** The chat session, the members to read, and a signal. */
export type GetChatSessionParameters<select extends ChatSessionSelect | undefined = undefined> = {
  /** The session's id. */
  id: number
  /** The members to read. @default all */
  select?: select | undefined
  /** Aborts the request. */
  signal?: AbortSignal | undefined
}

/**
 * Reads a chat session, after the client's own writes of the session. The result has the secrets `SessionKey` and `CustomerHost`. Do not log, store or
 * display them.
 * @throws ServiceError, NetworkError, TimeoutError, ResponseError; ConfigurationError if the client has no `chatSessions`; AbortError after
 * `client.reset()`
 */
export async function getChatSession<const select extends ChatSessionSelect | undefined = undefined>(
  client: EngagementClient,
  { id, select, signal }: GetChatSessionParameters<select>,
): Promise<SelectedOf<ChatSessionEntityWithLinks, select>> {
  const session = await getChatSessionApi(client).read({ id, signal }, (http, signal) => readChatSession(http, { id, select, signal }))
  return session as SelectedOf<ChatSessionEntityWithLinks, select>
}
