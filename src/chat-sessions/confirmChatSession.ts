import type { Http } from '../http/http.js'
import { type ReadRequest, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionChanges, ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { covers } from '../superoffice/chatSessionPatch.js'
import { withoutSecrets } from '../superoffice/withoutSecrets.js'
import { ConflictError } from './conflictError.js'

export type ConfirmRequest = ReadRequest & {
  /** What the session is to be. */
  ours: ChatSessionChanges
  /** The session as it is now, whole; undefined where it could not be read. */
  server: ChatSessionEntityWithLinks | undefined
  /** @default whether the session has what it is to be */
  isDone?: boolean
  status: number
  cause?: unknown
}

/**
 * The session as it is, where that is what was meant, whoever made it so.
 * @throws ConflictError where it is not
 */
export async function confirmChatSession(http: Http, request: ConfirmRequest): Promise<ChatSessionEntityWithLinks> {
  const { id, select, signal, ours, server, isDone = covers(server, ours), status, cause } = request
  if (!server || !isDone) throw new ConflictError({ status, ours, server: server && withoutSecrets(server) }, { cause })
  return select?.length ? readChatSession(http, { id, select, signal }) : server
}
