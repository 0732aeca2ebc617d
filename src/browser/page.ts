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
export const visibilityEvents = ['visibilitychange', 'prerenderingchange'] as const

/** Listens to events of the page or its window; on a server to none. Returns the way to stop. */
export function addPageListener(types: readonly string[], listener: (event: Event) => void): () => void {
  if (isServer) return () => {}
  // Captured, since not all of the document's events bubble to the window.
  for (const type of types) addEventListener(type, listener, true)
  return () => {
    for (const type of types) removeEventListener(type, listener, true)
  }
}

/** The same for what many elements listen to: with each listener that is added to a window, browsers look through all that are there. */
export function createSharedPageListener(types: readonly string[]): (listener: () => void) => () => void {
  const listeners = new Set<() => void>()
  let stop: (() => void) | undefined
  const callAll = () => {
    for (const listener of listeners) listener()
  }
  return (listener) => {
    if (listeners.size === 0) stop = addPageListener(types, callAll)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) stop?.()
    }
  }
}
