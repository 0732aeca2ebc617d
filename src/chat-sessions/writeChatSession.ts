import type { Http } from '../http/http.js'
import type { Optional } from '../model/optional.js'
import { type ChangeRequest, changeChatSession } from '../superoffice/chatSession.js'
import type { ChatSession, ChatSessionChanges, ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { assertMatches } from './assertMatches.js'
import { isConflict } from './conflictError.js'
import { readWritten } from './readWritten.js'

export type WriteRequest = ChangeRequest & {
  id: number
  /** The members that the caller wants. */
  expected: ChatSessionChanges
  /** The members before the write; undefined if they are unknown. */
  before: Optional<ChatSession> | undefined
}

/** Sends a write, and returns the session of the answer. If the answer has no session, the session is read and checked. */
export async function writeChatSession(http: Http, { expected, before, ...request }: WriteRequest): Promise<ChatSessionEntityWithLinks> {
  const { id, select, signal } = request
  let answer: ChatSessionEntityWithLinks | undefined
  try {
    answer = await changeChatSession(http, request)
  } catch (error) {
    if (!isConflict(error)) throw error
    return assertMatches(http, { id, select, signal, expected, refusal: error })
  }
  return answer ?? readWritten(http, { id, select, signal, expected, before })
}
