import type { ClientStorage } from './createClientStorage.js'
import { addPageListener } from './page.js'
import { sleep } from './sleep.js'

/** In seconds. A lease that is not renewed expires, because its page was killed. */
const leaseLifetime = 10

/**
 * Acquires a lock in the storage, for pages without Web Locks. Another process sees a localStorage write late: up to 20 ms on a quiet machine
 * (measured: bench:tabs). So a page owns the lease if its own id is still stored after three times that.
 * @returns the function that releases the lease; undefined after an abort, or with `ifAvailable` if another page has the lease
 */
export async function acquireLease(
  storage: ClientStorage,
  name: string,
  ifAvailable: boolean,
  signal?: AbortSignal,
): Promise<(() => void) | undefined> {
  const key = `${name}:lease`
  const ownerId = Math.random()
  for (;;) {
    if (!storage.get(key)) {
      // A storage that stores nothing is shared with no other page, so no lock is needed.
      if (!storage.set(key, ownerId, leaseLifetime)) return () => {}
      await sleep(60)
      if (storage.get(key) === ownerId) break
    }
    if (ifAvailable || signal?.aborted) return undefined
    await sleep(20 + 20 * Math.random())
  }
  const isOwner = () => storage.get(key) === ownerId
  const renew = () => {
    // While this page slept, its lease may have expired, and another page may own it.
    if (isOwner() || !storage.get(key)) storage.set(key, ownerId, leaseLifetime)
  }
  const heartbeat = setInterval(renew, (leaseLifetime * 1000) / 3)
  const release = () => {
    clearInterval(heartbeat)
    if (isOwner()) storage.remove(key)
    // This comes last, so that the second listener of `pagehide` can repeat an aborted release.
    stop()
  }
  const stop = addPageListener(['pagehide'], release)
  return release
}
