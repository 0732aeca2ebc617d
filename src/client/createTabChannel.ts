import type { ClientStorage } from '../browser/createClientStorage.js'
import { addPageListener } from '../browser/page.js'

/** Messages between the tabs that share a storage. */
export type TabChannel<message extends string> = {
  /** Sends a message to the other tabs. The storage holds it only for that moment. */
  broadcast: (message: message) => void
  /** Calls back with the messages of other tabs. Returns a function that stops it. */
  subscribe: (listener: (message: message) => void) => () => void
}

/** The inline script listens to the same key (`preload/inlineScript.ts`). */
export function createTabChannel<message extends string>(storage: ClientStorage, key: string): TabChannel<message> {
  const broadcastKey = `${key}:message`
  return {
    broadcast: (message) => storage.broadcast(broadcastKey, message),
    subscribe: (listener) =>
      addPageListener(['storage'], (event) => {
        const { key: changedKey, newValue } = event as StorageEvent
        // The value is null when the message is removed again.
        if (changedKey === broadcastKey && newValue) listener(newValue as message)
      }),
  }
}
