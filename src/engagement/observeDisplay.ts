import { observeIntersection } from '../browser/observeIntersection.js'
import { createSharedPageListener, isPageVisible, visibilityEvents } from '../browser/page.js'

/** How long an element is in view until it counts as displayed, by the MRC's viewability standard for display. In milliseconds. */
const displayDuration = 1000

const onVisibility = createSharedPageListener(visibilityEvents)

/**
 * Calls `onDisplayed` once, when the element was in view of a visible page for one second without interruption. In view means half of the element, or
 * so much of it that it covers half of the viewport. Without IntersectionObserver, calls `onDisplayed` immediately. Returns a function that stops the
 * observation.
 */
export function observeDisplay(element: Element, onDisplayed: () => void): () => void {
  let isInView = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const update = () => {
    clearTimeout(timer)
    timer = isInView && isPageVisible() ? setTimeout(finish, displayDuration) : undefined
  }
  const stopIntersection = observeIntersection(element, (next) => {
    // The observer calls at every twentieth of the element. The timer continues while the element stays in view.
    if (next === isInView) return
    isInView = next
    update()
  })
  if (!stopIntersection) {
    onDisplayed()
    return () => {}
  }
  const stopVisibility = onVisibility(update)
  const stop = () => {
    clearTimeout(timer)
    stopIntersection()
    stopVisibility()
  }
  const finish = () => {
    stop()
    onDisplayed()
  }
  return stop
}
