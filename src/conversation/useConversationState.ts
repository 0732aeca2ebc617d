'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { ConversationState } from '../model/conversation.js'
import type { ConversationStore } from './createConversationStore.js'
import { rememberEqual } from './rememberEqual.js'

/** Returns the selected members of the state. A server renders the idle state, and hydration begins with it. */
export function useConversationState<selected extends object>(
  store: ConversationStore,
  select: (state: ConversationState) => selected,
): selected {
  const [remember, rememberServer] = useMemo(() => [rememberEqual<selected>(), rememberEqual<selected>()], [])
  return useSyncExternalStore(
    store.subscribe,
    () => remember(select(store.getState())),
    () => rememberServer(select(store.getIdleState())),
  )
}
