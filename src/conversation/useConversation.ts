'use client'

import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import type { ConversationState } from '../model/conversation.js'
import type { AvailableEngagement, ConversationEngagement } from '../model/engagement.js'
import { useEngagementClient } from '../react/useEngagementClient.js'
import { type ConversationActions, toConversationActions } from './conversationActions.js'
import { getConversationStore } from './createConversationStore.js'
import { useConversationState } from './useConversationState.js'

/** The parameters of `useConversation`. */
export type UseConversationParameters<selected extends object = ConversationState> = {
  /**
   * The client of the conversation.
   * @default the client of the nearest `EngagementProvider`
   */
  client?: EngagementClient | undefined
  /**
   * The engagement of the conversation. An open conversation is resumed when the component mounts. An offer opens a conversation with the first `send`.
   */
  engagement?: AvailableEngagement | ConversationEngagement | undefined
  /**
   * Picks the members of the state that the component renders. The component renders again only if one of them changes.
   * @default all members
   */
  select?: ((state: ConversationState) => selected) | undefined
}

/** The selected state of the conversation, and its functions. */
export type UseConversationReturnType<selected extends object = ConversationState> = selected &
  ConversationActions & {
    /** The service's id of the conversation. Undefined while none is open. */
    id: string | undefined
  }

/**
 * Returns the client's conversation: its state, and the functions that change it. All hooks of a client share one conversation. Without a conversation,
 * the state is `idle`.
 * @throws ConfigurationError without a client
 * @example
 * ```tsx
 * const { messages, send } = useConversation({ engagement })
 * ```
 */
export function useConversation<selected extends object = ConversationState>({
  client: override,
  engagement,
  select = selectAll,
}: UseConversationParameters<selected> = {}): UseConversationReturnType<selected> {
  const client = useEngagementClient(override)
  const { acceptances } = client.core
  const store = getConversationStore(client)
  const latestEngagement = useRef(engagement)
  useEffect(() => {
    latestEngagement.current = engagement
  }, [engagement])
  const conversationId = engagement?.status === 'conversation' ? engagement.conversationId : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: an engagement with the same id is the same conversation.
  useEffect(() => {
    // The state has the error.
    if (engagement?.status === 'conversation') store.resume({}, engagement).catch(() => {})
  }, [conversationId, store])
  const actions = useMemo(() => toConversationActions(store, () => latestEngagement.current), [store])
  const state = useConversationState(store, select)
  const getId = () => acceptances.getState().conversation?.id
  const id = useSyncExternalStore(acceptances.subscribeToState, getId, () => undefined)
  return { ...state, ...actions, id }
}

const selectAll = <selected>(state: ConversationState) => state as selected
