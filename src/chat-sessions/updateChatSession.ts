import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { Optional } from '../model/optional.js'
import { readChatSession } from '../superoffice/chatSession.js'
import type {
  ChatSession,
  ChatSessionChanges,
  ChatSessionEntityWithLinks,
  ChatSessionSelect,
  SelectedOf,
} from '../superoffice/chatSessionEntity.js'
import { toPatch, withoutReadOnly } from '../superoffice/chatSessionPatch.js'
import { assertMatches, toNames } from './assertMatches.js'
import { getChatSessionApi } from './getChatSessionApi.js'
import { retryOnStatusFlip } from './retryOnStatusFlip.js'
import { writeChatSession } from './writeChatSession.js'

/** The chat session, its changes, the members to answer with, and a signal. */
export type UpdateChatSessionParameters<select extends ChatSessionSelect | undefined = undefined> = {
  /** The session's id. */
  id: number
  /** The members that change, with their new values. Null clears a member. */
  changes: ChatSessionChanges
  /**
   * The members before the changes. Nothing is written if the service has other values for the members that change.
   * @default the session, which is read first. It is also read first if `base` lacks a member that changes.
   */
  base?: Optional<ChatSession> | undefined
  /** The members to answer with. @default all */
  select?: select | undefined
  /** Aborts the request. The service may change the session all the same. */
  signal?: AbortSignal | undefined
}

const readOnlyMembers = /^(ChatSessionId|SessionKey|CustomerHost|TableRight|FieldProperties|_Links)$/i

/**
 * Changes members of a chat session by the smallest JSON Patch ("PATCH ChatSession/{id}"). The client's earlier writes of the session come first. Members
 * that are undefined do not change.
 * @throws ConflictError if the members have changed since `base`
 * @throws ConfigurationError for an invalid id, and for changes of the id, of the secrets or of read-only members
 * @throws ServiceError, NetworkError, TimeoutError or ResponseError
 */
export async function updateChatSession<const select extends ChatSessionSelect | undefined = undefined>(
  client: EngagementClient,
  { id, changes, base, select, signal }: UpdateChatSessionParameters<select>,
): Promise<SelectedOf<ChatSessionEntityWithLinks, select>> {
  const api = getChatSessionApi(client)
  const expected = withoutReadOnly(changes) as ChatSessionChanges
  const refused = Object.keys(changes).filter((name) => readOnlyMembers.test(name))
  if (refused.length) {
    throw new ConfigurationError(dev`updateChatSession cannot change ${refused.join()}. Leave these members out of the changes.`)
  }
  const answer = await api.write({ id, signal }, async (http, signal) => {
    const target = { id, select, signal, expected }
    const isBaseComplete = base && toNames(expected).every((name) => base[name] !== undefined)
    const before = isBaseComplete ? base : await readChatSession(http, { id, signal })
    return retryOnStatusFlip(before, expected, (before) => {
      const body = toPatch(before, expected)
      // Without a difference nothing is sent. The session is read, because someone else may have changed it since `before`.
      return body.length ? writeChatSession(http, { ...target, method: 'PATCH', body, before }) : assertMatches(http, target)
    })
  })
  return answer as SelectedOf<ChatSessionEntityWithLinks, select>
}
