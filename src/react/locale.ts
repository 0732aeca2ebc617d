import type { ReactNode } from 'react'
import type { ChatSessionPhase } from '../model/chatSessionPhase.js'

/** What the button says where it has no `children`. */
export type EngagementButtonLabels = {
  /** @default 'Chat with us' */
  available?: ReactNode
  /** Also where there are `children`, which are written for an offer. @default 'Continue your chat' */
  conversation?: ReactNode
  /** After an error: where it is given, the button is there, and a click asks again. */
  retry?: ReactNode
  /** Out of hours: where it is given, the button is there, disabled. */
  unavailable?: ReactNode
  /** The accessible name of the control that dismisses a floating button. @default 'Dismiss' */
  dismiss?: string
}

/** What a customer may know of their session. Nothing else of it reaches the page. */
export type ChatSessionStatusState = {
  /** @selector [data-status] */
  status: ChatSessionPhase | 'loading' | 'error'
  /** The place in the queue when the session was requested. It says nothing of now. */
  position: number | undefined
  /** Who talks to the customer. Undefined for a bot. */
  agent: string | undefined
  /** 1 to 5 stars. */
  rating: number | undefined
}

/** What is said of each state; of `over` what is said of `finished`, unless it has words of its own. A state that says nothing is an empty element. */
export type ChatSessionStatusLabels = {
  [status in ChatSessionStatusState['status']]?: ReactNode | ((state: ChatSessionStatusState) => ReactNode)
}

/** The words of a language: `react-engagement/locales/{tag}` has some. */
export type EngagementLocale = {
  /** As in `lang`: `de`, or `de-AT`. */
  tag: string
  /** Where it is not from left to right. */
  dir?: 'rtl'
  button: EngagementButtonLabels
  status: ChatSessionStatusLabels
}
