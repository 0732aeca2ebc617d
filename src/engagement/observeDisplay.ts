import { observeIntersection } from '../browser/observeIntersection.js'
import { createSharedPageListener, isPageVisible, visibilityEvents } from '../browser/page.js'

/** The MRC's viewability standard for display: half of it, for one second without interruption. In milliseconds. */
const displayDuration = 1000

const onVisibility = createSharedPageListener(visibilityEvents)

/**
 * Calls back once, when the element was really displayed: at least half in the viewport of a visible page for one second without interruption.
 * Where there is no IntersectionObserver, being rendered has to do. Returns the way to stop.
 */
export function observeDisplay(element: Element, onDisplayed: () => void): () => void {
  let isInView = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const update = () => {
    clearTimeout(timer)
    timer = isInView && isPageVisible() ? setTimeout(finish, displayDuration) : undefined
  }
  const stopIntersection = observeIntersection(element, (next) => {
    // The observer tells of every twentieth: between two of them that are both in view the clock goes on.
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
