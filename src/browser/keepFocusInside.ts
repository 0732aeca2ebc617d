import { getActiveElement } from './focus.js'

/**
 * Moves the focus on when the focused element inside is removed, because the visitor's keyboard would be nowhere. Returns the function that stops it.
 * @param moveOn Moves the focus to another element. It gets the removed one
 */
export function keepFocusInside(element: Element, moveOn: (removed: Element) => void): () => void {
  /** The element inside that has the focus. */
  let focused = [getActiveElement(element)].find((active) => element.contains(active)) ?? undefined

  const onFocusIn = ({ target }: Event) => {
    focused = target as Element
  }
  // Some browsers dispatch the event also when the element is removed. The removal is visible after the task of the event's dispatch.
  const onFocusOut = ({ target }: Event) => {
    queueMicrotask(() => {
      if (element.contains(target as Element) && target === focused) focused = undefined
    })
  }
  const observer = new MutationObserver(() => {
    if (!focused || element.contains(focused)) return
    const removed = focused
    focused = undefined
    // A focus elsewhere on the page stays there. A shadow root sees none of it.
    if (!document.activeElement || document.activeElement === document.body) moveOn(removed)
  })
  element.addEventListener('focusin', onFocusIn)
  element.addEventListener('focusout', onFocusOut)
  observer.observe(element, { childList: true, subtree: true })
  return () => {
    element.removeEventListener('focusin', onFocusIn)
    element.removeEventListener('focusout', onFocusOut)
    observer.disconnect()
  }
}
