import type { ServiceError } from '../errors.js'
import type { Http } from '../http/http.js'
import { type ChangeRequest, changeChatSession, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionChanges, ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { assertMatches } from './assertMatches.js'

export type WriteRequest = ChangeRequest & {
  id: number
  /** What the session is to be afterwards. */
  expected: ChatSessionChanges
}

/**
 * Sends a write. Where the answer is empty, the session is read, and has to be what was meant. So it is in a conflict: after a retry that may be of
 * our own making, where the answer to the first attempt was lost.
 */
export async function writeChatSession(http: Http, { expected, ...request }: WriteRequest): Promise<ChatSessionEntityWithLinks> {
  const { id, select, signal } = request
  const target = { id, select, signal, expected }
  let answer: ChatSessionEntityWithLinks | undefined
  try {
    answer = await changeChatSession(http, request)
  } catch (cause) {
    const { status } = cause as ServiceError
    if (status !== 409 && status !== 412) throw cause
    const actual = await readChatSession(http, { id, signal }).catch(() => signal.throwIfAborted() as undefined)
    return assertMatches(http, { ...target, actual, status, cause })
  }
  return answer ?? assertMatches(http, { ...target, actual: await readChatSession(http, { id, signal }), status: 200 })
}
