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
  const [getState, getServerState] = useMemo(
    () => [
      selectOnce(store.getState, (state) => remember(select(state))),
      selectOnce(store.getIdleState, (state) => rememberServer(select(state))),
    ],
    [store, select, remember, rememberServer],
  )
  return useSyncExternalStore(store.subscribe, getState, getServerState)
}

/** Selects once for each state, because React calls again until two results are the same. */
function selectOnce<selected>(getState: () => ConversationState, select: (state: ConversationState) => selected): () => selected {
  let latest: { state: ConversationState; selected: selected } | undefined
  return () => {
    const state = getState()
    if (latest?.state !== state) latest = { state, selected: select(state) }
    return latest.selected
  }
}
