'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import { bindQueryClient } from '../react/bindQueryClient.js'
import { useEngagementClient, useQueryClientOf } from '../react/useEngagementClient.js'
import type { ChatSession, ChatSessionSelect } from '../superoffice/chatSessionEntity.js'
import { mergeWrites } from './chatSessionMutation.js'
import {
  type ChatSessionQueryParameters,
  chatSessionQueryOptions,
  type ReadChatSession,
  toSelect,
  toSelectText,
  unchosenId,
} from './chatSessionQuery.js'
import type { ChatSessionError } from './conflictError.js'
import { type ChatSessionWrites, useChatSessionWrites } from './useChatSessionWrites.js'

/** A chat session, the members to read, the options of the query, and the client. */
export type UseChatSessionParameters<
  select extends ChatSessionSelect | undefined = undefined,
  selectData = ReadChatSession<select>,
> = ChatSessionQueryParameters<select, selectData> & {
  /**
   * The client that reads and writes the session.
   * @default the client of the nearest `EngagementProvider`
   */
  client?: EngagementClient | undefined
}

/** The result of TanStack Query's `useQuery`, with the writes of the session. */
export type UseChatSessionReturnType<selectData = ChatSession> = UseQueryResult<selectData, ChatSessionError> & ChatSessionWrites

/**
 * Reads a chat session of SuperOffice, polls it, and writes it. `data` shows a write before the service answers it.
 * @example
 * const { data, update, updateError } = useChatSession({ id: 7 })
 * <button onClick={() => update({ Status: 'Finished' })}>End the chat with {data?.CustomerName}</button>
 */
export function useChatSession<const select extends ChatSessionSelect | undefined = undefined, selectData = ReadChatSession<select>>({
  client: override,
  ...parameters
}: UseChatSessionParameters<select, selectData>): UseChatSessionReturnType<selectData> {
  const { id, query } = parameters
  const client = useEngagementClient(override)
  const queryClient = useQueryClientOf(client)
  bindQueryClient(client, queryClient)
  // A QueryClient that nobody has mounted does not notice that the page is visible again.
  useEffect(() => {
    queryClient.mount()
    return () => queryClient.unmount()
  }, [queryClient])
  const selectText = toSelectText(parameters.select)
  // An app may pass a new list in each render, so the list depends on its text.
  const select = useMemo(() => toSelect(selectText), [selectText])
  const [writes, pending] = useChatSessionWrites(client, queryClient, { id: id ?? unchosenId, select })
  const selectWithWrites = useMemo(
    () => (session: ReadChatSession<select>) => {
      const withPendingWrites = mergeWrites(session, pending, select)
      // Without the app's own `select` function, the data is the session: the default of the type parameter.
      return query?.select ? query.select(withPendingWrites) : (withPendingWrites as unknown as selectData)
    },
    [pending, select, query?.select],
  )
  const result = useQuery({ ...chatSessionQueryOptions(client, parameters), select: selectWithWrites }, queryClient)
  return { ...result, ...writes }
}
