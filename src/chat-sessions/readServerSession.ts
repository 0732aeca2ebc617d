import { throwIfAborted } from '../browser/abortable.js'
import type { Http } from '../http/http.js'
import { type ReadRequest, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'

/**
 * Reads the session as the service has it after a refusal. Returns undefined if the read fails, because the refusal is the more useful error.
 * @throws the signal's reason if it is aborted
 */
export async function readServerSession(
  http: Http,
  { id, signal }: Pick<ReadRequest, 'id' | 'signal'>,
): Promise<ChatSessionEntityWithLinks | undefined> {
  try {
    return await readChatSession(http, { id, signal })
  } catch {
    throwIfAborted(signal)
    return undefined
  }
}
