import { waitFor } from '../browser/waitFor.js'

/** The visitor's permission to read, store and send. */
export type Consent = {
  isGranted: () => boolean
  set: (next: 'granted' | 'denied') => void
  /** Waits until consent is granted. Rejects with the signal's reason. */
  wait: (signal: AbortSignal | undefined) => Promise<void>
}

/** @param subscribe Calls back after each change of the consent. */
export function createConsent(initial: 'granted' | 'required', subscribe: (listener: () => void) => () => void): Consent {
  let state: 'granted' | 'required' | 'denied' = initial
  const isGranted = () => state === 'granted'
  return {
    isGranted,
    set(next) {
      state = next
    },
    wait: (signal) => waitFor(isGranted, subscribe, signal),
  }
}
