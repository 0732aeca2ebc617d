/** Holds the scroll position of an element whose content changes. */
export type ScrollKeeper = {
  /** Call it before content is added at the start. The content that is in view then stays in view. */
  holdPosition: () => void
  /** Call it after the content has changed. It scrolls to the end if the end was in view. */
  update: () => void
  scrollToEnd: () => void
  /** Scrolls so that an element inside is at the top, or the end at the bottom. */
  scrollTo: (inside: Element) => void
  stop: () => void
}

/** How far from its end an element still counts as being there, in pixels. */
const tolerance = 32

/** @param onChange Called when the end comes into view or goes out of it */
export function createScrollKeeper(element: Element, onChange: (isAtEnd: boolean) => void): ScrollKeeper {
  let isAtEnd = true
  /** The distance between the position and the end, while the position is held. */
  let heldDistance: number | undefined

  const getDistance = () => element.scrollHeight - element.scrollTop
  const scrollToEnd = () => {
    element.scrollTop = element.scrollHeight
  }
  function onScroll(): void {
    const isNowAtEnd = getDistance() - element.clientHeight <= tolerance
    if (isNowAtEnd === isAtEnd) return
    isAtEnd = isNowAtEnd
    onChange(isAtEnd)
  }
  function update(): void {
    if (heldDistance !== undefined) element.scrollTop = element.scrollHeight - heldDistance
    else if (isAtEnd) scrollToEnd()
    heldDistance = undefined
  }

  element.addEventListener('scroll', onScroll)
  // The element shrinks when the on-screen keyboard opens, and its content grows when an image has loaded.
  const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(update)
  for (const observed of [element, ...element.children]) observer?.observe(observed)
  return {
    holdPosition() {
      heldDistance = getDistance()
    },
    update,
    scrollToEnd,
    scrollTo(inside) {
      element.scrollTop += inside.getBoundingClientRect().top - element.getBoundingClientRect().top
      onScroll()
    },
    stop() {
      element.removeEventListener('scroll', onScroll)
      observer?.disconnect()
    },
  }
}
