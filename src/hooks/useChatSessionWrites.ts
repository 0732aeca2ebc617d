'use client'

import { type Mutation, type QueryClient, useMutation, useMutationState } from '@tanstack/react-query'
import { useMemo } from 'react'
import { withoutSecrets } from '../api/chatSession.js'
import type { ChatSession, ChatSessionChanges, ChatSessionSelect, WholeChatSession } from '../api/chatSessionEntity.js'
import type { EngagementClient } from '../client.js'
import { ConfigurationError, type EngagementError } from '../errors.js'
import { chatSessionQueryScope } from '../query/chatSession.js'
import { type ChatSessionWrite, chatSessionWriteOptions, pendingWrites, toBase, withWrites } from '../query/chatSessionWrite.js'

/** Each resolves with the session as the service then has it. Whoever does not await them is told of a failure by `updateError`. */
export type ChatSessionWrites = {
  /**
   * Shows the changes at once, and takes them back where the service refuses them.
   * @throws ConflictError where someone else has changed what they rest on
   */
  update: (changes: ChatSessionChanges) => Promise<ChatSession>
  /** Replaces all of the session by what was read of it and changed. Refused where the hook reads with `select`. */
  replace: (session: ChatSession & WholeChatSession) => Promise<ChatSession>
  /**
   * Takes the session out of the queue.
   * @throws ConflictError where it is no longer there
   */
  pickUp: () => Promise<ChatSession>
  /** Offers the session to another agent, by associate id or user name. */
  transferTo: (toAssociate: number | string) => Promise<ChatSession>
  acceptTransfer: () => Promise<ChatSession>
  rejectTransfer: () => Promise<ChatSession>
  /** Takes the session back to its start. */
  reset: () => Promise<ChatSession>
  /** Whether a write of this session is not answered yet, whichever component made it. */
  isUpdating: boolean
  /** What became of this component's latest write: null until it is answered, and where it went well. */
  updateError: EngagementError | null
}

type Target = { id: number; select?: ChatSessionSelect | undefined }

const toWrite = ({ state }: Pick<Mutation, 'state'>) => state.variables as ChatSessionWrite

/** What writes a session, and the writes that were not answered yet. */
export function useChatSessionWrites(
  client: EngagementClient,
  queryClient: QueryClient,
  { id, select }: Target,
): [writes: ChatSessionWrites, pending: ChatSessionWrite[]] {
  const selected = select?.join() ?? ''
  const { mutateAsync, error } = useMutation(chatSessionWriteOptions(client, { id, select }), queryClient)
  const pending = useMutationState({ filters: pendingWrites(client, id), select: toWrite }, queryClient)

  const verbs = useMemo(() => {
    function write(variables: ChatSessionWrite): Promise<ChatSession> {
      const written = mutateAsync(variables)
      written.catch(() => {})
      return written
    }
    return {
      update(changes: ChatSessionChanges) {
        // Not what was rendered: earlier calls of the same event are in it, too.
        const held = queryClient.getQueryData<ChatSession>([...chatSessionQueryScope(client, id), selected])
        const begun = queryClient.getMutationCache().findAll(pendingWrites(client, id)).map(toWrite)
        return write({ type: 'update', changes, base: toBase(held && withWrites(held, begun, selected), changes, selected) })
      },
      async replace(session: ChatSession) {
        if (selected) throw refuseReplace()
        return write({ type: 'replace', changes: withoutSecrets(session) })
      },
      pickUp: () => write({ type: 'pickUp' }),
      transferTo: (toAssociate: number | string) => write({ type: 'transferTo', toAssociate }),
      acceptTransfer: () => write({ type: 'acceptTransfer' }),
      rejectTransfer: () => write({ type: 'rejectTransfer' }),
      reset: () => write({ type: 'reset' }),
    }
  }, [client, queryClient, mutateAsync, id, selected])

  return [{ ...verbs, isUpdating: pending.length > 0, updateError: error }, pending]
}

function refuseReplace(): ConfigurationError {
  return new ConfigurationError(
    process.env.NODE_ENV === 'production'
      ? ''
      : 'This hook reads with `select`: the members that were not selected came as null, and replacing the session with them would erase what is there. Use update, or read all of it.',
  )
}
