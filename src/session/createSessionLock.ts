import { acquireInTime } from '../browser/acquireInTime.js'
import type { Locks } from '../browser/createLocks.js'
import { addPageListener } from '../browser/page.js'
import { toText } from '../http/readers.js'
import type { Session } from './createSession.js'

/** How long a marker is held, in milliseconds. By then, every tab sees the stored ids, also on a busy machine. */
const markerLifetime = 1000

/** How long the early lock is held for a request that may not come, in milliseconds. */
const earlyLockTimeout = 200

/** The lock under which one tab at a time may start a session. */
export type SessionLock = {
  /**
   * Requests the lock when the client is created, if no session is known. The grant arrives as a task, and would otherwise wait behind the first
   * render.
   */
  requestEarly: () => void
  /**
   * Acquires the lock, and adopts the session that another tab may have started. Resolves without the lock after 5 s.
   * @returns the function that releases the lock
   */
  acquire: () => Promise<() => void>
  /**
   * Publishes the session's ids for a moment, by a second lock whose name contains the ids. The next tab may see the stored
   * ids too late, and would then start a session of its own. It sees the names of locks at once.
   */
  publishMarker: () => void
}

/** A requested lock with the locks that were held at that time. `unlock` is undefined if another tab has the lock. */
type LockRequest = Promise<[unlock: (() => void) | undefined, heldLocks: LockInfo[] | undefined]>

export function createSessionLock(locks: Locks, key: string, session: Session): SessionLock {
  /** The early request, until `acquire` uses it or the lock is released unused. */
  let earlyRequest: LockRequest | undefined

  const markerPrefix = `${key}:started:`

  function takeEarlyRequest(): LockRequest | undefined {
    const request = earlyRequest
    earlyRequest = undefined
    return request
  }

  /** Runs on `pagehide` and after the timeout. A held lock would keep the page out of the bfcache, and other tabs waiting. */
  function releaseEarlyLock(): void {
    void takeEarlyRequest()?.then(([unlock]) => unlock?.())
  }

  /** Requests the lock, if it is free, and the held locks. Both run in parallel, because each answer is a task that may wait as long. */
  function requestIfFree(): LockRequest | undefined {
    return locks.query && Promise.all([locks.acquire(key, true), locks.query()])
  }

  /** Acquires the lock without a wait if it is free, and waits at most 5 s for it otherwise. */
  async function acquireLock(): LockRequest {
    const [unlock, heldLocks] = (await (takeEarlyRequest() ?? requestIfFree())) ?? []
    if (unlock) return [unlock, heldLocks]
    return [await acquireInTime(locks, key), await locks.query?.()]
  }

  /** Adopts the session of the first marker that fits the visitor, unless this tab knows a session. */
  function adoptMarkedSession(heldLocks: LockInfo[] | undefined): void {
    for (const { name } of heldLocks ?? []) {
      const current = session.store.getState()
      if (current.sessionId || !name?.startsWith(markerPrefix)) continue
      const ids = readMarker(name.slice(markerPrefix.length))
      if (ids && (!current.visitorId || current.visitorId === ids.visitorId)) session.setIdentity(ids, 'elsewhere')
    }
  }

  return {
    requestEarly() {
      if (session.store.getState().sessionId) return
      earlyRequest = requestIfFree()
      if (!earlyRequest) return
      const stopListening = addPageListener(['pagehide'], releaseEarlyLock)
      runInRealTime(earlyLockTimeout, () => {
        stopListening()
        releaseEarlyLock()
      })
    },
    async acquire() {
      const [unlock, heldLocks] = await acquireLock()
      session.readStorage()
      adoptMarkedSession(heldLocks)
      return () => unlock?.()
    },
    publishMarker() {
      const { visitorId, sessionId } = session.store.getState()
      if (!locks.query || !visitorId || !sessionId) return
      // Locks are granted and released in the order of the calls. So the marker is held before this tab releases the lock.
      const marker = locks.acquire(markerPrefix + JSON.stringify([visitorId, sessionId]), true)
      // This also runs on `pagehide`, because a held lock would keep the page out of the bfcache.
      const removeMarker = () => void marker.then((unlock) => unlock?.())
      const stopListening = addPageListener(['pagehide'], removeMarker)
      const unsubscribe = session.store.subscribe((next) => {
        if (next.sessionId !== sessionId) removeMarker()
      })
      setTimeout(() => {
        stopListening()
        unsubscribe()
        removeMarker()
      }, markerLifetime)
    },
  }
}

/** Runs a task later. `setTimeout` would never run the task under the fake timers of a site's tests. Older browsers have nothing else. */
function runInRealTime(milliseconds: number, task: () => void): void {
  if ('timeout' in AbortSignal) AbortSignal.timeout(milliseconds).onabort = task
  else setTimeout(task, milliseconds)
}

/** Reads the ids of a marker. Undefined for rubbish, because any code of the site can hold a lock of any name. */
function readMarker(text: string): { visitorId: string; sessionId: string } | undefined {
  try {
    const [visitorId, sessionId] = JSON.parse(text).map(toText)
    return visitorId && sessionId ? { visitorId, sessionId } : undefined
  } catch {
    return undefined
  }
}
