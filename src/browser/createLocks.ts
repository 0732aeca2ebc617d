import { abortable } from './abortable.js'
import { acquireLease } from './acquireLease.js'
import type { ClientStorage } from './createClientStorage.js'
import { isPrerendering, waitUntilShown } from './page.js'

/** Locks that one page at a time can have. A lock holds for all tabs that share the storage, or else for this page alone. */
export type Locks = {
  /**
   * Waits until the lock is free. With `ifAvailable`, resolves with undefined if the lock is not free. A prerendered page gets its locks when it is
   * shown. Also resolves with undefined when the signal aborts.
   * @returns the function that releases the lock
   */
  acquire: (name: string, ifAvailable?: boolean, signal?: AbortSignal) => Promise<(() => void) | undefined>
  /**
   * Resolves with the locks that all tabs hold. The list is always current, unlike a storage that another process writes. Undefined without Web
   * Locks; resolves with undefined in a frame that may not use them.
   */
  query: (() => Promise<LockInfo[] | undefined>) | undefined
}

export function createLocks(storage: ClientStorage, isShared: boolean): Locks {
  // A server and a document outside a browser have one page only.
  const isBrowser = isShared && 'isSecureContext' in globalThis
  // A page on plain http has no Web Locks.
  const manager = isBrowser ? (navigator.locks as LockManager | undefined) : undefined
  const pageLocks = createPageLocks()

  async function requestLock(name: string, ifAvailable: boolean, signal: AbortSignal | undefined): Promise<(() => void) | undefined> {
    if (!isBrowser) return pageLocks(name, ifAvailable)
    if (isPrerendering()) await waitUntilShown()
    if (!manager) return acquireLease(storage, name, ifAvailable, signal)
    return new Promise((resolve) => {
      const task = (lock: unknown) => lock && new Promise<void>((release) => resolve(release))
      // The first: the lock is not available. The second: a frame without an origin may not use locks, and shares no storage either.
      manager.request(name, { ifAvailable, ...(signal && { signal }) }, task).then(
        () => resolve(undefined),
        () => resolve(() => {}),
      )
    })
  }

  return {
    query:
      manager &&
      (() =>
        manager.query().then(
          ({ held }) => held,
          () => undefined,
        )),
    acquire(name, ifAvailable = false, signal) {
      const lock = requestLock(name, ifAvailable, signal)
      if (!signal) return lock
      // A lock that is granted after the abort is released, because nobody waits for it.
      const onAbort = () => void lock.then((unlock) => unlock?.())
      return abortable(lock, signal, onAbort).catch(() => undefined)
    },
  }
}

/** Makes locks that hold for this page alone. */
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
