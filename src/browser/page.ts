import { isServer } from './isServer.js'
import { waitFor } from './waitFor.js'

/** True if the browser has loaded the page in advance. The visitor may never see such a page. */
export function isPrerendering(): boolean {
  return !isServer && (document as { prerendering?: boolean }).prerendering === true
}

/** Waits until the page is not prerendered. Rejects as soon as the signal aborts. */
export function waitUntilShown(signal?: AbortSignal): Promise<void> {
  return waitFor(
    () => !isPrerendering(),
    (listener) => addPageListener(['prerenderingchange'], listener),
    signal,
  )
}

/** True if a person can see the page: the page is in the foreground and is not being prerendered. */
export function isPageVisible(): boolean {
  return !isServer && document.visibilityState === 'visible' && !isPrerendering()
}

/** True if the page's window is closed, or is being closed. */
export function isPageClosed(): boolean {
  return !isServer && window.closed
}

/** The events after which `isPageVisible` may have changed. */
export const visibilityEvents = ['visibilitychange', 'prerenderingchange'] as const

/**
 * Listens to events of the document or its window. Does nothing on a server.
 * @returns the function that removes the listener
 */
export function addPageListener(types: readonly string[], listener: (event: Event) => void): () => void {
  if (isServer) return () => {}
  // A test environment may remove the globals before a timer removes the listener.
  const page = window
  // The listener captures, because some of the document's events do not bubble to the window.
  for (const type of types) page.addEventListener(type, listener, true)
  return () => {
    for (const type of types) page.removeEventListener(type, listener, true)
  }
}

/** Makes a listener that is added by `listen` and removed by `stop`. Both functions may be called repeatedly. */
export function createPageListener(types: readonly string[], listener: (event: Event) => void): { listen: () => void; stop: () => void } {
  /** Removes the listener. Undefined while there is none. */
  let remove: (() => void) | undefined
  return {
    listen() {
      remove ??= addPageListener(types, listener)
    },
    stop() {
      remove?.()
      remove = undefined
    },
  }
}

/** Dispatches an event to the listeners of the window. Does nothing on a server. */
export function dispatchPageEvent(type: string, detail: unknown): void {
  if (!isServer) dispatchEvent(new CustomEvent(type, { detail }))
}

/**
 * Makes an `addPageListener` that has one window listener for all its subscribers. To add a listener to a window takes time proportional to the
 * number of listeners that the window has.
 */
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
