import type { EngagementService, UpdateRequest } from '../api/service.js'
import type { Http } from '../http/createHttp.js'
import type { Session } from '../session/createSession.js'

/** What is needed of a client to tell its service of the visitor. */
export type UpdateContext = { service: EngagementService; http: Http; session: Session }

/** Tells the service of the visitor, and takes the ids that it answers with. */
export async function sendUpdate({ service, http, session }: UpdateContext, request: UpdateRequest): Promise<void> {
  const ids = await session.within(request, service.updateSession(http, request))
  const { sessionId, pageId } = session.store.getState()
  // Of another page view, or after a reset, they are not the visitor's of now.
  if (sessionId === request.sessionId) session.adopt(pageId === request.pageId ? ids : {})
}
