import { abortable } from '../browser/abortable.js'
import { addPageListener, isPageVisible, visibilityEvents } from '../browser/page.js'
import { getReconnectDelay } from '../http/retrySchedule.js'

/**
 * Waits before the next attempt to connect. The visitor's return to the page ends the wait. After the network's return, the wait ends within 5 seconds.
 * Rejects as soon as the signal aborts.
 * @param delay In seconds.
 * @returns true if the page or the network returned
 */
export function waitForReconnect(delay: number, signal: AbortSignal): Promise<boolean> {
  let stop = () => {}
  const over = new Promise<boolean>((resolve) => {
    let timer = setTimeout(() => resolve(false), delay * 1000)
    const onVisible = () => isPageVisible() && resolve(true)
    const onOnline = () => {
      clearTimeout(timer)
      // Many browsers see the network's return at once.
      timer = setTimeout(() => resolve(true), getReconnectDelay() * 1000)
    }
    const stops = [addPageListener([...visibilityEvents, 'pageshow'], onVisible), addPageListener(['online'], onOnline)]
    stop = () => {
      clearTimeout(timer)
      for (const stopListening of stops) stopListening()
    }
  })
  return abortable(over, signal).finally(() => stop())
}
