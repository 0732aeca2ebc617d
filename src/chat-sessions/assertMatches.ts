import type { ServiceError } from '../errors.js'
import type { Http } from '../http/http.js'
import type { Optional } from '../model/optional.js'
import { type ReadRequest, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSession, ChatSessionChanges, ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { isSameMember } from '../superoffice/chatSessionPatch.js'
import { ConflictError } from './conflictError.js'
import { readServerSession } from './readServerSession.js'

export type AssertMatchesRequest = ReadRequest & {
  /** The members that the caller wants. */
  expected: ChatSessionChanges
  /** The service's answer 409 or 412 to the write. */
  refusal?: ServiceError | undefined
}

/**
 * Reads the session, and returns it if it has the expected members.
 *
 * | session        | nothing was sent      | after 409 or 412               |
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
  const actual = refusal ? await readServerSession(http, request) : await readChatSession(http, { id, signal })
  const isExpected = actual && toNames(expected).every((name) => isSameMember(name, actual[name], expected[name]))
  if (!isExpected) throw new ConflictError({ status: refusal?.status ?? 200, ours: expected, server: actual }, { cause: refusal })
  return select?.length ? readChatSession(http, request) : actual
}

/** Returns the names of the members that the changes have. Members that are undefined do not change. */
export function toNames(changes: Optional<ChatSession>): (keyof ChatSessionChanges)[] {
  return (Object.keys(changes) as (keyof ChatSessionChanges)[]).filter((name) => changes[name] !== undefined)
}
