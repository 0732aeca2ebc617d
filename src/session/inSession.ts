import type { Locks } from '../platform/createLocks.js'
import { onPage } from '../platform/page.js'
import type { Session } from './createSession.js'

/** How long another process may take to see what was written to a storage: 20 ms at most, as measured. In milliseconds, with plenty to spare. */
const seenTime = 1000

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
export async function inSession<type>(
  { locks, session, key }: { locks: Locks; session: Session; key: string },
  ask: () => Promise<type>,
): Promise<type> {
  session.sync()
  if (session.store.getState().sessionId) return ask()
  const prefix = `${key}:started:`
  const unlock = await locks.hold(key)
  try {
    await joinStarted(locks, session, prefix)
    if (!session.store.getState().sessionId) {
      const answer = await ask()
      await mark(locks, session, prefix)
      return answer
    }
  } finally {
    unlock?.()
  }
  return ask()
}

async function joinStarted(locks: Locks, session: Session, prefix: string): Promise<void> {
  session.sync()
  for (const { name } of (await locks.held?.()) ?? []) {
    const held = session.store.getState()
    if (held.sessionId || !name?.startsWith(prefix)) continue
    const [visitorId, sessionId] = JSON.parse(name.slice(prefix.length)) as string[]
    if (!held.visitorId || held.visitorId === visitorId) session.adopt({ visitorId, sessionId }, 'sessionAdopted')
  }
}

async function mark(locks: Locks, session: Session, prefix: string): Promise<void> {
  const { visitorId, sessionId } = session.store.getState()
  if (!locks.held || !sessionId) return
  const unmark = await locks.hold(prefix + JSON.stringify([visitorId, sessionId]), true)
  const stops = [onPage(['pagehide'], end), session.store.subscribe((next) => next.sessionId === sessionId || end())]
  setTimeout(end, seenTime)
  function end(): void {
    for (const stop of stops) stop()
    unmark?.()
  }
}
