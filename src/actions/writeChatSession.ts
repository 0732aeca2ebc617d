import { type ChangeRequest, changeChatSession, readChatSession, withoutSecrets } from '../api/chatSession.js'
import type { ChatSessionChanges, ChatSessionEntityWithLinks } from '../api/chatSessionEntity.js'
import { covers } from '../api/chatSessionPatch.js'
import { ConflictError } from '../api/conflictError.js'
import type { ServiceError } from '../errors.js'
import type { Http } from '../http/createHttp.js'

export type WriteRequest = ChangeRequest & {
  id: number
  /** What the session is to be afterwards. */
  ours: ChatSessionChanges
}

/**
 * Sends a write, and reads the session where the answer does not hold it. A conflict is read again first: after a retry it may be of our own making,
 * where the answer to the first attempt was lost.
 */
export async function writeChatSession(http: Http, { ours, ...request }: WriteRequest): Promise<ChatSessionEntityWithLinks> {
  const { id, select, signal } = request
  try {
    return (await changeChatSession(http, request)) ?? (await readChatSession(http, { id, select, signal }))
  } catch (cause) {
    const { status } = cause as ServiceError
    if (status !== 409 && status !== 412) throw cause
    const server = await readChatSession(http, { id, signal }).catch(() => undefined)
    return confirmChatSession(http, { id, select, signal, ours, server, status, cause })
  }
}

export type ConfirmRequest = Pick<WriteRequest, 'id' | 'select' | 'signal' | 'ours'> & {
  /** The session as it is now, whole. */
  server: ChatSessionEntityWithLinks | undefined
  status: number
  cause?: unknown
}

/** The session as it is, where that is what was meant, whoever made it so. Else it is a conflict. */
export async function confirmChatSession(
  http: Http,
  { id, select, signal, ...found }: ConfirmRequest,
): Promise<ChatSessionEntityWithLinks> {
  const { server, ours } = found
  if (!server || !covers(server, ours)) throw toConflict(found)
  return select ? readChatSession(http, { id, select, signal }) : server
}

export function toConflict({
  server,
  cause,
  ...details
}: Pick<ConflictError, 'status' | 'ours'> & { server: ChatSessionEntityWithLinks | undefined; cause?: unknown }): ConflictError {
  return new ConflictError({ ...details, server: server && withoutSecrets(server) }, { cause })
}
