import { dev } from '../dev.js'
import { SessionLostError } from '../errors.js'
import type { Http } from '../http/http.js'
import type { KnownIds } from '../model/engagement.js'
import type { EngagementService, UpdateRequest } from '../model/service.js'
import { clearUnknownSession, isUnknownSessionError, type SessionContext } from '../session/clearUnknownSession.js'

/** What is needed of a client to tell its service of the visitor. */
export type UpdateContext = SessionContext & { service: EngagementService; http: Http }

/** Tells the service of the visitor, and takes the ids that it answers with. */
export async function sendUpdate(context: UpdateContext, request: UpdateRequest): Promise<void> {
  const { service, http, session } = context
  let ids: Partial<KnownIds>
  try {
    ids = await service.updateSession(http, request)
  } catch (cause) {
    if (!isUnknownSessionError(cause, request)) throw cause
    clearUnknownSession(context, request)
    throw new SessionLostError(
      dev`The service no longer knows the session. What was sent with it did not count; the next ask starts a new one.`,
      { cause },
    )
  }
  const { sessionId, pageId } = session.store.getState()
  // Of another page view, or after a reset, they are not the visitor's of now.
  if (sessionId === request.sessionId) session.setIdentity(pageId === request.pageId ? ids : {}, 'service')
}
