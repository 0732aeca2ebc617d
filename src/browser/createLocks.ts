import { acquireLease } from './acquireLease.js'
import type { ClientStorage } from './createClientStorage.js'

/** What must be done by one at a time: in all tabs where they share a storage, in this page where they do not. */
export type Locks = {
  /** Waits until the name is free, or gives nothing where it is not and `ifAvailable` is set. Returns the way to give it up. */
  acquire: (name: string, ifAvailable?: boolean) => Promise<(() => void) | undefined>
  /** What the tabs hold: unlike a storage, never seen late. Undefined where there are no Web Locks, or a frame is refused them. */
  query: (() => Promise<LockInfo[] | undefined>) | undefined
}

export function createLocks(storage: ClientStorage, isShared: boolean): Locks {
  // On a server, and in a document that is no browser's, there is one page only.
  const isBrowser = isShared && 'isSecureContext' in globalThis
  // Plain http has none.
  const manager = isBrowser ? (navigator.locks as LockManager | undefined) : undefined
  const pageLocks = createPageLocks()

  return {
    query:
      manager &&
      (() =>
        manager.query().then(
          ({ held }) => held,
          () => undefined,
        )),
    async acquire(name, ifAvailable = false) {
      if (!isBrowser) return pageLocks(name, ifAvailable)
      if (!manager) return acquireLease(storage, name, ifAvailable)
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
function createPageLocks(): Locks['acquire'] {
  /** Per name, the promise of the release of the latest request. A request waits for the one before it. */
  const tails = new Map<string, Promise<void>>()
  return async (name, ifAvailable) => {
    const previous = tails.get(name)
    if (previous && ifAvailable) return undefined
    let release: () => void = () => {}
    const tail = new Promise<void>((resolve) => {
      release = () => {
        if (tails.get(name) === tail) tails.delete(name)
        resolve()
      }
    })
    tails.set(name, tail)
    await previous
    return release
  }
}
