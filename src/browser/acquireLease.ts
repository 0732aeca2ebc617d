import type { ClientStorage } from './createClientStorage.js'
import { addPageListener } from './page.js'
import { sleep } from './sleep.js'

/** In seconds. A lease that nobody renews is over: its page was killed. */
const leaseLifetime = 10

/**
 * A lock in the storage, where there are no Web Locks. Another process's write is seen late (20 ms at most on a quiet machine): whoever still reads
 * their own name after three times that holds it.
 */
export async function acquireLease(storage: ClientStorage, name: string, ifAvailable: boolean): Promise<(() => void) | undefined> {
  const key = `${name}:lease`
  const ownerId = Math.random()
  for (;;) {
    if (!storage.get(key)) {
      // A storage that keeps nothing is shared with nobody.
      if (!storage.set(key, ownerId, leaseLifetime)) return () => {}
      await sleep(60)
      if (storage.get(key) === ownerId) break
    }
    if (ifAvailable) return undefined
    await sleep(20 + 20 * Math.random())
  }
  const isOwner = () => storage.get(key) === ownerId
  const renew = () => {
    // A page that slept may have lost it to another.
    if (isOwner() || !storage.get(key)) storage.set(key, ownerId, leaseLifetime)
  }
  const heartbeat = setInterval(renew, (leaseLifetime * 1000) / 3)
  const release = () => {
    clearInterval(heartbeat)
    stop()
    if (isOwner()) storage.remove(key)
  }
  const stop = addPageListener(['pagehide'], release)
  return release
}
