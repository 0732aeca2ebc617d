import { waitFor } from '../browser/waitFor.js'
import { runLimited } from '../http/runLimited.js'

/** The time for what the service has announced, in seconds. */
const timeout = 5

/**
 * Waits until a condition is true, or for 5 seconds. Rejects with the signal's reason.
 * @param subscribe Calls back after each change of the condition. Returns a function that unsubscribes.
 */
export async function waitInTime(
  isDone: () => boolean,
  subscribe: (listener: () => void) => () => void,
  signal: AbortSignal,
): Promise<void> {
  await runLimited((limit) => waitFor(isDone, subscribe, limit), { signal, timeout }).catch(() => {
    if (signal.aborted) throw signal.reason
  })
}
