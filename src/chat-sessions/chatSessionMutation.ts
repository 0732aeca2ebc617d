import type { QueryClient } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Optional } from '../model/optional.js'
import type { ChatSession, ChatSessionChanges, ChatSessionSelect } from '../superoffice/chatSessionEntity.js'
import { withoutSecrets } from '../superoffice/withoutSecrets.js'
import { acceptChatSessionTransfer } from './acceptChatSessionTransfer.js'
import { chatSessionKeyPrefix, chatSessionQueryKey, unpersisted } from './chatSessionQuery.js'
import { ConflictError } from './conflictError.js'
import { mergeMembers } from './mergeMembers.js'
import { pickUpChatSession } from './pickUpChatSession.js'
import { rejectChatSessionTransfer } from './rejectChatSessionTransfer.js'
import { replaceChatSession } from './replaceChatSession.js'
import { resetChatSession } from './resetChatSession.js'
import { storeResultInQuery } from './storeResultInQuery.js'
import { transferChatSession } from './transferChatSession.js'
import { updateChatSession } from './updateChatSession.js'

/** A change of a session that the hook requests. */
export type ChatSessionWrite =
  | { type: 'update'; changes: ChatSessionChanges; base?: Optional<ChatSession> | undefined }
  | { type: 'replace'; changes: ChatSession }
  | { type: 'transferTo'; toAssociate: number | string }
  | { type: 'pickUp' | 'acceptTransfer' | 'rejectTransfer' | 'reset' }

/** A session, and the members that its reader selects: undefined for all. */
export type ChatSessionTarget = { id: number; select: ChatSessionSelect | undefined }

const commands = {
  pickUp: pickUpChatSession,
  acceptTransfer: acceptChatSessionTransfer,
  rejectTransfer: rejectChatSessionTransfer,
  reset: resetChatSession,
}

/**
 * Writes a session, and puts the result into the cache. The mutation's key is the prefix of the keys of the session's queries. While the mutation is
 * pending, the hook lays its changes over the cached data (`mergeWrites`). So a failed write needs no rollback.
 */
export function executeChatSessionWrite(
  client: EngagementClient,
  queryClient: QueryClient,
  target: ChatSessionTarget,
  write: ChatSessionWrite,
): Promise<ChatSession> {
  const keyPrefix = chatSessionKeyPrefix(client, target.id)
  const cache = queryClient.getMutationCache()
  const cachedSession = queryClient.getQueryData<ChatSession>(chatSessionQueryKey(client, target))
  const base = cachedSession && mergeWrites(cachedSession, cache.findAll(pendingWrites(client, target.id)).map(toWrite), target.select)
  const mutation = cache.build<ChatSession, Error, ChatSessionWrite, unknown>(queryClient, {
    mutationKey: keyPrefix,
    meta: unpersisted,
    networkMode: 'always',
    retry: false,
    async mutationFn() {
      try {
        const session = withoutSecrets(await send(client, target, write, base)) as ChatSession
        // A command has no `select`, so its answer has all members.
        const answered = 'changes' in write ? { select: target.select, changes: write.changes } : {}
        storeResultInQuery(queryClient, keyPrefix, { session, ...answered })
        return session
      } catch (error) {
        storeResultInQuery(queryClient, keyPrefix, { session: error instanceof ConflictError ? error.server : undefined })
        throw error
      }
    },
  })
  // The mutation is removed at its end, because its variables name people. A `gcTime` of 0 would run a timer all the time until then.
  return mutation.execute(write).finally(() => cache.remove(mutation))
}

function send(
  client: EngagementClient,
  { id, select }: ChatSessionTarget,
  write: ChatSessionWrite,
  cachedSession: ChatSession | undefined,
): Promise<object> {
  switch (write.type) {
    case 'update':
      return updateChatSession(client, {
        id,
        select,
        changes: write.changes,
        base: write.base ?? (cachedSession && mergeMembers({}, cachedSession, { from: select })),
      })
    case 'replace':
      return replaceChatSession(client, { id, select, entity: write.changes })
    case 'transferTo':
      return transferChatSession(client, { id, toAssociate: write.toAssociate })
    default:
      return commands[write.type](client, { id })
  }
}

/** The filter of the session's mutations that have no answer yet. */
export function pendingWrites(client: EngagementClient, id: number) {
  return { mutationKey: chatSessionKeyPrefix(client, id), status: 'pending' } as const
}

export function toWrite({ state }: { state: { variables: unknown } }): ChatSessionWrite {
  return state.variables as ChatSessionWrite
}

/** Returns the session as it will be after the writes, as far as `select` has their members. */
export function mergeWrites<session extends object>(
  session: session,
  writes: readonly ChatSessionWrite[],
  select: ChatSessionSelect | undefined,
): session {
  return writes.reduce((merged, write) => ('changes' in write ? mergeMembers(merged, write.changes, { into: select }) : merged), session)
}
