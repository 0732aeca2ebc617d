import { hasDocument } from './isServer.js'
import { waitFor } from './waitFor.js'

/** True if the browser has loaded the page in advance. The visitor may never see such a page. */
export function isPrerendering(): boolean {
  return hasDocument() && (document as { prerendering?: boolean }).prerendering === true
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
  return hasDocument() && document.visibilityState === 'visible' && !isPrerendering()
}

/** True if the page's window is closed, or is being closed. */
export function isPageClosed(): boolean {
  return hasDocument() && window.closed
}

/** The events after which `isPageVisible` may have changed. */
export const visibilityEvents = ['visibilitychange', 'prerenderingchange'] as const

/**
 * Listens to events of the document or its window. Calls the listener twice for each `pagehide`. Does nothing on a server.
 * @returns the function that removes the listener
 */
export function addPageListener(types: readonly string[], listener: (event: Event) => void): () => void {
  if (!hasDocument()) return () => {}
  const page = window
  // The listener captures, because some of the document's events do not bubble to the window.
  const registrations = types.map((type): [string, boolean] => [type, true])
  // Firefox may abort the listener that runs while it ends the process of a closed tab. It still runs the next one (measured: bench engines).
  if (types.includes('pagehide')) registrations.push(['pagehide', false])
  for (const [type, isCapturing] of registrations) page.addEventListener(type, listener, isCapturing)
  return () => {
    // A test environment may have removed the functions of its window.
    for (const [type, isCapturing] of registrations) page.removeEventListener?.(type, listener, isCapturing)
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
  if (hasDocument()) dispatchEvent(new CustomEvent(type, { detail }))
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
