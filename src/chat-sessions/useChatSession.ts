'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import { bindQueryClient } from '../react/bindQueryClient.js'
import { useEngagementClient, useQueryClientOf } from '../react/useEngagementClient.js'
import type { ChatSession, ChatSessionSelect } from '../superoffice/chatSessionEntity.js'
import { withWrites } from './chatSessionMutation.js'
import { type ChatSessionQueryParameters, chatSessionQueryOptions, type ReadChatSession, unchosenId } from './chatSessionQuery.js'
import type { ChatSessionError } from './conflictError.js'
import { type ChatSessionWrites, useChatSessionWrites } from './useChatSessionWrites.js'

export type UseChatSessionParameters<
  select extends ChatSessionSelect | undefined = undefined,
  selectData = ReadChatSession<select>,
> = ChatSessionQueryParameters<select, selectData> & {
  /** @default the nearest `EngagementProvider`'s */
  client?: EngagementClient | undefined
}

export type UseChatSessionReturnType<selectData = ChatSession> = UseQueryResult<selectData, ChatSessionError> & ChatSessionWrites

/**
 * A chat session of SuperOffice's: read, kept up to date, and written. What is written shows in `data` before it is answered.
 * @example
 * const { data, update, updateError } = useChatSession({ id: 7 })
 * <button onClick={() => update({ Status: 'Finished' })}>End the chat with {data?.CustomerName}</button>
 */
export function useChatSession<const select extends ChatSessionSelect | undefined = undefined, selectData = ReadChatSession<select>>({
  client: override,
  ...parameters
}: UseChatSessionParameters<select, selectData>): UseChatSessionReturnType<selectData> {
  const { id, select, query } = parameters
  const client = useEngagementClient(override)
  const queryClient = useQueryClientOf(client)
  bindQueryClient(client, queryClient)
  const selected = select?.join() ?? ''
  // A QueryClient hears of the page's return only where someone has mounted it.
  useEffect(() => {
    queryClient.mount()
    return () => queryClient.unmount()
  }, [queryClient])
  const [writes, pending] = useChatSessionWrites(client, queryClient, { id: id ?? unchosenId, selected })
  const selectWithWrites = useMemo(
    () => (session: ReadChatSession<select>) => {
      const withPendingWrites = withWrites(session, pending, selected)
      // Without a select of the app's, what is shown is what was read: the type parameter's default.
      return query?.select ? query.select(withPendingWrites) : (withPendingWrites as unknown as selectData)
    },
    [pending, selected, query?.select],
  )
  const result = useQuery({ ...chatSessionQueryOptions(client, parameters), select: selectWithWrites }, queryClient)
  return { ...result, ...writes }
}
