import { hashKey, type QueryClient, type UseMutationOptions } from '@tanstack/react-query'
import {
  acceptChatSessionTransfer,
  pickUpChatSession,
  rejectChatSessionTransfer,
  resetChatSession,
  transferChatSession,
} from '../actions/moveChatSession.js'
import { replaceChatSession } from '../actions/replaceChatSession.js'
import { updateChatSession } from '../actions/updateChatSession.js'
import { withoutSecrets } from '../api/chatSession.js'
import type { ChatSession, ChatSessionChanges, ChatSessionSelect } from '../api/chatSessionEntity.js'
import { ConflictError } from '../api/conflictError.js'
import type { EngagementClient } from '../client.js'
import type { EngagementError } from '../errors.js'
import { chatSessionQueryKey, chatSessionQueryScope } from './chatSession.js'

/** What a session is to become, as the mutation's variables. */
export type ChatSessionWrite =
  | { type: 'update'; changes: ChatSessionChanges; base: Partial<ChatSession> | undefined }
  | { type: 'replace'; changes: ChatSession }
  | { type: 'transferTo'; toAssociate: number | string }
  | { type: 'pickUp' | 'acceptTransfer' | 'rejectTransfer' | 'reset' }

export type ChatSessionWriteOptions = UseMutationOptions<ChatSession, EngagementError, ChatSessionWrite>

const moves = {
  pickUp: pickUpChatSession,
  acceptTransfer: acceptChatSessionTransfer,
  rejectTransfer: rejectChatSessionTransfer,
  reset: resetChatSession,
}

type Target = { id: number; select?: ChatSessionSelect | undefined }

/**
 * The mutation behind what `useChatSession` writes. While it is pending, its `changes` lie over what the cache holds: nothing has to be rolled back.
 * Its key is what the keys of the session's queries start with.
 */
export function chatSessionWriteOptions(client: EngagementClient, { id, select }: Target): ChatSessionWriteOptions {
  const scope = chatSessionQueryScope(client, id)

  /** Puts into the cache what is known, where it still holds the session, and has everything else that shows it read again. */
  function settle(queryClient: QueryClient, key: readonly unknown[], known: ChatSession | undefined): void {
    queryClient.setQueryData<ChatSession>(key, (held) => held && (known ?? held))
    void queryClient.invalidateQueries({
      queryKey: scope,
      predicate: ({ queryKey }) => !known || hashKey(queryKey) !== hashKey(key),
    })
  }

  return {
    mutationKey: scope,
    mutationFn: async (write) => withoutSecrets(await send(client, { id, select }, write)) as ChatSession,
    onSuccess: (session, { type }, _context, { client: queryClient }) => {
      const isSelected = type === 'update' || type === 'replace'
      settle(queryClient, chatSessionQueryKey(client, isSelected ? { id, select } : { id }), session)
    },
    onError: (error, _write, _context, { client: queryClient }) => {
      settle(queryClient, chatSessionQueryKey(client, { id }), error instanceof ConflictError ? error.server : undefined)
    },
    networkMode: 'always',
    retry: false,
  }
}

function send(client: EngagementClient, { id, select }: Target, write: ChatSessionWrite): Promise<object> {
  switch (write.type) {
    case 'update':
      return updateChatSession(client, { id, select, changes: write.changes, base: write.base })
    case 'replace':
      return replaceChatSession(client, { id, select, entity: write.changes })
    case 'transferTo':
      return transferChatSession(client, { id, toAssociate: write.toAssociate })
    default:
      return moves[write.type](client, { id })
  }
}

/** The writes of a session that were not answered yet, in order. */
export function pendingWrites(client: EngagementClient, id: number) {
  return { mutationKey: chatSessionQueryScope(client, id), status: 'pending' } as const
}

/** The session as it will be once the writes are answered, as far as its members were selected. */
export function withWrites(session: ChatSession, writes: readonly ChatSessionWrite[], selected: string): ChatSession {
  const changes = writes.flatMap((write) => ('changes' in write ? Object.entries(write.changes) : []))
  const shown = changes.filter(([name, value]) => value !== undefined && isSelected(name, selected))
  return shown.length ? { ...session, ...Object.fromEntries(shown) } : session
}

/** What changes rest on; undefined where the session does not hold all of it. */
export function toBase(session: ChatSession | undefined, changes: ChatSessionChanges, selected: string): Partial<ChatSession> | undefined {
  const names = Object.keys(changes) as (keyof ChatSessionChanges)[]
  if (!session || !names.every((name) => isSelected(name, selected))) return undefined
  return Object.fromEntries(names.map((name) => [name, session[name]]))
}

function isSelected(name: string, selected: string): boolean {
  return !selected || selected.split(',').includes(name)
}
