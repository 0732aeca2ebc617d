import { observeDisplay } from './observeDisplay.js'

/**
 * Calls `onDisplayed` once, when a message was on the screen. A message that is taller than the list's view was on the screen when its last line was.
 * @param message The element of the message. Its last child is the last line.
 * @param list The scrolling list
 */
export function observeMessage(message: HTMLElement, list: Element | null, onDisplayed: () => void): () => void {
  const isTall = list !== null && list.clientHeight > 0 && message.offsetHeight > list.clientHeight
  return observeDisplay((isTall && message.lastElementChild) || message, onDisplayed)
}
