'use client'

import { hashKey, type Mutation, type QueryClient, useMutationState } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { ChatSession, ChatSessionChanges, WholeChatSession } from '../superoffice/chatSessionEntity.js'
import { withoutSecrets } from '../superoffice/withoutSecrets.js'
import { type ChatSessionTarget, type ChatSessionWrite, executeChatSessionWrite, pendingWrites, toWrite } from './chatSessionMutation.js'
import { chatSessionKeyPrefix } from './chatSessionQuery.js'
import type { ChatSessionError } from './conflictError.js'

/** Each resolves with the session as the service then has it, and rejects with what `updateError` tells those who do not wait. */
export type ChatSessionWrites = {
  /**
   * Shows the changes at once, and takes them back where the service refuses them. They rest on `base`: what was on the page when the user began to
   * change it, which a form that is open for longer than a poll should give.
   * @throws ConflictError where someone else has changed what they rest on
   */
  update: (
    changes: ChatSessionChanges,
    options?: { /** @default the session as it shows now */ base?: Partial<ChatSession> },
  ) => Promise<ChatSession>
  /**
   * Replaces all of the session by what was read of it and changed.
   * @throws ConfigurationError where the hook reads with `select`, or for another session
   */
  replace: (session: WholeChatSession) => Promise<ChatSession>
  /**
   * Takes the session out of the queue.
   * @throws ConflictError where it is no longer there
   */
  pickUp: () => Promise<ChatSession>
  /** Offers the session to another agent, by associate id or user name. */
  transferTo: (toAssociate: number | string) => Promise<ChatSession>
  acceptTransfer: () => Promise<ChatSession>
  rejectTransfer: () => Promise<ChatSession>
  /** Takes the session back to its start, from the agent or bot who has it. */
  resetSession: () => Promise<ChatSession>
  /** Whether a write of this session is not answered yet, whichever component with this QueryClient made it. */
  isUpdating: boolean
  /** Why this component's write failed, the latest where several did; null once it writes again. */
  updateError: ChatSessionError | null
}

/** Before 5.104.5, TanStack Query keeps what it has found when it is told to look for something else: it is always told the same. */
const pendingFilter = { status: 'pending', mutationKey: ['react-engagement'] } as const

const toKeyedWrite = ({ state, options }: Mutation) => ({ keyHash: hashKey(options.mutationKey ?? []), write: toWrite({ state }) })

/** What writes a session, and the writes that were not answered yet. */
export function useChatSessionWrites(
  client: EngagementClient,
  queryClient: QueryClient,
  { id, selected }: ChatSessionTarget,
): [writes: ChatSessionWrites, pending: ChatSessionWrite[]] {
  const keyHash = hashKey(chatSessionKeyPrefix(client, id))
  const pendingMutations = useMutationState({ filters: pendingFilter, select: toKeyedWrite }, queryClient)
  const pending = useMemo(
    () => pendingMutations.flatMap((write) => (write.keyHash === keyHash ? write.write : [])),
    [pendingMutations, keyHash],
  )
  const [failed, setFailed] = useState<{ id: number; error: ChatSessionError }>()

  useEffect(
    () =>
      client.subscribe(({ type }) => {
        if (type === 'reset') setFailed(undefined)
      }),
    [client],
  )

  const mutations = useMemo(() => {
    function reportFailure(result: Promise<ChatSession>): Promise<ChatSession> {
      // Whoever does not wait for it sees `updateError`. A log-out is no failure.
      result.catch((error) => {
        if (error.name !== 'AbortError') setFailed({ id, error })
      })
      return result
    }
    function write(write: ChatSessionWrite): Promise<ChatSession> {
      // What failed of several that were begun together stays to be seen.
      if (!queryClient.isMutating(pendingWrites(client, id))) setFailed(undefined)
      return reportFailure(executeChatSessionWrite(client, queryClient, { id, selected }, write))
    }
    return {
      update: (changes: ChatSessionChanges, { base }: { base?: Partial<ChatSession> } = {}) => write({ type: 'update', changes, base }),
      replace(session: WholeChatSession) {
        return selected
          ? reportFailure(Promise.reject(createPartialReplaceError()))
          : write({ type: 'replace', changes: withoutSecrets(session) })
      },
      pickUp: () => write({ type: 'pickUp' }),
      transferTo: (toAssociate: number | string) => write({ type: 'transferTo', toAssociate }),
      acceptTransfer: () => write({ type: 'acceptTransfer' }),
      rejectTransfer: () => write({ type: 'rejectTransfer' }),
      resetSession: () => write({ type: 'reset' }),
    }
  }, [client, queryClient, id, selected])

  return [{ ...mutations, isUpdating: pending.length > 0, updateError: failed?.id === id ? failed.error : null }, pending]
}

function createPartialReplaceError(): ConfigurationError {
  return new ConfigurationError(
    dev`This hook reads with \`select\`: the members that were not selected came as null, and replacing the session with them would erase what is there. Use update, or read all of it.`,
  )
}
