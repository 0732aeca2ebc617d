import type { Keep } from './createKeep.js'
import { onPage } from './page.js'
import { pause } from './pause.js'

/** In seconds. A lease that nobody renews is over: its page was killed. */
const leaseTime = 10

/**
 * A lock in the storage, where there are no Web Locks. Another process's write is seen late (20 ms at most on a quiet machine): whoever still reads
 * their own name after three times that holds it.
 */
export async function holdLease(keep: Keep, name: string, ifAvailable: boolean): Promise<(() => void) | undefined> {
  const key = `${name}:lease`
  const me = Math.random()
  for (;;) {
    if (!keep.read(key)) {
      // A storage that keeps nothing is shared with nobody.
      if (!keep.write(key, me, leaseTime)) return () => {}
      await pause(60)
      if (keep.read(key) === me) break
    }
    if (ifAvailable) return undefined
    await pause(20 + 20 * Math.random())
  }
  const isHeld = () => keep.read(key) === me
  const renew = () => {
    // A page that slept may have lost it to another.
    if (isHeld() || !keep.read(key)) keep.write(key, me, leaseTime)
  }
  const beat = setInterval(renew, (leaseTime * 1000) / 3)
  const release = () => {
    clearInterval(beat)
    stop()
    if (isHeld()) keep.remove(key)
  }
  const stop = onPage(['pagehide'], release)
  return release
}
