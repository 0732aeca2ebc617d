import { isServer } from './isServer.js'

/** Whether a person can see the page: in the foreground, and not prerendered for a navigation that may never come. */
export function isPageVisible(): boolean {
  return !isServer && document.visibilityState === 'visible' && !(document as { prerendering?: boolean }).prerendering
}

/** Whether the page's window is being closed, or is. */
export function isPageClosed(): boolean {
  return !isServer && window.closed
}

/** When `isPageVisible` may have changed. */
export const visibilityTypes = ['visibilitychange', 'prerenderingchange'] as const

/** Listens to events of the page or its window; on a server to none. Returns the way to stop. */
export function onPage(types: readonly string[], listener: (event: Event) => void): () => void {
  if (isServer) return () => {}
  // Captured, since not all of the document's events bubble to the window.
  for (const type of types) addEventListener(type, listener, true)
  return () => {
    for (const type of types) removeEventListener(type, listener, true)
  }
}
