import type { HttpRequestOptions } from '../http/http.js'
import type { Session } from './createSession.js'
import type { SessionLock } from './createSessionLock.js'

/** The part of a client that starts a session. */
export type StartContext = { session: Session; sessionLock: SessionLock }

/** The parts of a request that release the lock between its attempts. */
export type StartOptions = Pick<HttpRequestOptions, 'onRetryScheduled' | 'beforeRetry'>

/**
 * Sends a request in the visitor's session. Without a session, the request may start one. One tab at a time sends such a request. The tabs behind
 * it continue in the session that the request started.
 *
 *   tab 1  ── lock ── request ──── response, ids stored, marker ── unlock
 *   tab 2      └───── waits for the lock ─────────────────────────┴── reads the ids ── sends its request with them
 *
 * A tab releases the lock between its attempts, so that another tab can make an attempt. A tab that then finds a session ends its own attempts:
 *
 *   tab 1  ── lock ── attempt ── error, unlock ── delay ───────────── lock ── reads the ids ── sends its request with them
 *   tab 2      └───── waits for the lock ──────┴── attempt ── response, ids stored ── unlock
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
  request: (options: StartOptions) => Promise<type>,
): Promise<type> {
  const getSessionId = () => session.store.getState().sessionId
  session.readStorage()
  if (getSessionId()) return request({})
  /** The error of attempts that end because another tab has started a session. */
  const superseded = new Error()
  let lock = sessionLock.acquire()
  const release = async () => (await lock)()

  async function acquireAgain(): Promise<void> {
    lock = sessionLock.acquire()
    await lock
    if (getSessionId()) throw superseded
  }

  try {
    await lock
    if (!getSessionId()) {
      const answer = await request({ onRetryScheduled: release, beforeRetry: acquireAgain })
      // Otherwise the response started a session beside the one that another tab has stored. Its answer belongs to nobody.
      if (!answer || answer.sessionId === getSessionId()) {
        sessionLock.publishMarker()
        return answer
      }
    }
  } catch (error) {
    if (error !== superseded) throw error
  } finally {
    // The request may have ended while it waited for the lock.
    void release()
  }
  return request({})
}
