'use client'

import { type MouseEvent, useSyncExternalStore } from 'react'
import { reportImpression } from '../actions/reportImpression.js'
import type { AvailableEngagement, ConversationEngagement, Engagement } from '../api/engagement.js'
import { type Question, questionNames } from '../api/question.js'
import type { EngagementClient } from '../client.js'
import { engagementObserverOf } from '../query/engagementObserver.js'
import { split } from '../query/split.js'
import { useDisplay } from './useDisplay.js'
import { useEngagementClient, useQueryClientOf } from './useEngagementClient.js'

export type UseEngagementButtonParameters = Question & {
  /** @default the nearest `EngagementProvider`'s */
  client?: EngagementClient | undefined
  /** An answer that the app already has. Where it is given, also as undefined while the app still asks, nothing is asked here. */
  engagement?: Engagement | undefined
  /**
   * When the offer counts as displayed: `visible` after half of the element was in view for a second, `mounted` as soon as it is rendered.
   * @default 'visible'
   */
  displayed?: 'visible' | 'mounted' | undefined
  /** Runs first: a click that it prevents is no acceptance. */
  onClick?: ((event: MouseEvent<never>) => void) | undefined
  /** The visitor accepted the offer: open the chat. Called at the click, whatever becomes of the report. */
  onAccept?: ((engagement: AvailableEngagement, event: MouseEvent) => void) | undefined
  /** The visitor wants to go on with the conversation that is under way. */
  onResume?: ((engagement: ConversationEngagement, event: MouseEvent) => void) | undefined
  /** The offer was displayed, and the report of it queued. Once for an offer, however many buttons show it. */
  onDisplay?: ((engagement: AvailableEngagement) => void) | undefined
}

export type EngagementButtonState = {
  /** @selector `[data-status="loading|available|conversation|unavailable|error"]` */
  status: 'loading' | 'available' | 'conversation' | 'unavailable' | 'error'
}

export type UseEngagementButtonReturnType = {
  state: EngagementButtonState
  /** The answer; undefined while loading and after an error. */
  engagement: Engagement | undefined
  /** For the element that is to be the button. Parameters that are none of the hook's are among them. */
  buttonProps: { onClick: (event: MouseEvent<never>) => void; 'data-status': EngagementButtonState['status'] }
  /** For the same element: what was displayed is seen by it. */
  ref: (element: Element | null) => void
}

/**
 * Everything that `EngagementButton` does, for one's own element.
 * @example
 * const { state, buttonProps, ref } = useEngagementButton({ onAccept: openChat })
 * if (state.status === 'available') return <a href="/chat" ref={ref} {...buttonProps}>Chat</a>
 */
export function useEngagementButton(parameters: UseEngagementButtonParameters = {}): UseEngagementButtonReturnType {
  const { client: override, engagement: given, displayed = 'visible', onAccept, onResume, onDisplay, onClick, ...others } = parameters
  const [question, props] = split(others, questionNames)
  const client = useEngagementClient(override)
  const queryClient = useQueryClientOf(client)
  const observer = 'engagement' in parameters ? nothingToAsk : engagementObserverOf(queryClient, client, question)
  const outcome = useSyncExternalStore(observer.subscribe, observer.getSnapshot, observer.getServerSnapshot)
  const engagement = given ?? (outcome instanceof Error ? undefined : outcome)
  const status = engagement?.status ?? (outcome ? 'error' : 'loading')
  const offer = engagement?.status === 'available' ? engagement : undefined

  async function reportDisplay(shown: AvailableEngagement): Promise<void> {
    if (await reportImpression(client, { type: 'impDisplay', engagement: shown })) onDisplay?.(shown)
  }
  const ref = useDisplay({ offer, displayed, onDisplayed: reportDisplay })

  function handleClick(event: MouseEvent<never>): void {
    onClick?.(event)
    if (event.defaultPrevented) return
    if (engagement?.status === 'conversation') onResume?.(engagement, event)
    if (!offer) return
    // What was clicked was displayed: where that was not reported yet, both travel in one request, display first.
    void reportDisplay(offer)
    void reportImpression(client, { type: 'impAccept', engagement: offer })
    onAccept?.(offer, event)
  }

  return { state: { status }, engagement, buttonProps: { ...props, onClick: handleClick, 'data-status': status }, ref }
}

const nothingToAsk = { subscribe: () => () => {}, getSnapshot: () => undefined, getServerSnapshot: () => undefined }
