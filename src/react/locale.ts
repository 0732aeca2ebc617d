import type { ReactNode } from 'react'
import type { ChatSessionPhase } from '../model/chatSessionPhase.js'

/** The labels of the button, by state. `children` replace the label `available`. */
export type EngagementButtonLabels = {
  /**
   * The label of an offer.
   * @default 'Chat with us'
   */
  available?: ReactNode
  /**
   * The label of a conversation, also if the button has `children`, because those are for an offer.
   * @default 'Continue your chat'
   */
  conversation?: ReactNode
  /**
   * The text behind the label of a conversation with unread messages. The parameter is their number, at least 1.
   * @default '1 unread message', '2 unread messages'
   */
  unread?: ((count: number) => string) | undefined
  /** The label after an error. With this label the button appears, and a click sends the request again. */
  retry?: ReactNode
  /** The label while no chat is available. With this label the button appears, disabled. */
  unavailable?: ReactNode
  /**
   * The accessible name of the control that dismisses a floating button.
   * @default 'Dismiss'
   */
  dismiss?: string | undefined
}

/** The part of a chat session that its customer may see. No other part reaches the page. */
export type ChatSessionStatusState = {
  /**
   * The phase of the session, or of its first request.
   * @selector [data-status]
   */
  status: ChatSessionPhase | 'loading' | 'error'
  /** The place in the queue when the chat session was created. The service does not update it. */
  position: number | undefined
  /** The name of the agent who talks to the customer. Undefined for a bot. */
  agent: string | undefined
  /** The customer's rating, from 1 to 5 stars. */
  rating: number | undefined
}

/** The text of each status, or a function of the state. `over` has the text of `finished` by default. A status without a text renders an empty element. */
export type ChatSessionStatusLabels = {
  [status in ChatSessionStatusState['status']]?: ReactNode | ((state: ChatSessionStatusState) => ReactNode)
}

/** The labels of a language. `react-engagement/locales/{tag}` exports some locales. */
export type EngagementLocale = {
  /** The language tag, as in `lang`: `de` or `de-AT`. */
  tag: string
  /**
   * The direction of the language's script.
   * @default left to right
   */
  dir?: 'rtl' | undefined
  /** The labels of `EngagementButton`. */
  button: EngagementButtonLabels
  /** The texts of `ChatSessionStatus`. */
  status: ChatSessionStatusLabels
}
