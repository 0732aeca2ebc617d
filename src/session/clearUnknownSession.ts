import type { ClientStorage } from '../browser/createClientStorage.js'
import { type ServiceError, SessionLostError } from '../errors.js'
import type { Session, SessionEvent } from './createSession.js'
import type { SessionIdentity } from './sessionIdentity.js'

/** The part of a client that clears its session. */
export type SessionContext = { storage: ClientStorage; key: string; session: Session; emit: (event: SessionEvent) => void }

/** Session not found, unknown visitor, unknown session. Other codes, such as 18 for an unknown app installation, do not concern the session. */
const unknownSessionCodes: readonly (number | undefined)[] = [12, 37, 39]

type RequestIds = Pick<SessionIdentity, 'visitorId' | 'sessionId'>

/** True if a request with these ids failed because the service no longer knows its session or visitor. */
export function isUnknownSessionError(error: unknown, { visitorId, sessionId }: RequestIds): boolean {
  if (!visitorId && !sessionId) return false
  const { status, internalCode } = error as Partial<ServiceError>
  return error instanceof SessionLostError || status === 401 || (status === 404 && unknownSessionCodes.includes(internalCode))
}

/** Clears the session of a request that failed, unless the client has another session by now. */
export function clearUnknownSession({ storage, key, session, emit }: SessionContext, { sessionId }: RequestIds): void {
  session.readStorage()
  if (session.store.getState().sessionId !== sessionId) return
  storage.remove(key)
  session.clear()
  emit({ type: 'sessionLost' })
}
