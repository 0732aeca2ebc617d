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
  /** The edges of the view at the end, when it was last in view. In pixels from the start of the content. */
  let [endTop, endBottom] = [0, 0]

  function readPosition(): void {
    const { scrollTop, scrollHeight, clientHeight } = element
    const isNear = scrollHeight - clientHeight - scrollTop <= tolerance
    if (isNear) [endTop, endBottom] = [scrollHeight - clientHeight, scrollHeight]
    // If the element becomes lower, the bottom edge of the view moves up alone. If it becomes higher, the top edge may do so.
    const isScrolledUp = scrollTop < endTop - tolerance && scrollTop + clientHeight < endBottom - tolerance
    const isNowAtEnd = isNear || (isAtEnd && !isScrolledUp)
    if (isNowAtEnd === isAtEnd) return
    isAtEnd = isNowAtEnd
    onChange(isAtEnd)
  }
  function scrollToEnd(): void {
    element.scrollTop = element.scrollHeight
    readPosition()
  }
  function update(): void {
    // The visitor may have scrolled since the last scroll event.
    readPosition()
    if (heldDistance !== undefined) element.scrollTop = element.scrollHeight - heldDistance
    else if (isAtEnd) scrollToEnd()
    heldDistance = undefined
  }

  element.addEventListener('scroll', readPosition)
  // The element shrinks when the on-screen keyboard opens, and its content grows when an image has loaded.
  const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(update)
  for (const observed of [element, ...element.children]) observer?.observe(observed)
  return {
    holdPosition() {
      heldDistance = element.scrollHeight - element.scrollTop
    },
    update,
    scrollToEnd,
    scrollTo(inside) {
      element.scrollTop += inside.getBoundingClientRect().top - element.getBoundingClientRect().top
      readPosition()
    },
    stop() {
      element.removeEventListener('scroll', readPosition)
      observer?.disconnect()
    },
  }
}
