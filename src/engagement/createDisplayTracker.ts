import { observeDisplay } from '../browser/observeDisplay.js'
import type { AvailableEngagement } from '../model/engagement.js'

type Offer = AvailableEngagement | undefined

/** When an offer counts as displayed: after a second in view, or as soon as its element is there. */
type DisplayCondition = 'visible' | 'mounted'

export type DisplayTracker = {
  /** Takes the element that shows the offer, as a ref callback does. */
  attach: (element: Element | null) => void
  /** Takes the offer that the element shows. A running timer continues while the offer is the same. */
  setOffer: (offer: Offer, displayed?: DisplayCondition) => void
}

/**
 * Calls `onDisplayed` once per offer and element, when the element has displayed the offer.
 *
 *   idle ── element and offer are there ──→ observing ── displayed ──→ reported
 *     ↑                                         │                          │
 *     └────── another offer, another element, or no element any more ──────┘
 */
export function createDisplayTracker({ onDisplayed }: { onDisplayed: (offer: AvailableEngagement) => void }): DisplayTracker {
  let state: 'idle' | 'observing' | 'reported' = 'idle'
  let element: Element | null = null
  /** The latest element. It stays when the element is detached, because React may attach it again. */
  let latestElement: Element | undefined
  let offer: Offer
  let displayed: DisplayCondition = 'visible'
  let stopObserving: (() => void) | undefined

  function start(): void {
    if (!element || !offer || state !== 'idle') return
    const displayedOffer = offer
    if (displayed === 'mounted') {
      state = 'reported'
      queueMicrotask(() => {
        if (element) onDisplayed(displayedOffer)
      })
      return
    }
    state = 'observing'
    stopObserving = observeDisplay(element, () => {
      state = 'reported'
      onDisplayed(displayedOffer)
    })
  }

  function stop(): void {
    stopObserving?.()
    stopObserving = undefined
    state = 'idle'
  }

  return {
    attach(next) {
      element = next
      if (!next) {
        // React detaches and attaches an element in one task when a parent passes a new ref callback.
        queueMicrotask(() => {
          if (!element) stop()
        })
        return
      }
      if (next !== latestElement) stop()
      latestElement = next
      start()
    },
    setOffer(nextOffer, nextDisplayed = 'visible') {
      if (!isSameOffer(nextOffer, offer) || nextDisplayed !== displayed) stop()
      offer = nextOffer
      displayed = nextDisplayed
      // `onDisplayed` may render, which React forbids in the insertion effect that calls this function.
      if (element && state === 'idle') queueMicrotask(start)
    },
  }
}

const offerIds = ['sessionId', 'contextId', 'engagementId', 'engagementRevision'] as const

function isSameOffer(one: Offer, other: Offer): boolean {
  return one === other || offerIds.every((id) => one?.[id] === other?.[id])
}
