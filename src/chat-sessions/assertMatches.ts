import type { ServiceError } from '../errors.js'
import type { Http } from '../http/http.js'
import { type ReadRequest, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionChanges, ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { matches } from '../superoffice/chatSessionPatch.js'
import { ConflictError } from './conflictError.js'

export type AssertMatchesRequest = ReadRequest & {
  /** The members that the session has after the write. */
  expected: ChatSessionChanges
  /** The service's answer 409 or 412 to the write. */
  refusal?: ServiceError | undefined
}

/**
 * Reads the session after a write, and returns it if it has the expected members.
 *
 * | session        | after an empty answer | after 409 or 412               |
 * | -------------- | --------------------- | ------------------------------ |
 * | as expected    | the session           | the session                    |
 * | different      | ConflictError         | ConflictError                  |
 * | cannot be read | the error of the read | ConflictError without `server` |
 *
 * A write can conflict with its own first attempt, whose answer was lost. So 409 is no conflict if the session is as expected.
 */
export async function assertMatches(
  http: Http,
  { expected, refusal, ...request }: AssertMatchesRequest,
): Promise<ChatSessionEntityWithLinks> {
  const { id, select, signal } = request
  const actual = await readChatSession(http, { id, signal }).catch((error) => {
    if (!refusal) throw error
    signal.throwIfAborted()
    return undefined
  })
  if (!actual || !matches(actual, expected)) {
    throw new ConflictError({ status: refusal?.status ?? 200, ours: expected, server: actual }, { cause: refusal })
  }
  return select?.length ? readChatSession(http, request) : actual
}
