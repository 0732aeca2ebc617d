'use client'

import { useEffect, useInsertionEffect, useState } from 'react'
import type { AvailableEngagement } from '../api/engagement.js'
import { observeDisplay } from '../display/observeDisplay.js'

export type UseDisplayParameters = {
  offer: AvailableEngagement | undefined
  displayed: 'visible' | 'mounted'
  onDisplayed: (offer: AvailableEngagement) => void
  /** A pointer or the focus comes to the element. */
  onAttention: () => void
}

/**
 * Watches the element that the returned ref is given to, until the offer was displayed by it. The ref never changes: a clock that is running
 * must survive a parent's render and a new callback ref beside ours.
 */
export function useDisplay(parameters: UseDisplayParameters): (element: Element | null) => void {
  const [watch] = useState(() => createWatch(parameters))
  const { offer, displayed } = parameters

  useInsertionEffect(() => {
    watch.parameters = parameters
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the clock begins anew with.
  useEffect(() => {
    watch.begin()
    return watch.end
  }, [watch, offer?.sessionId, offer?.contextId, offer?.engagementId, offer?.engagementRevision, displayed])

  return watch.ref
}

function createWatch(parameters: UseDisplayParameters) {
  let element: Element | undefined
  let stop: (() => void) | undefined

  const watch = {
    parameters,
    begin() {
      const { offer, displayed } = watch.parameters
      if (!element?.isConnected || !offer || stop) return
      const shown = element
      const finish = () => watch.parameters.onDisplayed(offer)
      stop = () => {}
      if (displayed === 'visible') stop = observeDisplay(element, finish)
      // Not what hydration shows for a moment, and takes back.
      else queueMicrotask(() => shown.isConnected && finish())
    },
    end() {
      stop?.()
      stop = undefined
    },
    ref(next: Element | null) {
      if (!next || next === element) return
      watch.end()
      element = next
      for (const type of ['pointerenter', 'focus']) next.addEventListener(type, () => watch.parameters.onAttention())
      watch.begin()
    },
  }
  return watch
}
