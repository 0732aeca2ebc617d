const rootOf = (element: Element) => element.getRootNode() as Document | ShadowRoot

/** Returns the element with the focus, in the document or the shadow root of an element. */
export function getActiveElement(element: Element): Element | null {
  return rootOf(element).activeElement
}

/**
 * Moves the focus to the control of an element, such as the button of a window.
 * @param known The control that was used last. A control that has replaced it in the document serves as well.
 */
export function focusControlOf(element: Element, known: HTMLElement | undefined): void {
  // JSON quotes an id as a selector does. Jest's jsdom has no `CSS.escape`.
  const control = known?.isConnected ? known : rootOf(element).querySelector<HTMLElement>(`[aria-controls~=${JSON.stringify(element.id)}]`)
  control?.focus()
}
