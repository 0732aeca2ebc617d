'use client'

import { hashKey, type Mutation, type QueryClient, useMutationState } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { Optional } from '../model/optional.js'
import type { ChatSession, ChatSessionChanges, WholeChatSession } from '../superoffice/chatSessionEntity.js'
import { withoutSecrets } from '../superoffice/withoutSecrets.js'
import { type ChatSessionTarget, type ChatSessionWrite, executeChatSessionWrite, pendingWrites, toWrite } from './chatSessionMutation.js'
import { chatSessionKeyPrefix } from './chatSessionQuery.js'
import type { ChatSessionError } from './conflictError.js'

/**
 * Each function resolves with the session as the service has it after the write. A rejection is also in `updateError`, for callers that do not await the
 * promise.
 */
export type ChatSessionWrites = {
  /**
   * Changes members of the session. The changes show at once, until the service answers or refuses them.
   * @throws ConflictError if someone else has changed the same members since `base`
   */
  update: (
    changes: ChatSessionChanges,
    options?: {
      /**
       * The members before the changes. Pass them from a form that stays open for longer than the time between polls.
       * @default the session as it shows now
       */
      base?: Optional<ChatSession> | undefined
    },
  ) => Promise<ChatSession>
  /**
   * Replaces the whole session, including members that nobody has changed.
   * @throws ConfigurationError if the hook has a `select`, or the session has another id
   */
  replace: (session: WholeChatSession) => Promise<ChatSession>
  /**
   * Assigns the session in the queue to the agent who calls.
   * @throws ConflictError if the session is no longer in the queue
   */
  pickUp: () => Promise<ChatSession>
  /** Offers the session to another agent, named by associate id or user name. */
  transferTo: (toAssociate: number | string) => Promise<ChatSession>
  /** Accepts a session that another agent offers. */
  acceptTransfer: () => Promise<ChatSession>
  /** Rejects a session that another agent offers. */
  rejectTransfer: () => Promise<ChatSession>
  /** Takes the session from its agent or bot, and returns it to its start. */
  resetSession: () => Promise<ChatSession>
  /** True while a write of this session has no answer, whichever component with this QueryClient made it. */
  isUpdating: boolean
  /** The error of this component's latest failed write; null after the next write has begun. */
  updateError: ChatSessionError | null
}

/** The filter never changes, because TanStack Query before 5.104.5 does not search again when its filter changes. */
const pendingFilter = { status: 'pending', mutationKey: ['react-engagement'] } as const

const toKeyedWrite = ({ state, options }: Mutation) => ({ keyHash: hashKey(options.mutationKey ?? []), write: toWrite({ state }) })

/** Returns the functions that write a session, and its pending writes. */
export function useChatSessionWrites(
  client: EngagementClient,
  queryClient: QueryClient,
  { id, select }: ChatSessionTarget,
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
      // Marks the rejection as handled, for callers that do not await. A reset rejects with an AbortError, which is no failure.
      result.catch((error) => {
        if (error.name !== 'AbortError') setFailed({ id, error })
      })
      return result
    }
    function write(write: ChatSessionWrite): Promise<ChatSession> {
      // While other writes are pending, an error of one of them stays visible.
      if (!queryClient.isMutating(pendingWrites(client, id))) setFailed(undefined)
      return reportFailure(executeChatSessionWrite(client, queryClient, { id, select }, write))
    }
    return {
      update: (changes: ChatSessionChanges, { base }: { base?: Optional<ChatSession> | undefined } = {}) =>
        write({ type: 'update', changes, base }),
      replace(session: WholeChatSession) {
        return select?.length
          ? reportFailure(Promise.reject(createPartialReplaceError()))
          : write({ type: 'replace', changes: withoutSecrets(session) })
      },
      pickUp: () => write({ type: 'pickUp' }),
      transferTo: (toAssociate: number | string) => write({ type: 'transferTo', toAssociate }),
      acceptTransfer: () => write({ type: 'acceptTransfer' }),
      rejectTransfer: () => write({ type: 'rejectTransfer' }),
      resetSession: () => write({ type: 'reset' }),
    }
  }, [client, queryClient, id, select])

  return [{ ...mutations, isUpdating: pending.length > 0, updateError: failed?.id === id ? failed.error : null }, pending]
}

function createPartialReplaceError(): ConfigurationError {
  return new ConfigurationError(
    dev`This hook has a \`select\`, so the service returned null for the members that were not selected. Replacing the session would erase them. Call update, or read the session without \`select\`.`,
  )
}
