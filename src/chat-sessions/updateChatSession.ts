import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import { readChatSession } from '../superoffice/chatSession.js'
import type {
  ChatSession,
  ChatSessionChanges,
  ChatSessionEntityWithLinks,
  ChatSessionSelect,
  SelectedOf,
} from '../superoffice/chatSessionEntity.js'
import { matches, toPatch, withoutReadOnly } from '../superoffice/chatSessionPatch.js'
import { toChatSessionPhase } from '../superoffice/chatSessionStatus.js'
import { assertMatches } from './assertMatches.js'
import type { ConflictError } from './conflictError.js'
import { getChatSessionApi } from './getChatSessionApi.js'
import { writeChatSession } from './writeChatSession.js'

export type UpdateChatSessionParameters<select extends ChatSessionSelect | undefined = undefined> = {
  id: number
  changes: ChatSessionChanges
  /**
   * What the changes rest on: where the service has something else by now in the members that are to be changed, nothing is written.
   * @default the session, read first, as it is where one of these members is missing
   */
  base?: Partial<ChatSession> | undefined
  /** The members to answer with. @default all */
  select?: select | undefined
  signal?: AbortSignal | undefined
}

const readOnlyMembers = /^(ChatSessionId|SessionKey|CustomerHost|TableRight|FieldProperties|_Links)$/i

/**
 * Changes members of a chat session, by the smallest JSON Patch ("PATCH ChatSession/{id}"), after the client's earlier writes of it. Members that are
 * undefined are left alone.
 * @throws ConflictError where the service has something else by now than the changes rest on; ServiceError, NetworkError, TimeoutError,
 * ResponseError; ConfigurationError for the id, the secrets and what a read adds
 */
export async function updateChatSession<const select extends ChatSessionSelect | undefined = undefined>(
  client: EngagementClient,
  { id, changes, base, select, signal }: UpdateChatSessionParameters<select>,
): Promise<SelectedOf<ChatSessionEntityWithLinks, select>> {
  const api = getChatSessionApi(client)
  const expected = withoutReadOnly(changes) as ChatSessionChanges
  const refused = Object.keys(changes).filter((name) => readOnlyMembers.test(name))
  if (refused.length) {
    throw new ConfigurationError(dev`These cannot be changed: ${refused.join()}. Leave them out of the changes.`)
  }
  const answer = await api.write({ id, signal }, async (http, signal) => {
    const read = () => readChatSession(http, { id, signal })
    const isBaseComplete = base && Object.keys(expected).every((name) => name in base)
    let before: Partial<ChatSession> = isBaseComplete ? base : await read()
    for (;;) {
      const operations = toPatch(before, expected)
      try {
        if (operations.length) return await writeChatSession(http, { method: 'PATCH', id, body: operations, expected, select, signal })
        // There is nothing to write, unless someone else has written meanwhile.
        return await assertMatches(http, { id, select, signal, expected, actual: await read(), status: 200 })
      } catch (error) {
        const { server: actual } = error as Partial<ConflictError>
        if (!actual || !onlyStatusChanged(before, actual, expected)) throw error
        before = actual
      }
    }
  })
  return answer as SelectedOf<ChatSessionEntityWithLinks, select>
}

/** In a conversation the status changes with each message: what rests on the one rests on the other. */
function onlyStatusChanged(before: Partial<ChatSession>, actual: ChatSession, expected: ChatSessionChanges): boolean {
  const phases = [before, actual].map(({ Status }) => toChatSessionPhase(Status))
  const otherMembers = Object.keys(expected).filter((name) => name !== 'Status') as (keyof ChatSessionChanges)[]
  return (
    before.Status !== actual.Status &&
    phases.every((phase) => phase === 'conversation') &&
    otherMembers.every((name) => matches(actual[name], before[name]))
  )
}
