import { addPageListener } from '../browser/page.js'

type Release = () => void

/** Locks that a page holds for a short task, and releases on `pagehide`. A held lock would keep the page out of the bfcache. */
export type LockScope = {
  /**
   * Runs a task under a lock. Skips the task if the lock is not granted, or is released before it is granted. `isHeld` returns false once the lock is
   * released, and the task must then change nothing.
   */
  run: (acquire: () => Promise<Release | undefined>, task: (isHeld: () => boolean) => Promise<void>) => Promise<void>
  releaseAll: () => void
}

export function createLockScope(): LockScope {
  const releases = new Set<Release>()
  /** How often all locks were released. A lock that was requested before the last time is released as soon as it is granted. */
  let epoch = 0

  function releaseAll(): void {
    epoch++
    for (const release of releases) release()
    releases.clear()
  }

  return {
    async run(acquire, task) {
      const requestEpoch = epoch
      const stopListening = addPageListener(['pagehide'], releaseAll)
      try {
        const release = await acquire()
        if (!release) return
        if (epoch !== requestEpoch) return release()
        releases.add(release)
        await task(() => releases.has(release))
        if (releases.delete(release)) release()
      } finally {
        stopListening()
      }
    },
    releaseAll,
  }
}
