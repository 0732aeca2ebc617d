import type { Session } from './createSession.js'
import type { SessionLock } from './createSessionLock.js'

/** The part of a client that starts a session. */
export type StartContext = { session: Session; sessionLock: SessionLock }

/**
 * Sends a request in the visitor's session. Without a session, the request may start one. One tab at a time sends such a request. The tabs behind
 * it continue in the session that the request started.
 *
 *   tab 1  ── lock ── request ──── response, ids stored, marker ── unlock
 *   tab 2      └───── waits for the lock ─────────────────────────┴── reads the ids ── sends its request with them
 *
 * No tab waits longer than 5 s, because tab 1 may be suspended. The tab whose response comes second takes the session of the first:
 *
 *   tab 1  ── lock ── request ─────────────────────────────────────── response ── reads the ids ── sends its request with them
 *   tab 2      └───── waits 5 s ── request ── response, ids stored
 *
 * Tab 2 may still read the old storage, because a lock orders what tabs do, and not what they see. Therefore tab 1 also publishes a marker.
 */
export async function withSession<type extends { sessionId: string } | undefined>(
  { session, sessionLock }: StartContext,
  request: () => Promise<type>,
): Promise<type> {
  const getSessionId = () => session.store.getState().sessionId
  session.readStorage()
  if (getSessionId()) return request()
  const started = await sessionLock.run(async () => {
    if (getSessionId()) return undefined
    const answer = await request()
    // The response started a session beside the one that another tab has stored. Its answer belongs to nobody.
    if (answer && answer.sessionId !== getSessionId()) return undefined
    sessionLock.publishMarker()
    return { answer }
  })
  return started ? started.answer : request()
}
