'use client'

import { type MouseEvent, useInsertionEffect, useState } from 'react'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement } from '../model/engagement.js'
import type { EngagementStore } from './createEngagementStore.js'
import { observeDisplay } from './observeDisplay.js'
import { reportImpression } from './reportImpression.js'
import { toSessionId } from './toSessionId.js'
import type { EngagementSnapshot } from './toSnapshot.js'
import type { UseEngagementButtonParameters } from './useEngagementButtonParameters.js'

/** What a click waits for: an expired offer, or one that could not be had, is being asked for again. */
type PendingAction = 'accepting' | 'retrying' | undefined

/** What was rendered last. */
type LatestProps = {
  client: EngagementClient
  store: EngagementStore
  snapshot: EngagementSnapshot
  /** To be seen, and not expired. */
  offer: AvailableEngagement | undefined
  parameters: UseEngagementButtonParameters
}

/** What a button does, whatever it looks like. Made once for each: a clock that is running must survive a parent's render. */
type Button = {
  update: (latest: LatestProps) => void
  ref: (element: Element | null) => void
  onClick: (event: MouseEvent<never>) => void
  dismiss: () => void
}

type ButtonController = { button: Pick<Button, 'ref' | 'onClick' | 'dismiss'>; pendingAction?: PendingAction }

const noop = () => {}

const serverController: ButtonController = { button: { ref: noop, onClick: noop, dismiss: noop } }

/** What the button does, and what its click waits for. A server renders what there is to see: nobody clicks there. */
export const useButtonController: (latest: LatestProps) => ButtonController = isServer ? () => serverController : useBrowserController

function useBrowserController(latest: LatestProps): ButtonController {
  const [pendingAction, setPendingAction] = useState<PendingAction>()
  const [button] = useState(() => createButton(latest, setPendingAction))
  // Before React gives the element. All that a button does hangs on this one effect, since a page may have a thousand.
  useInsertionEffect(() => button.update(latest))
  return { button, pendingAction }
}

/** How long a click waits for an answer, in milliseconds: as long as browsers take what follows for its effect. */
const clickReplayLimit = 5000

function createButton(latest: LatestProps, setPendingAction: (action: PendingAction) => void): Button {
  let element: Element | null = null
  /** The one that has our listeners. */
  let listenedElement: Element | undefined
  let stopObserving: (() => void) | undefined
  let clickReplay: 'waiting' | 'replaying' | undefined

  /** Looks whether the offer is displayed, from when it is there until it is gone, or the element. */
  function startDisplayTimer(): void {
    const { store, snapshot, offer, parameters } = latest
    // Hydration shows for a moment what it takes back: what there is renders next.
    if (!element || !offer || stopObserving || snapshot !== store.getSnapshot()) return
    const onDisplayed = () => void reportDisplay(offer)
    stopObserving = noop
    if (parameters.displayed !== 'mounted') {
      stopObserving = observeDisplay(element, onDisplayed)
      return
    }
    queueMicrotask(() => {
      if (element) onDisplayed()
    })
  }

  function stopDisplayTimer(): void {
    stopObserving?.()
    stopObserving = undefined
  }

  const button: Button = {
    update(next) {
      if (!isSameOffer(next, latest)) stopDisplayTimer()
      latest = next
      // What is displayed may render again, which React forbids while it updates the page.
      if (element && !stopObserving) queueMicrotask(startDisplayTimer)
    },
    ref(next) {
      element = next
      if (!next) {
        // A parent's new callback ref beside ours takes the element, and gives it back at once.
        queueMicrotask(() => {
          if (!element) stopDisplayTimer()
        })
        return
      }
      if (next !== listenedElement) {
        stopDisplayTimer()
        listenedElement = next
        // Somebody turns to it, whose offer may have expired.
        for (const type of ['pointerenter', 'focus']) next.addEventListener(type, refresh)
      }
      startDisplayTimer()
    },
    onClick(event) {
      const { client, store, parameters } = latest
      const { onClick, onAccept, onResume } = parameters
      if (clickReplay !== 'replaying') onClick?.(event)
      if (event.defaultPrevented) return
      // Not the one rendered: an answer may have come since.
      const { engagement, isExpired, status } = store.readNow()
      if (isExpired) {
        event.preventDefault()
        if (store.source.refresh && !clickReplay) void refreshThenReplayClick(event.currentTarget)
      } else if (engagement?.status === 'conversation') {
        onResume?.(engagement, event)
      } else if (engagement?.status === 'available') {
        // What was clicked was displayed: where that was not reported yet, both travel in one request, display first.
        void reportDisplay(engagement)
        void reportImpression(client, { type: 'impAccept', engagement })
        onAccept?.(engagement, event)
      } else if (status === 'error') {
        void retry()
      }
    },
    dismiss() {
      const { client, store } = latest
      const { engagement } = store.readNow()
      if (engagement?.status === 'available') void reportImpression(client, { type: 'impClose', engagement })
      client.core.session.dismiss(toSessionId(engagement, client.session.getState()))
    },
  }

  async function reportDisplay(offer: AvailableEngagement): Promise<void> {
    const { client, parameters } = latest
    if (await reportImpression(client, { type: 'impDisplay', engagement: offer })) parameters.onDisplay?.(offer)
  }

  async function refresh(): Promise<void> {
    await latest.store.source.refresh?.()
  }

  async function retry(): Promise<void> {
    setPendingAction('retrying')
    await latest.store.source.retry?.()
    setPendingAction(undefined)
  }

  /** Repeats the click where the offer is still made, and the visitor still waits: so a link leads where it should, too. */
  async function refreshThenReplayClick(element: HTMLElement): Promise<void> {
    const clickedAt = Date.now()
    clickReplay = 'waiting'
    setPendingAction('accepting')
    await refresh()
    setPendingAction(undefined)
    const { engagement, isExpired } = latest.store.readNow()
    const isOffered = engagement?.status === 'available' && !isExpired
    if (isOffered && element.isConnected && Date.now() - clickedAt < clickReplayLimit) {
      clickReplay = 'replaying'
      element.click()
    }
    clickReplay = undefined
  }

  return button
}

/** Whether a clock that is running goes on. */
function isSameOffer({ offer, parameters }: LatestProps, { offer: other, parameters: { displayed } }: LatestProps): boolean {
  const ids = ['sessionId', 'contextId', 'engagementId', 'engagementRevision'] as const
  return parameters.displayed === displayed && (offer === other || ids.every((id) => offer?.[id] === other?.[id]))
}
