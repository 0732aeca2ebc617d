import { isServer } from './isServer.js'

/** A window in the corner would fill such a viewport. The unit follows the visitor's font size. */
const query = '(max-width: 30rem), (max-height: 30rem)'

const getQuery = () => (isServer || typeof matchMedia === 'undefined' ? undefined : matchMedia(query))

export function isSmallViewport(): boolean {
  return getQuery()?.matches ?? false
}

/** Calls the listener when the viewport becomes small or large. Returns the function that stops the observation. */
export function observeSmallViewport(listener: () => void): () => void {
  const list = getQuery()
  list?.addEventListener('change', listener)
  return () => list?.removeEventListener('change', listener)
}
