'use client'

import type { MouseEvent } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement, ConversationEngagement, Engagement } from '../model/engagement.js'
import type { Question } from '../model/question.js'

export type UseEngagementButtonParameters = Question & {
  /** @default the nearest `EngagementProvider`'s */
  client?: EngagementClient | undefined
  /**
   * An answer that the app already has. Where it is given, also as undefined while the app still asks, nothing is asked here: once it has expired,
   * the button is disabled.
   */
  engagement?: Engagement | undefined
  /**
   * When the offer counts as displayed: `visible` after half of the element was in view for a second, `mounted` as soon as it is rendered.
   * @default 'visible'
   */
  displayed?: 'visible' | 'mounted' | undefined
  /** Runs first: a click that it prevents is no acceptance. */
  onClick?: ((event: MouseEvent<never>) => void) | undefined
  /**
   * The visitor accepted the offer: open the chat. Called at the click, whatever becomes of the report. A click on an expired offer asks first;
   * where it is still made, the click is then repeated by the library.
   */
  onAccept?: ((engagement: AvailableEngagement, event: MouseEvent) => void) | undefined
  /** The visitor wants to go on with the conversation that is under way. */
  onResume?: ((engagement: ConversationEngagement, event: MouseEvent) => void) | undefined
  /** The offer was displayed, and the report of it queued. Once for an offer, however many buttons show it. */
  onDisplay?: ((engagement: AvailableEngagement) => void) | undefined
}
