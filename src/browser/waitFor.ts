import { abortable } from './abortable.js'

/** Waits until `condition()` is true. Checks the condition again on each call from `subscribe`. Rejects as soon as the signal aborts. */
export async function waitFor(
  condition: () => boolean,
  subscribe: (listener: () => void) => () => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  while (!condition()) {
    let stop: (() => void) | undefined
    const notified = new Promise<void>((resolve) => {
      stop = subscribe(resolve)
    })
    await abortable(notified, signal).finally(stop)
  }
}
