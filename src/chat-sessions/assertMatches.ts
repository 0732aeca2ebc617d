import type { Http } from '../http/http.js'
import { type ReadRequest, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSessionChanges, ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { matches } from '../superoffice/chatSessionPatch.js'
import { withoutSecrets } from '../superoffice/withoutSecrets.js'
import { ConflictError } from './conflictError.js'

export type AssertMatchesRequest = ReadRequest & {
  /** What the session is to be. */
  expected: ChatSessionChanges
  /** The session as it is now, whole; undefined where it could not be read. */
  actual: ChatSessionEntityWithLinks | undefined
  /** @default whether the session has what it is to be */
  isMatch?: boolean
  status: number
  cause?: unknown
}

/**
 * The session as it is, where that is what was meant, whoever made it so.
 * @throws ConflictError where it is not
 */
export async function assertMatches(http: Http, request: AssertMatchesRequest): Promise<ChatSessionEntityWithLinks> {
  const { id, select, signal, expected, actual, isMatch = matches(actual, expected), status, cause } = request
  if (!actual || !isMatch) throw new ConflictError({ status, ours: expected, server: actual && withoutSecrets(actual) }, { cause })
  return select?.length ? readChatSession(http, { id, select, signal }) : actual
}
