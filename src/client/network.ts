import { abortable } from '../browser/abortable.js'
import { ignoreOnLine, isOnline, onlineEvents } from '../browser/online.js'
import { addPageListener } from '../browser/page.js'
import { sleep } from '../browser/sleep.js'
import { waitFor } from '../browser/waitFor.js'
import type { Network } from '../http/network.js'
import { getReconnectDelay } from '../http/retrySchedule.js'

/** The network of the page, which all its clients share. */
export const network: Network = {
  isOnline,
  async waitUntilOnline(deadline, signal) {
    const isPastDeadline = () => Date.now() >= deadline
    const subscribe = (listener: () => void) => {
      const stop = addPageListener(onlineEvents, listener)
      const timer = setTimeout(listener, deadline - Date.now())
      return () => {
        stop()
        clearTimeout(timer)
      }
    }
    await waitFor(() => isOnline() || isPastDeadline(), subscribe, signal)
    // Many browsers see the network's return at once, so each adds a random delay.
    if (!isPastDeadline()) await abortable(sleep(getReconnectDelay() * 1000), signal)
  },
  onOfflineResponse: ignoreOnLine,
}
