import type { Locks } from '../browser/createLocks.js'
import { onPage } from '../browser/page.js'
import type { Session } from './createSession.js'

/** How long the marker stays, in milliseconds: another process sees what was written to a storage 20 ms late at most, as measured. */
const markTime = 1000

/** How long the lock is held for an ask that may not come, in milliseconds. */
const claimTime = 200

/** What is needed of a client to start a session. */
export type StartContext = { locks: Locks; session: Session; key: string; claimed?: Claimed | undefined }

type Claimed = Promise<[unlock: (() => void) | undefined, held: LockInfo[] | undefined]>

/** Asks for the lock ahead of the first ask: a page hears that it has it between other tasks, and its first frame is a long one. */
export function claimAhead(context: StartContext): void {
  if (context.session.store.getState().sessionId) return
  context.claimed = claim(context)
  if (!context.claimed) return
  const stop = onPage(['pagehide'], giveUp)
  // By no timer that a test of the site's may stop: whoever asks next would wait for ever.
  AbortSignal.timeout(claimTime).onabort = giveUp
  function giveUp(): void {
    stop()
    void context.claimed?.then(([unlock]) => unlock?.())
    context.claimed = undefined
  }
}

/** The lock, unless another has it, and what was held when it was given. Both are asked for at once: each answer may have to wait as long. */
function claim({ locks, key }: StartContext): Claimed | undefined {
  return locks.held && Promise.all([locks.hold(key, true), locks.held()])
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
export async function inSession<type>(context: StartContext, ask: () => Promise<type>): Promise<type> {
  const { locks, session, key } = context
  const isKnown = () => session.store.getState().sessionId
  session.sync()
  if (isKnown()) return ask()
  const { claimed = claim(context) } = context
  context.claimed = undefined
  let [unlock, held] = (await claimed) ?? []
  if (!unlock) {
    unlock = await locks.hold(key)
    held = await locks.held?.()
  }
  try {
    const prefix = `${key}:started:`
    joinStarted(held, session, prefix)
    if (!isKnown()) {
      const answer = await ask()
      mark(locks, session, prefix)
      return answer
    }
  } finally {
    unlock?.()
  }
  return ask()
}

function joinStarted(held: LockInfo[] | undefined, session: Session, prefix: string): void {
  session.sync()
  for (const { name } of held ?? []) {
    const known = session.store.getState()
    if (known.sessionId || !name?.startsWith(prefix)) continue
    const [visitorId, sessionId] = JSON.parse(name.slice(prefix.length)) as string[]
    if (!known.visitorId || known.visitorId === visitorId) session.adopt({ visitorId, sessionId }, 'sessionAdopted')
  }
}

/** Locks are given and given up in the order in which that was asked for: others get the first one when the marker is there. */
function mark(locks: Locks, session: Session, prefix: string): void {
  const { visitorId, sessionId } = session.store.getState()
  if (!locks.held || !sessionId) return
  const marked = locks.hold(prefix + JSON.stringify([visitorId, sessionId]), true)
  const stopSession = session.store.subscribe((next) => {
    if (next.sessionId !== sessionId) end()
  })
  const stops = [onPage(['pagehide'], end), stopSession]
  setTimeout(end, markTime)
  function end(): void {
    for (const stop of stops) stop()
    void marked.then((unmark) => unmark?.())
  }
}
