import { waitFor } from '../browser/waitFor.js'

/** The visitor's permission to read, store and send. */
export type Consent = {
  isGranted: () => boolean
  /** True if the browser's privacy signal denied consent, and the site has not decided since. */
  isRefusedBySignal: () => boolean
  set: (next: 'granted' | 'denied') => void
  /** Waits until consent is granted. Rejects with the signal's reason. */
  wait: (signal: AbortSignal | undefined) => Promise<void>
}

/** @param subscribe Calls back after each change of the consent. */
export function createConsent(initial: 'granted' | 'required' | 'gpc', subscribe: (listener: () => void) => () => void): Consent {
  let state: 'granted' | 'required' | 'gpc' | 'denied' = initial
  const isGranted = () => state === 'granted'
  return {
    isGranted,
    isRefusedBySignal: () => state === 'gpc',
    set(next) {
      state = next
    },
    wait: (signal) => waitFor(isGranted, subscribe, signal),
  }
}
