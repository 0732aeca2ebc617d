import type { ClientStorage } from '../browser/createClientStorage.js'
import { type ServiceError, SessionLostError } from '../errors.js'
import type { Session, SessionEvent, SessionIdentity } from './createSession.js'

/** What is needed of a client to forget its session. */
export type SessionContext = { storage: ClientStorage; key: string; session: Session; emit: (event: SessionEvent) => void }

/** Session not found, unknown visitor, unknown session. Another 404, such as 18 for an unknown app installation, is no word about the session. */
const unknownSessionCodes: readonly (number | undefined)[] = [12, 37, 39]

/** Forgets the session of a failed request where the service no longer knows it, or its visitor. Returns whether that is what the error says. */
export function clearUnknownSession(
  { storage, key, session, emit }: SessionContext,
  { visitorId, sessionId }: Pick<SessionIdentity, 'visitorId' | 'sessionId'>,
  error: unknown,
): boolean {
  const { status, internalCode } = error as Partial<ServiceError>
  const isUnknown = error instanceof SessionLostError || status === 401 || (status === 404 && unknownSessionCodes.includes(internalCode))
  if (!isUnknown || !(visitorId || sessionId)) return false
  session.readStorage()
  if (session.store.getState().sessionId === sessionId) {
    storage.remove(key)
    session.clear()
    emit({ type: 'sessionLost' })
  }
  return true
}
