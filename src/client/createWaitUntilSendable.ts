import { isPrerendering, waitUntilShown } from '../browser/page.js'
import type { Consent } from './createConsent.js'

/** Makes a function that waits until the page is shown, and for consent. */
export function createWaitUntilSendable(consent: Consent): (signal?: AbortSignal) => Promise<void> {
  return async (signal) => {
    if (isPrerendering()) await waitUntilShown(signal)
    await consent.wait(signal)
  }
}
