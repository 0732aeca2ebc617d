import type { Locks } from '../browser/createLocks.js'
import { addPageListener } from '../browser/page.js'
import type { Session } from './createSession.js'

/** How long the marker stays, in milliseconds: another process sees what was written to a storage 20 ms late at most, as measured. */
const markerLifetime = 1000

/** How long the lock is held for an ask that may not come, in milliseconds. */
const earlyLockTimeout = 200

/** What is needed of a client to start a session. */
export type StartContext = { locks: Locks; session: Session; key: string; earlyLock?: LockRequest | undefined }

type LockRequest = Promise<[unlock: (() => void) | undefined, heldLocks: LockInfo[] | undefined]>

/** Asks for the lock ahead of the first ask: a page hears that it has it between other tasks, and its first frame is a long one. */
export function requestLockEarly(context: StartContext): void {
  if (context.session.store.getState().sessionId) return
  context.earlyLock = requestLock(context)
  if (!context.earlyLock) return
  const stop = addPageListener(['pagehide'], releaseEarlyLock)
  // By no timer that a test of the site's may stop: whoever asks next would wait for ever.
  AbortSignal.timeout(earlyLockTimeout).onabort = releaseEarlyLock
  function releaseEarlyLock(): void {
    stop()
    void context.earlyLock?.then(([unlock]) => unlock?.())
    context.earlyLock = undefined
  }
}

/** The lock, unless another has it, and what was held when it was given. Both are asked for at once: each answer may have to wait as long. */
function requestLock({ locks, key }: StartContext): LockRequest | undefined {
  return locks.query && Promise.all([locks.acquire(key, true), locks.query()])
}

/**
 * Asks in the visitor's session. Where there is none yet, the ask may start one: one at a time in all tabs, and those behind it go on in the session
 * that it started.
 *
 *   tab 1  ── lock ── ask ──────── answer, ids written, marker ── unlock
 *   tab 2      └───── waits for the lock ─────────────────────────┴── reads the ids ── asks with them
 *
 * Tab 2 may still read the storage as it was: a lock orders what tabs do, not what they see. So tab 1 holds a second lock for a moment, the
 * marker, whose name says the ids. Lock names are seen at once.
 */
export async function withSession<type>(context: StartContext, request: () => Promise<type>): Promise<type> {
  const { locks, session, key } = context
  const getSessionId = () => session.store.getState().sessionId
  session.readStorage()
  if (getSessionId()) return request()
  const { earlyLock: lockRequest = requestLock(context) } = context
  context.earlyLock = undefined
  let [unlock, heldLocks] = (await lockRequest) ?? []
  if (!unlock) {
    unlock = await locks.acquire(key)
    heldLocks = await locks.query?.()
  }
  try {
    const prefix = `${key}:started:`
    adoptMarkedSession(heldLocks, session, prefix)
    if (!getSessionId()) {
      const answer = await request()
      publishMarker(locks, session, prefix)
      return answer
    }
  } finally {
    unlock?.()
  }
  return request()
}

function adoptMarkedSession(heldLocks: LockInfo[] | undefined, session: Session, prefix: string): void {
  session.readStorage()
  for (const { name } of heldLocks ?? []) {
    const current = session.store.getState()
    if (current.sessionId || !name?.startsWith(prefix)) continue
    const [visitorId, sessionId] = JSON.parse(name.slice(prefix.length)) as string[]
    if (!current.visitorId || current.visitorId === visitorId) session.setIdentity({ visitorId, sessionId }, 'otherTab')
  }
}

/** Locks are given and given up in the order in which that was asked for: others get the first one when the marker is there. */
function publishMarker(locks: Locks, session: Session, prefix: string): void {
  const { visitorId, sessionId } = session.store.getState()
  if (!locks.query || !sessionId) return
  const marker = locks.acquire(prefix + JSON.stringify([visitorId, sessionId]), true)
  const stopSession = session.store.subscribe((next) => {
    if (next.sessionId !== sessionId) removeMarker()
  })
  const stops = [addPageListener(['pagehide'], removeMarker), stopSession]
  setTimeout(removeMarker, markerLifetime)
  function removeMarker(): void {
    for (const stop of stops) stop()
    void marker.then((release) => release?.())
  }
}
