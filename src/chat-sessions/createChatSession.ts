import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ResponseError } from '../errors.js'
import type { Optional } from '../model/optional.js'
import { changeChatSession, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionEntity, ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { withoutReadOnly } from '../superoffice/chatSessionPatch.js'
import { getChatSessionApi } from './getChatSessionApi.js'
import { mergeMembers } from './mergeMembers.js'

/** The members of the new chat session, and a signal. */
export type CreateChatSessionParameters = {
  /** The members that differ from the service's defaults. `TopicId` decides which agents may pick the session up. */
  entity: Optional<ChatSessionEntity> & Pick<ChatSessionEntity, 'TopicId'>
  /** Aborts the request. The service may create the session all the same. */
  signal?: AbortSignal | undefined
}

/**
 * Creates a chat session ("POST ChatSession") from the service's defaults ("GET ChatSession/default"). A failed request is not sent again, because it
 * could create a second session.
 * @throws ServiceError, NetworkError, TimeoutError, ResponseError
 */
export async function createChatSession(
  client: EngagementClient,
  { entity, signal }: CreateChatSessionParameters,
): Promise<ChatSessionEntityWithLinks> {
  const created = await getChatSessionApi(client).call({ id: 0, signal }, async (http, signal) => {
    const defaults = await readChatSession(http, { id: 'default', signal })
    return changeChatSession(http, { method: 'POST', body: withoutReadOnly(mergeMembers(defaults, entity, {})), signal })
  })
  // An id of 0 stands for a session that does not exist.
  if (Number(created?.ChatSessionId) > 0) return created as ChatSessionEntityWithLinks
  throw new ResponseError(dev`The response does not name the created chat session. Search for the session before you create another one.`)
}
