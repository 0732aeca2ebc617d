import { ServiceError } from '../errors.js'
import type { Http } from '../http/http.js'
import { type ChangeRequest, changeChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionChanges, ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { assertMatches } from './assertMatches.js'

export type WriteRequest = ChangeRequest & {
  id: number
  /** The members that the session has after the write. */
  expected: ChatSessionChanges
}

/** Sends a write, and returns the session of the answer. If the answer has no session, `assertMatches` reads and checks the session. */
export async function writeChatSession(http: Http, { expected, ...request }: WriteRequest): Promise<ChatSessionEntityWithLinks> {
  const { id, select, signal } = request
  let refusal: ServiceError | undefined
  try {
    const answer = await changeChatSession(http, request)
    if (answer) return answer
  } catch (error) {
    if (!isConflict(error)) throw error
    refusal = error
  }
  return assertMatches(http, { id, select, signal, expected, refusal })
}

function isConflict(error: unknown): error is ServiceError {
  return error instanceof ServiceError && (error.status === 409 || error.status === 412)
}
