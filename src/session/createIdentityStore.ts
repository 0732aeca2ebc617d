import { createStore, type StoreApi } from 'zustand/vanilla'
import { emptyIdentity, type SessionIdentity } from './sessionIdentity.js'

/**
 * Creates the store of the identity. An error of one listener becomes an unhandled rejection: the site can see it. The other listeners and the client
 * go on.
 */
export function createIdentityStore(): StoreApi<SessionIdentity> {
  // The initial state stays empty, because a server and hydration render with it.
  const store = createStore<SessionIdentity>(() => emptyIdentity)
  return {
    ...store,
    subscribe: (listener) =>
      store.subscribe((state, previous) => {
        try {
          listener(state, previous)
        } catch (error) {
          void Promise.reject(error)
        }
      }),
  }
}
