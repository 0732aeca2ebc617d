import type { Keep } from './createKeep.js'
import { holdLease } from './holdLease.js'

/** What must be done by one at a time: in all tabs where they share a storage, in this page where they do not. */
export type Locks = {
  /** Waits until the name is free, or gives nothing where it is not and `ifAvailable` is set. Returns the way to give it up. */
  hold: (name: string, ifAvailable?: boolean) => Promise<(() => void) | undefined>
  /** What the tabs hold: unlike a storage, never seen late. Undefined where there are no Web Locks, or a frame is refused them. */
  held: (() => Promise<LockInfo[] | undefined>) | undefined
}

export function createLocks(keep: Keep, isShared: boolean): Locks {
  // On a server, and in a document that is no browser's, there is one page only.
  const isBrowser = isShared && 'isSecureContext' in globalThis
  // Plain http has none.
  const manager = isBrowser ? (navigator.locks as LockManager | undefined) : undefined
  const pageLocks = createPageLocks()

  return {
    held:
      manager &&
      (() =>
        manager.query().then(
          ({ held }) => held,
          () => undefined,
        )),
    async hold(name, ifAvailable = false) {
      if (!isBrowser) return pageLocks(name, ifAvailable)
      if (!manager) return holdLease(keep, name, ifAvailable)
      return new Promise((resolve) => {
        const task = (lock: unknown) => lock && new Promise<void>((release) => resolve(release))
        // Not available, or refused to a frame without an origin, which shares nothing either.
        manager.request(name, { ifAvailable }, task).then(
          () => resolve(undefined),
          () => resolve(() => {}),
        )
      })
    },
  }
}

/** Locks of this page alone. */
function createPageLocks(): Locks['hold'] {
  /** For each name, when the last who acquired it, or waits for it, has released it. */
  const ends = new Map<string, Promise<void>>()
  return async (name, ifAvailable) => {
    const previous = ends.get(name)
    if (previous && ifAvailable) return undefined
    let release: () => void = () => {}
    const end = new Promise<void>((resolve) => {
      release = () => {
        if (ends.get(name) === end) ends.delete(name)
        resolve()
      }
    })
    ends.set(name, end)
    await previous
    return release
  }
}
