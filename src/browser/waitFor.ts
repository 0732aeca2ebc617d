import { abortable } from './abortable.js'

/** Waits until something is so, looking again at whatever `subscribe` tells of. */
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
