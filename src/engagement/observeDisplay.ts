import { observeIntersection } from '../browser/observeIntersection.js'
import { isPageVisible, sharePage, visibilityTypes } from '../browser/page.js'

/** The MRC's viewability standard for display: half of it, for one second without interruption. In milliseconds. */
const displayTime = 1000

const onVisibility = sharePage(visibilityTypes)

/**
 * Calls back once, when the element was really displayed: at least half in the viewport of a visible page for one second without interruption.
 * Where there is no IntersectionObserver, being rendered has to do. Returns the way to stop.
 */
export function observeDisplay(element: Element, onDisplayed: () => void): () => void {
  let isInView = false
  let clock: ReturnType<typeof setTimeout> | undefined

  const update = () => {
    clearTimeout(clock)
    clock = isInView && isPageVisible() ? setTimeout(finish, displayTime) : undefined
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
    clearTimeout(clock)
    stopIntersection()
    stopVisibility()
  }
  const finish = () => {
    stop()
    onDisplayed()
  }
  return stop
}
