import { dev } from '../dev.js'
import { SessionLostError } from '../errors.js'
import type { Http } from '../http/http.js'
import type { KnownIds } from '../model/engagement.js'
import type { UpdateRequest } from '../model/engagementService.js'
import { NewSessionError } from '../model/newSessionError.js'
import { clearUnknownSession, isUnknownSessionError, type SessionContext } from '../session/clearUnknownSession.js'

/** The part of a client's core that an update uses. */
export type UpdateContext = SessionContext & { http: Http }

/**
 * Sends an update or impressions, and sets the ids of the response. If the service made a new session, the client continues in that session.
 * @throws SessionLostError if the service no longer knows the session
 */
export async function sendUpdate(context: UpdateContext, request: UpdateRequest): Promise<void> {
  const { service, http, session } = context
  let ids: Partial<KnownIds>
  try {
    ids = await service.updateSession(http, request)
  } catch (cause) {
    if (cause instanceof NewSessionError && cause.ids.sessionId) {
      if (session.store.getState().sessionId === request.sessionId) session.setIdentity(cause.ids, 'service')
      throw cause
    }
    if (!isUnknownSessionError(context, request, cause)) throw cause
    clearUnknownSession(context, request)
    throw new SessionLostError(
      dev`The service no longer knows the session, so this update did not count. Request an engagement: the response starts a new session.`,
      { cause },
    )
  }
  // Another tab may have logged out since the request. The old ids must not return to the storage.
  session.readStorage()
  const { sessionId, pageId } = session.store.getState()
  // After a reset, or for another page view, the ids are no longer the current ones.
  if (sessionId === request.sessionId) session.setIdentity(pageId === request.pageId ? ids : {}, 'service')
}
