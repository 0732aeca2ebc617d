'use client'

import { type MouseEvent, useSyncExternalStore } from 'react'
import type { Engagement } from '../model/engagement.js'
import { useEngagementClient, useQueryClientOf } from '../react/useEngagementClient.js'
import { storeForAnswer } from './answerStore.js'
import { storeForQuestion } from './questionStore.js'
import { useButtonController } from './useButtonController.js'
import type { UseEngagementButtonParameters } from './useEngagementButtonParameters.js'

export type EngagementButtonState = {
  /** @selector `[data-status="loading|available|conversation|unavailable|error"]` */
  status: 'loading' | 'available' | 'conversation' | 'unavailable' | 'error'
  /** The offer's time is over: it is asked for again on pointer, focus, click or return to the page. @selector `[data-expired]` */
  isExpired: boolean
  /** An expired offer was clicked, and is being asked for again. @selector `[data-accepting]` */
  isAccepting: boolean
  /** The browser has no network. @selector `[data-offline]` */
  isOffline: boolean
  /** The visitor dismissed an offer, in this session: what comes by itself stays away. */
  isDismissed: boolean
}

/** For the element that is to be the button. Parameters that are none of the hook's are among them. */
export type EngagementButtonAttributes = {
  onClick: (event: MouseEvent<never>) => void
  'data-status': EngagementButtonState['status']
  'data-expired': '' | undefined
  'data-accepting': '' | undefined
  'data-offline': '' | undefined
  'aria-busy': true | undefined
  'aria-disabled': true | undefined
}

export type UseEngagementButtonReturnType = {
  state: EngagementButtonState
  /** The answer; undefined while loading and after an error. */
  engagement: Engagement | undefined
  buttonProps: EngagementButtonAttributes
  /** For the same element: by it is seen what was displayed, and who turns to an expired offer. */
  ref: (element: Element | null) => void
  /** For a control that sends the offer away, until the session ends, and reports that it was closed. */
  dismiss: () => void
}

/**
 * Everything that `EngagementButton` does, for one's own element.
 * @example
 * const { state, buttonProps, ref } = useEngagementButton({ onAccept: openChat })
 * if (state.status === 'available') return <a href="/chat" ref={ref} {...buttonProps}>Chat</a>
 */
export function useEngagementButton(parameters: UseEngagementButtonParameters = {}): UseEngagementButtonReturnType {
  const { attributes, elementProps, ...parts } = useEngagementButtonParts(parameters)
  return { ...parts, buttonProps: Object.assign(attributes, elementProps) }
}

/**
 * The same in parts, for a component that writes all attributes of its element out: React's server takes a fifth longer where an object is spread
 * into them.
 */
export function useEngagementButtonParts(parameters: UseEngagementButtonParameters): Omit<UseEngagementButtonReturnType, 'buttonProps'> & {
  attributes: EngagementButtonAttributes
  /** Parameters that are none of the hook's. */
  elementProps: object
} {
  const {
    client: override,
    engagement: engagementProp,
    displayed,
    onClick,
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
  const queryClient = useQueryClientOf(client)
  const hasEngagementProp = 'engagement' in parameters
  const store = hasEngagementProp ? storeForAnswer(client, queryClient, engagementProp) : storeForQuestion(client, queryClient, parameters)
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getServerSnapshot)
  const { result, engagement, isExpired, isOffline, isDismissed } = snapshot
  const offer = engagement?.status === 'available' && !isExpired ? engagement : undefined
  const { button, pendingAction } = useButtonController({ client, store, snapshot, offer, parameters })
  const isBusy = pendingAction !== undefined || (isExpired && result.fetchStatus === 'fetching')
  const isAccepting = pendingAction === 'accepting'
  const status = pendingAction === 'retrying' && snapshot.status === 'loading' ? 'error' : snapshot.status
  return {
    state: { status, isExpired, isAccepting, isOffline, isDismissed },
    engagement,
    attributes: {
      onClick: button.onClick,
      'data-status': status,
      'data-expired': isExpired ? '' : undefined,
      'data-accepting': isAccepting ? '' : undefined,
      'data-offline': isOffline ? '' : undefined,
      'aria-busy': isBusy || undefined,
      'aria-disabled': isBusy || (isExpired && hasEngagementProp) || status === 'unavailable' || undefined,
    },
    elementProps,
    ref: button.ref,
    dismiss: button.dismiss,
  }
}
