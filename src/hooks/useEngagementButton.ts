'use client'

import { type MouseEvent, useRef, useState, useSyncExternalStore } from 'react'
import { reportImpression } from '../actions/reportImpression.js'
import type { AvailableEngagement, ConversationEngagement, Engagement } from '../api/engagement.js'
import type { Question } from '../api/question.js'
import type { EngagementClient } from '../client.js'
import { isExpired as hasExpired } from '../platform/expiry.js'
import { engagementQueryKey } from '../query/engagement.js'
import { engagementObserverOf, nothingAsked } from '../query/engagementObserver.js'
import { refreshExpired } from '../query/refreshExpired.js'
import type { SessionStore } from '../session/createSession.js'
import { useDisplay } from './useDisplay.js'
import { useEngagementClient, useQueryClientOf } from './useEngagementClient.js'
import { useMoment } from './useMoment.js'

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

/** How long a click waits for an answer, in milliseconds: as long as browsers take what follows for its effect. */
const patience = 5000

/**
 * Everything that `EngagementButton` does, for one's own element.
 * @example
 * const { state, buttonProps, ref } = useEngagementButton({ onAccept: openChat })
 * if (state.status === 'available') return <a href="/chat" ref={ref} {...buttonProps}>Chat</a>
 */
export function useEngagementButton(parameters: UseEngagementButtonParameters = {}): UseEngagementButtonReturnType {
  const { client: override, engagement: given, displayed = 'visible', onAccept, onResume, onDisplay, ...others } = parameters
  const { engagementAttributes, identities, consumerId, entryPoints, consumerSections, onClick, ...props } = others
  const question = { engagementAttributes, identities, consumerId, entryPoints, consumerSections }
  const client = useEngagementClient(override)
  const queryClient = useQueryClientOf(client)
  const isGiven = 'engagement' in parameters
  const observer = isGiven ? nothingAsked : engagementObserverOf(queryClient, client, question)
  const { data, error, isFetching } = useSyncExternalStore(observer.subscribe, observer.getSnapshot, observer.getServerSnapshot)
  const { isExpired, isOffline } = useMoment(given ?? data)
  const [isAccepting, setAccepting] = useState(false)
  const [isRetrying, setRetrying] = useState(false)
  const click = useRef<'held' | 'repeated'>(undefined)
  // An answer that has expired, and could not be asked for again, is none.
  const engagement = given ?? (isExpired && error ? undefined : data)
  const status = engagement?.status ?? (error || isRetrying ? 'error' : 'loading')
  const isDismissed = useDismissed(client, engagement)
  const offer = engagement?.status === 'available' ? engagement : undefined
  const isBusy = isAccepting || isRetrying || (isExpired && isFetching && !isGiven)

  async function reportDisplay(shown: AvailableEngagement): Promise<void> {
    if (await reportImpression(client, { type: 'impDisplay', engagement: shown })) onDisplay?.(shown)
  }
  const ref = useDisplay({ offer: isExpired ? undefined : offer, displayed, onDisplayed: reportDisplay, onAttention: refresh })

  async function refresh(): Promise<void> {
    if (!isGiven) await refreshExpired(client, queryClient)
  }

  function handleClick(event: MouseEvent<never>): void {
    if (click.current !== 'repeated') onClick?.(event)
    if (event.defaultPrevented) return
    // Not the one rendered: an answer may have come since.
    const current = given ?? observer.getSnapshot().data
    if (hasExpired(current)) {
      event.preventDefault()
      if (!isGiven && !click.current) void askFirst(event.currentTarget)
    } else if (current?.status === 'conversation') {
      onResume?.(current, event)
    } else if (current?.status === 'available') {
      // What was clicked was displayed: where that was not reported yet, both travel in one request, display first.
      void reportDisplay(current)
      void reportImpression(client, { type: 'impAccept', engagement: current })
      onAccept?.(current, event)
    } else if (status === 'error' && !isBusy) {
      void askAgain()
    }
  }

  function dismiss(): void {
    if (offer) void reportImpression(client, { type: 'impClose', engagement: offer })
    client.core.session.dismiss(sessionOf(client.session, engagement))
  }

  async function askAgain(): Promise<void> {
    setRetrying(true)
    await queryClient.refetchQueries({ queryKey: engagementQueryKey(client, question), exact: true })
    setRetrying(false)
  }

  /** Repeats the click where the offer is still made, and the visitor still waits: so a link leads where it should, too. */
  async function askFirst(element: HTMLElement): Promise<void> {
    const clickedAt = Date.now()
    click.current = 'held'
    setAccepting(true)
    await refresh()
    setAccepting(false)
    const { data } = observer.getSnapshot()
    const isStillOffered = data?.status === 'available' && !hasExpired(data)
    if (isStillOffered && element.isConnected && Date.now() - clickedAt < patience) {
      click.current = 'repeated'
      element.click()
    }
    click.current = undefined
  }

  const buttonProps: EngagementButtonAttributes = {
    ...props,
    onClick: handleClick,
    'data-status': status,
    'data-expired': isExpired ? '' : undefined,
    'data-accepting': isAccepting ? '' : undefined,
    'data-offline': isOffline ? '' : undefined,
    'aria-busy': isBusy || undefined,
    'aria-disabled': isBusy || (isExpired && isGiven) || status === 'unavailable' || undefined,
  }
  return { state: { status, isExpired, isAccepting, isOffline, isDismissed }, engagement, buttonProps, ref, dismiss }
}

function useDismissed({ session }: EngagementClient, engagement: Engagement | undefined): boolean {
  return useSyncExternalStore(
    session.subscribe,
    () => session.getState().dismissedSessionId === sessionOf(session, engagement),
    () => false,
  )
}

/** Whose offer it is. Of an error there may be no session yet. */
function sessionOf(session: SessionStore, engagement: Engagement | undefined): string {
  return engagement?.sessionId ?? session.getState().sessionId ?? ''
}
