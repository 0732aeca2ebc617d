/** Listeners of events. An event calls all listeners in the order of their subscriptions. */
export type Listeners<event> = {
  /** @returns the function that unsubscribes the listener */
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
          // The error becomes an unhandled rejection: the site can see it, and the other listeners still run.
          void Promise.reject(error)
        }
      }
    },
  }
}
