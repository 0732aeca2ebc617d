'use client'

import { useCallback, useEffect, useRef } from 'react'
import type { AvailableEngagement } from '../api/engagement.js'
import { observeDisplay } from '../display/observeDisplay.js'
import { useLatest } from './useLatest.js'

export type UseDisplayParameters = {
  offer: AvailableEngagement | undefined
  displayed: 'visible' | 'mounted'
  onDisplayed: (offer: AvailableEngagement) => void
}

/**
 * Watches the element that the returned ref is given to, until the offer was displayed by it. The ref never changes: a clock that is running
 * must survive a parent's render and a new callback ref beside ours.
 */
export function useDisplay({ offer, displayed, onDisplayed }: UseDisplayParameters): (element: Element | null) => void {
  const element = useRef<Element | null>(null)
  const watched = useRef<{ element: Element | null; offer: unknown; displayed: string; stop: () => void }>(undefined)

  const watch = useLatest(() => {
    const last = watched.current
    if (last?.element === element.current && last.offer === offer && last.displayed === displayed) return
    last?.stop()
    watched.current = { element: element.current, offer, displayed, stop: start() }
  })

  function start(): () => void {
    if (offer && element.current && displayed === 'visible') return observeDisplay(element.current, () => onDisplayed(offer))
    if (offer && element.current) onDisplayed(offer)
    return () => {}
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: `watch` reads these, and starts the clock anew with each of them.
  useEffect(() => {
    watch.current()
    return () => {
      watched.current?.stop()
      watched.current = undefined
    }
  }, [watch, offer, displayed])

  return useCallback(
    (next) => {
      if (!next || next === element.current) return
      element.current = next
      watch.current()
    },
    [watch],
  )
}
