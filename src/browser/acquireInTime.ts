import { withController } from './abortable.js'
import type { Locks } from './createLocks.js'

/** How long a page waits for a lock of another page, in milliseconds. The other page may be suspended. */
const lockTimeout = 5000

/** Waits at most 5 s for a lock. Resolves with undefined after that time, and when the signal aborts. */
export function acquireInTime(locks: Locks, name: string, signal?: AbortSignal): Promise<(() => void) | undefined> {
  return withController(signal, async (controller) => {
    const timer = setTimeout(() => controller.abort(), lockTimeout)
    const unlock = await locks.acquire(name, false, controller.signal)
    clearTimeout(timer)
    return unlock
  })
}
