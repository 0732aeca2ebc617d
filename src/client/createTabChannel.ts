import type { ClientStorage } from '../browser/createClientStorage.js'
import { addPageListener, dispatchPageEvent } from '../browser/page.js'

/** Messages between the tabs that share a storage, and between the clients of one page. */
export type TabChannel<message extends string> = {
  /** Sends a message to the other tabs and clients. The storage holds it only for that moment. */
  broadcast: (message: message) => void
  /** Calls back with the messages of others. Returns a function that stops it. */
  subscribe: (listener: (message: message) => void) => () => void
}

/** The inline script listens to the same key (`preload/inlineScript.ts`). */
export function createTabChannel<message extends string>(storage: ClientStorage, key: string): TabChannel<message> {
  const broadcastKey = `${key}:message`
  let isSending = false
  return {
    broadcast(message) {
      storage.broadcast(broadcastKey, message)
      // The storage notifies other documents only. Another copy of the package on this page knows this event too.
      isSending = true
      dispatchPageEvent(broadcastKey, message)
      isSending = false
    },
    subscribe(listener) {
      const stops = [
        addPageListener(['storage'], (event) => {
          const { key: changedKey, newValue } = event as StorageEvent
          // The value is null when the message is removed again.
          if (changedKey === broadcastKey && newValue) listener(newValue as message)
        }),
        addPageListener([broadcastKey], (event) => {
          if (!isSending) listener((event as CustomEvent<message>).detail)
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
