import { abortable } from '../browser/abortable.js'
import { isOnline, onlineEvents } from '../browser/online.js'
import { addPageListener, isPrerendering, waitUntilShown } from '../browser/page.js'
import { sleep } from '../browser/sleep.js'
import { waitFor } from '../browser/waitFor.js'
import { getReconnectDelay } from '../http/retrySchedule.js'
import type { Consent } from './createConsent.js'

/**
 * Makes a function that waits until the page is shown, for consent, and for the network. Many browsers see the network's return at once, so each adds
 * a random delay.
 */
export function createWaitUntilSendable(consent: Consent): (signal?: AbortSignal) => Promise<void> {
  return async (signal) => {
    for (;;) {
      if (isPrerendering()) await waitUntilShown(signal)
      await consent.wait(signal)
      if (isOnline()) return
      await waitFor(isOnline, (listener) => addPageListener(onlineEvents, listener), signal)
      await abortable(sleep(getReconnectDelay() * 1000), signal)
    }
  }
}
