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
import { covers, toPatch, withoutReadOnly } from '../superoffice/chatSessionPatch.js'
import { toChatSessionPhase } from '../superoffice/chatSessionStatus.js'
import { chatSessionsOf } from './chatSessionsOf.js'
import { confirmChatSession } from './confirmChatSession.js'
import type { ConflictError } from './conflictError.js'
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

const untouchable = /^(ChatSessionId|SessionKey|CustomerHost|TableRight|FieldProperties|_Links)$/i

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
  const sessions = chatSessionsOf(client)
  const ours = withoutReadOnly(changes) as ChatSessionChanges
  const refused = Object.keys(changes).filter((name) => untouchable.test(name))
  if (refused.length) {
    throw new ConfigurationError(dev`These cannot be changed: ${refused.join()}. Leave them out of the changes.`)
  }
  const answer = await sessions.change({ id, signal }, async (http, signal) => {
    const read = () => readChatSession(http, { id, signal })
    const isKnown = base && Object.keys(ours).every((name) => name in base)
    let before: Partial<ChatSession> = isKnown ? base : await read()
    for (;;) {
      const operations = toPatch(before, ours)
      try {
        if (operations.length) return await writeChatSession(http, { method: 'PATCH', id, body: operations, ours, select, signal })
        // There is nothing to write, unless someone else has written meanwhile.
        return await confirmChatSession(http, { id, select, signal, ours, server: await read(), status: 200 })
      } catch (error) {
        const { server } = error as Partial<ConflictError>
        if (!server || !isSameTalk(before, server, ours)) throw error
        before = server
      }
    }
  })
  return answer as SelectedOf<ChatSessionEntityWithLinks, select>
}

/** In a conversation the status changes with each message: what rests on the one rests on the other. */
function isSameTalk(before: Partial<ChatSession>, server: ChatSession, ours: ChatSessionChanges): boolean {
  const talk = [before, server].map(({ Status }) => toChatSessionPhase(Status))
  const others = Object.keys(ours).filter((name) => name !== 'Status') as (keyof ChatSessionChanges)[]
  return (
    before.Status !== server.Status &&
    talk.every((phase) => phase === 'conversation') &&
    others.every((name) => covers(server[name], before[name]))
  )
}
