/** Who is told of events, in the order they came. */
export type Listeners<event> = {
  /** Returns the way to stop. */
  subscribe: (listener: (event: event) => void) => () => void
  emit: (event: event) => void
}

export function createListeners<event>(first?: (event: event) => void): Listeners<event> {
  // `new Set(undefined)` is empty.
  const listeners = new Set(first && [first])
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          // A listener's fault is the site's to hear of, and nobody else's: it stays unhandled.
          void Promise.reject(error)
        }
      }
    },
  }
}
