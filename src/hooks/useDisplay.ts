'use client'

import { useCallback, useEffect, useInsertionEffect, useRef } from 'react'
import type { AvailableEngagement } from '../api/engagement.js'
import { observeDisplay } from '../display/observeDisplay.js'

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
  const stop = useRef<() => void>(undefined)
  const start = useRef(startClock)
  useInsertionEffect(() => {
    start.current = startClock
  })

  function startClock(): void {
    if (!element.current || stop.current) return
    stop.current = () => {}
    if (!offer) return
    if (displayed === 'visible') stop.current = observeDisplay(element.current, () => onDisplayed(offer))
    else onDisplayed(offer)
  }
  function stopClock(): void {
    stop.current?.()
    stop.current = undefined
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: what the clock starts anew with.
  useEffect(() => {
    start.current()
    return stopClock
  }, [offer, displayed])

  return useCallback((next) => {
    if (!next || next === element.current) return
    stopClock()
    element.current = next
    start.current()
  }, [])
}
