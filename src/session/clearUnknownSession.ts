import type { ClientStorage } from '../browser/createClientStorage.js'
import { SessionLostError } from '../errors.js'
import type { EngagementService } from '../model/engagementService.js'
import type { Session, SessionEvent } from './createSession.js'
import type { SessionIdentity } from './sessionIdentity.js'

/** The part of a client that clears its session. */
export type SessionContext = {
  service: EngagementService
  storage: ClientStorage
  key: string
  session: Session
  emit: (event: SessionEvent) => void
}

type RequestIds = Pick<SessionIdentity, 'visitorId' | 'sessionId'>

/** True if a request with these ids failed because the service no longer knows its session or visitor. */
export function isUnknownSessionError({ service }: SessionContext, { visitorId, sessionId }: RequestIds, error: unknown): boolean {
  const hasIds = Boolean(visitorId || sessionId)
  return hasIds && (error instanceof SessionLostError || service.isUnknownSession(error))
}

/** Clears the session of a request that failed, unless the client has another session by now. */
export function clearUnknownSession({ session, emit }: SessionContext, { sessionId }: RequestIds): void {
  session.readStorage()
  if (session.store.getState().sessionId !== sessionId) return
  session.lose()
  emit({ type: 'sessionLost' })
}
