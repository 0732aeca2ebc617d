import type { Query, QueryClient } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { ChatSession, ChatSessionChanges, ChatSessionSelect } from '../superoffice/chatSessionEntity.js'
import { withoutSecrets } from '../superoffice/withoutSecrets.js'
import { acceptChatSessionTransfer } from './acceptChatSessionTransfer.js'
import { chatSessionKeyPrefix } from './chatSessionQuery.js'
import { ConflictError } from './conflictError.js'
import { pickUpChatSession } from './pickUpChatSession.js'
import { rejectChatSessionTransfer } from './rejectChatSessionTransfer.js'
import { replaceChatSession } from './replaceChatSession.js'
import { resetChatSession } from './resetChatSession.js'
import { transferChatSession } from './transferChatSession.js'
import { updateChatSession } from './updateChatSession.js'

/** What a session is to become. */
export type ChatSessionWrite =
  | { type: 'update'; changes: ChatSessionChanges; base?: Partial<ChatSession> | undefined }
  | { type: 'replace'; changes: ChatSession }
  | { type: 'transferTo'; toAssociate: number | string }
  | { type: 'pickUp' | 'acceptTransfer' | 'rejectTransfer' | 'reset' }

/** A session, and what is read of it: the names of members with commas between them, as in its query's key, or nothing for all. */
export type ChatSessionTarget = { id: number; selected: string }

const moves = {
  pickUp: pickUpChatSession,
  acceptTransfer: acceptChatSessionTransfer,
  rejectTransfer: rejectChatSessionTransfer,
  reset: resetChatSession,
}

/**
 * Writes a session, by a mutation whose key is what the keys of the session's queries start with. While it is pending, its `changes` lie over what
 * the cache holds (`withWrites`), so that nothing has to be rolled back. What it is answered goes into the cache.
 */
export function executeChatSessionWrite(
  client: EngagementClient,
  queryClient: QueryClient,
  target: ChatSessionTarget,
  write: ChatSessionWrite,
): Promise<ChatSession> {
  const keyPrefix = chatSessionKeyPrefix(client, target.id)
  const cache = queryClient.getMutationCache()
  const cachedSession = queryClient.getQueryData<ChatSession>([...keyPrefix, target.selected])
  const base = cachedSession && withWrites(cachedSession, cache.findAll(pendingWrites(client, target.id)).map(toWrite), target.selected)
  const mutation = cache.build<ChatSession, Error, ChatSessionWrite, unknown>(queryClient, {
    mutationKey: keyPrefix,
    networkMode: 'always',
    retry: false,
    async mutationFn() {
      try {
        const session = withoutSecrets(await send(client, target, write, base)) as ChatSession
        storeResult('changes' in write ? target.selected : '', session)
        return session
      } catch (error) {
        storeResult('', error instanceof ConflictError ? error.server : undefined)
        throw error
      }
    },
  })
  // It names people: nothing of it stays.
  return mutation.execute(write).finally(() => cache.remove(mutation))

  /** Puts a session into the cache as far as it is known, and has whatever else shows it read it again. */
  function storeResult(resultSelect: string, session: ChatSession | undefined): void {
    for (const { queryKey, state } of queryClient.getQueryCache().findAll({ queryKey: keyPrefix }) as Query<ChatSession>[]) {
      const selected = String(queryKey.at(-1))
      const isSameSelect = session !== undefined && selected === resultSelect
      if (isSameSelect) {
        queryClient.setQueryData(queryKey, session)
        continue
      }
      if (session && state.data) {
        // What was written is known, also where it was not selected.
        const written = resultSelect ? withWrites(state.data, [write], selected) : state.data
        queryClient.setQueryData(queryKey, mergeSelected(written, session, resultSelect, selected))
      }
      void queryClient.invalidateQueries({ queryKey, exact: true })
    }
  }
}

function send(
  client: EngagementClient,
  { id, selected }: ChatSessionTarget,
  write: ChatSessionWrite,
  cachedSession: ChatSession | undefined,
): Promise<object> {
  const select = (selected ? selected.split(',') : undefined) as ChatSessionSelect | undefined
  switch (write.type) {
    case 'update':
      return updateChatSession(client, {
        id,
        select,
        changes: write.changes,
        base: write.base ?? (cachedSession && mergeSelected({}, cachedSession, selected, '')),
      })
    case 'replace':
      return replaceChatSession(client, { id, select, entity: write.changes })
    case 'transferTo':
      return transferChatSession(client, { id, toAssociate: write.toAssociate })
    default:
      return moves[write.type](client, { id })
  }
}

/** The writes of a session that were not answered yet. */
export function pendingWrites(client: EngagementClient, id: number) {
  return { mutationKey: chatSessionKeyPrefix(client, id), status: 'pending' } as const
}

export function toWrite({ state }: { state: { variables: unknown } }): ChatSessionWrite {
  return state.variables as ChatSessionWrite
}

/** The session as it will be once the writes are answered, as far as their members are selected. */
export function withWrites<session extends object>(session: session, writes: readonly ChatSessionWrite[], selected: string): session {
  return withMembers(
    session,
    writes.flatMap((write) => ('changes' in write ? Object.entries(write.changes) : [])),
    selected,
  )
}

/** A session with the members of another reading of it, in which `resultSelect` were selected. */
function mergeSelected<session extends object>(session: session, other: ChatSession, resultSelect: string, selected: string): session {
  const members = Object.entries(other).filter(([name]) => !resultSelect || resultSelect.split(',').includes(name))
  return withMembers(session, members, selected)
}

function withMembers<session extends object>(session: session, members: [name: string, value: unknown][], selected: string): session {
  const paths = selected.split(',')
  const isSelected = (name: string) => !selected || paths.some((path) => path === name || path.startsWith(`${name}/`))
  const selectedMembers = members.filter(([name, value]) => value !== undefined && isSelected(name))
  return selectedMembers.length ? { ...session, ...Object.fromEntries(selectedMembers) } : session
}
