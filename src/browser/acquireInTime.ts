import type { Locks } from './createLocks.js'

/** How long a page waits for a lock of another page, in milliseconds. The other page may be suspended. */
const lockTimeout = 5000

/** Waits at most 5 s for a lock. Resolves with undefined after that time. */
export async function acquireInTime(locks: Locks, name: string): Promise<(() => void) | undefined> {
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), lockTimeout)
  const unlock = await locks.acquire(name, false, timeout.signal)
  clearTimeout(timer)
  return unlock
}
