import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ResponseError } from '../errors.js'
import { changeChatSession, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionEntity, ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { withoutReadOnly } from '../superoffice/chatSessionPatch.js'
import { getChatSessionApi } from './getChatSessionApi.js'

export type CreateChatSessionParameters = {
  /** Over the service's defaults. The topic says what the session is about, and who may take it. */
  entity: Partial<ChatSessionEntity> & Pick<ChatSessionEntity, 'TopicId'>
  signal?: AbortSignal | undefined
}

/**
 * Creates a chat session ("POST ChatSession") over the service's defaults ("GET ChatSession/default"). Never repeated: it could be made twice.
 * @throws ServiceError, NetworkError, TimeoutError, ResponseError
 */
export async function createChatSession(
  client: EngagementClient,
  { entity, signal }: CreateChatSessionParameters,
): Promise<ChatSessionEntityWithLinks> {
  const created = await getChatSessionApi(client).call({ id: 0, signal }, async (http, signal) => {
    const defaults = await readChatSession(http, { id: 'default', signal })
    return changeChatSession(http, { method: 'POST', body: withoutReadOnly({ ...defaults, ...entity }), signal })
  })
  if (created) return created
  throw new ResponseError(dev`The answer does not say which chat session was created. Look for it before creating another.`)
}
