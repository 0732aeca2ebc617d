'use client'

import { type MouseEvent, useSyncExternalStore } from 'react'
import type { Engagement } from '../model/engagement.js'
import { questionMembers } from '../model/question.js'
import { useEngagementClient, useFilledQueryClient } from '../react/useEngagementClient.js'
import { storeForAnswer } from './answerStore.js'
import { storeForQuestion } from './questionStore.js'
import { type LatestProps, useButtonController } from './useButtonController.js'
import type { UseEngagementButtonParameters } from './useEngagementButtonParameters.js'

/** The state that a button renders. The element has all members except `isDismissed` as attributes, for your styles. */
export type EngagementButtonState = {
  /**
   * The status of the answer, or of the request for it.
   * @selector `[data-status="loading|available|conversation|unavailable|error"]`
   */
  status: 'loading' | 'available' | 'conversation' | 'unavailable' | 'error'
  /**
   * True if the time of the offer is over. A pointer, focus, a click or a return to the page requests a new answer.
   * @selector `[data-expired]`
   */
  isExpired: boolean
  /**
   * True while a click on an expired offer waits for a new answer.
   * @selector `[data-accepting]`
   */
  isAccepting: boolean
  /**
   * True if the browser has no network.
   * @selector `[data-offline]`
   */
  isOffline: boolean
  /** True if the visitor dismissed an offer in this session. A floating button then stays hidden. False while the client's own conversation is open. */
  isDismissed: boolean
  /**
   * How many messages of the client's own conversation were not on the screen yet. The number is 0 while the window is open.
   * @selector `[data-unread]`
   */
  unreadCount: number
}

/** The attributes for the element that is the button. They include the parameters that the hook does not use. */
export type EngagementButtonAttributes = {
  /** Accepts the offer, resumes the conversation, or sends a failed request again. */
  onClick: (event: MouseEvent<never>) => void
  /** Accepts the offer after a middle click on a link. */
  onAuxClick: (event: MouseEvent<never>) => void
  /** The status of the button. */
  'data-status': EngagementButtonState['status']
  /** Present while the offer is expired. */
  'data-expired': '' | undefined
  /** Present while a click on an expired offer waits for a new answer. */
  'data-accepting': '' | undefined
  /** Present while the browser has no network. */
  'data-offline': '' | undefined
  /** True while a click on an expired offer waits for a new answer. */
  'aria-busy': true | undefined
  /** True while a click would do nothing. */
  'aria-disabled': true | undefined
  /** The number of unread messages. Present while there are any. */
  'data-unread': number | undefined
  /** True while a click closes the conversation's window, and false while a click opens it. Undefined if the page has no such window. */
  'aria-expanded': boolean | undefined
  /** The id of the conversation's window. */
  'aria-controls': string | undefined
}

/** The state of the button, and the parts that give your element its behaviour. */
export type UseEngagementButtonReturnType = {
  /** The state of the button, for your styles and texts. */
  state: EngagementButtonState
  /** The answer. Undefined while loading and after an error. */
  engagement: Engagement | undefined
  /** The attributes for your element. Spread them onto it. */
  buttonProps: EngagementButtonAttributes
  /** The ref for the same element. It observes whether the offer is displayed, and whether a visitor turns to an expired offer. */
  ref: (element: Element | null) => void
  /** Dismisses the offers of the session and reports the offer as closed. Call it from a control of your own. */
  dismiss: () => void
}

/**
 * Returns the behaviour of `EngagementButton` for your own element.
 * @throws ConfigurationError without a client
 * @example
 * ```tsx
 * const { state, buttonProps, ref } = useEngagementButton({ onAccept: openChat })
 * if (state.status === 'available') return <a href="/chat" ref={ref} {...buttonProps}>Chat</a>
 * ```
 */
export function useEngagementButton(parameters: UseEngagementButtonParameters = {}): UseEngagementButtonReturnType {
  const { state, engagement, attributes, elementProps, ref, dismiss } = useEngagementButtonParts(parameters)
  return { state, engagement, buttonProps: Object.assign(attributes, elementProps), ref, dismiss }
}

/**
 * Returns the same in parts, for a component that writes out all attributes of its element. React's server takes a fifth longer if an object is
 * spread into them.
 */
export function useEngagementButtonParts(parameters: UseEngagementButtonParameters): Omit<UseEngagementButtonReturnType, 'buttonProps'> & {
  attributes: EngagementButtonAttributes
  /** The parameters that the hook does not use. */
  elementProps: object
  /** The values of this render, for the effect that follows it. */
  latest: LatestProps
  /** Returns the element that has the ref. */
  getElement: () => Element | null
} {
  const {
    client: override,
    engagement: engagementProp,
    displayed,
    onClick,
    onAuxClick,
    onAccept,
    onResume,
    onDisplay,
    engagementAttributes,
    identities,
    consumerId,
    entryPoints,
    consumerSections,
    ...elementProps
  } = parameters
  const client = useEngagementClient(override)
  const members = client.service.questionMembers
  // A third service's question has members of its own, and they are no attributes of an element.
  if (members !== questionMembers) for (const member of members) delete (elementProps as Record<string, unknown>)[member]
  const queryClient = useFilledQueryClient(client)
  const hasEngagementProp = 'engagement' in parameters
  const store = hasEngagementProp ? storeForAnswer(client, queryClient, engagementProp) : storeForQuestion(client, queryClient, parameters)
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getServerSnapshot)
  const { result, engagement, isExpired, isOffline, isDismissed, unreadCount } = snapshot
  const offer = engagement?.status === 'available' && !isExpired ? engagement : undefined
  const latest: LatestProps = { client, store, snapshot, offer, parameters }
  const { button, pendingAction } = useButtonController(latest)
  const isBusy = pendingAction !== undefined || (isExpired && result.fetchStatus === 'fetching')
  const isAccepting = pendingAction === 'accepting'
  const status = pendingAction === 'retrying' && snapshot.status === 'loading' ? 'error' : snapshot.status
  const chatWindow = engagement && status !== 'unavailable' ? snapshot.chatWindow : undefined
  return {
    state: { status, isExpired, isAccepting, isOffline, isDismissed, unreadCount },
    engagement,
    attributes: {
      onClick: button.onClick,
      onAuxClick: button.onClick,
      'data-status': status,
      'data-expired': isExpired ? '' : undefined,
      'data-accepting': isAccepting ? '' : undefined,
      'data-offline': isOffline ? '' : undefined,
      'aria-busy': isBusy || undefined,
      'aria-disabled': isBusy || (isExpired && hasEngagementProp) || status === 'unavailable' || undefined,
      'data-unread': unreadCount || undefined,
      'aria-expanded': chatWindow?.isOpen,
      'aria-controls': chatWindow?.id,
    },
    elementProps,
    ref: button.ref,
    dismiss: button.dismiss,
    latest,
    getElement: button.getElement,
  }
}
