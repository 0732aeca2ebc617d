import { createListeners } from '../browser/createListeners.js'
import type { AvailableEngagement, ConversationEngagement } from '../model/engagement.js'

/** A click that accepted an offer or resumed a conversation. */
export type Acceptance = {
  engagement: AvailableEngagement | ConversationEngagement
  /** The button of the click. It gets the focus back when the window is closed. */
  element: HTMLElement
}

/** The state that buttons and the conversation's window share. An unchanged part stays the same object. */
export type SharedState = {
  /** The conversation of the client that is open at the service. */
  conversation?: { id: string; unreadCount: number } | undefined
  /** The window on the page, by the id of its element. */
  window?: { id: string; isOpen: boolean } | undefined
}

/** The place where buttons and the conversation's window meet. A button does not know the window. */
export type Acceptances = {
  /** Buttons call it after a click. The window opens or closes then. */
  publish: (acceptance: Acceptance) => void
  /** Calls back with each click. Returns a function that unsubscribes. */
  subscribe: (listener: (acceptance: Acceptance) => void) => () => void
  getState: () => SharedState
  /** Changes a part of the state. */
  setState: (change: SharedState) => void
  /** Calls back after each change of the state. Returns a function that unsubscribes. */
  subscribeToState: (listener: () => void) => () => void
}

export function createAcceptances(): Acceptances {
  const { subscribe, emit: publish } = createListeners<Acceptance>()
  const { subscribe: subscribeToState, emit } = createListeners<void>()
  let state: SharedState = {}
  return {
    publish,
    subscribe,
    getState: () => state,
    setState(change) {
      state = { ...state, ...change }
      emit()
    },
    subscribeToState,
  }
}
