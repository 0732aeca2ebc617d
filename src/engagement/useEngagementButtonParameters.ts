'use client'

import type { MouseEvent } from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement, ConversationEngagement, Engagement } from '../model/engagement.js'
import type { Question } from '../model/question.js'

/** A question or an answer, and the callbacks of the button. */
export type UseEngagementButtonParameters = Question & {
  /**
   * The client that sends the request and the reports.
   * @default the client of the nearest `EngagementProvider`
   */
  client?: EngagementClient | undefined
  /**
   * An answer that the app already has, or `undefined` while the app requests one. If the parameter is present, the hook sends no request. The
   * button is disabled when this answer has expired.
   */
  engagement?: Engagement | undefined
  /**
   * When the offer counts as displayed. `visible`: half of the element could be seen for one second. `mounted`: the element is mounted.
   * @default 'visible'
   */
  displayed?: 'visible' | 'mounted' | undefined
  /** Called before the button acts. A click whose default it prevents accepts nothing. */
  onClick?: ((event: MouseEvent<never>) => void) | undefined
  /** Like `onClick`, for the other mouse buttons. A middle click on a link also accepts the offer. */
  onAuxClick?: ((event: MouseEvent<never>) => void) | undefined
  /**
   * Called when the visitor accepts the offer, so that you open the chat. `ChatWindow` opens after it, unless it prevents the event's default. It does
   * not wait for the report. Clicks within half a second are one.
   * A click on an expired offer first requests a new answer. If the offer is still there, the library replays the click, at most 5 seconds after it.
   */
  onAccept?: ((engagement: AvailableEngagement, event: MouseEvent) => void) | undefined
  /**
   * Called when the visitor wants to resume the conversation. While the client's own conversation is open, ids that the service did not give are empty.
   */
  onResume?: ((engagement: ConversationEngagement, event: MouseEvent) => void) | undefined
  /** Called when the offer was displayed and its report is queued. It is called once per offer, also if several buttons show the offer. */
  onDisplay?: ((engagement: AvailableEngagement) => void) | undefined
}
