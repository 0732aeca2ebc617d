/** Whether a person can see the page: in the foreground, and not prerendered for a navigation that may never come. */
export function isPageVisible(): boolean {
  return document.visibilityState === 'visible' && !(document as { prerendering?: boolean }).prerendering
}

const types = ['visibilitychange', 'prerenderingchange']

/** Calls back when `isPageVisible` may have changed, which is also the last that a page reliably hears when it is left. Returns the way to stop. */
export function onPageVisibility(listener: () => void): () => void {
  for (const type of types) document.addEventListener(type, listener)
  return () => {
    for (const type of types) document.removeEventListener(type, listener)
  }
}
