import { abortable } from '../browser/abortable.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { SessionLostError } from '../errors.js'
import type { UpdatedQuestion } from '../model/engagementService.js'
import type { Impression } from '../model/impression.js'
import { sendUpdate } from '../outbox/sendUpdate.js'
import { removeAcceptedAnswers } from './removeAcceptedAnswers.js'

/** The facts to send, and a signal that aborts the request. Identities and entry points are for Monitoring only. */
export type UpdateSessionParameters = UpdatedQuestion & {
  /** Impressions as they are on the wire. Report those of an offer with `reportImpression` instead. */
  impAttributes?: readonly Impression[] | undefined
  /** Aborts the request. The service may count the update all the same. */
  signal?: AbortSignal | undefined
}

/**
 * Sends the service facts about the visitor, in one request, in the session of the latest answer on this page. Waits for an engagement request in
 * flight.
 * @throws SessionLostError without a session, after a reset, or if the service no longer knows the session
 * @throws ServiceError, NetworkError or TimeoutError
 */
export async function updateSession(client: EngagementClient, { signal, ...parameters }: UpdateSessionParameters): Promise<void> {
  const { session, core } = client
  removeAcceptedAnswers(core, parameters.impAttributes)
  const pendingAnswers = [...core.inFlight.values()].map((request) => request.answer)
  if (!session.getState().pageId) await abortable(Promise.allSettled(pendingAnswers), signal)
  const { visitorId, sessionId, pageId } = session.getState()
  if (!visitorId || !sessionId || !pageId) throw createNoSessionError()
  const onAttempt = () => {
    if (session.getState().sessionId !== sessionId) throw createNoSessionError()
  }
  return sendUpdate(core, { ...parameters, visitorId, sessionId, pageId, requestOptions: { signal, onAttempt } })
}

function createNoSessionError(): SessionLostError {
  return new SessionLostError(
    dev`This page has no session for the update. Either no engagement request was answered yet, or the session was cleared or replaced. Request an engagement first: the response starts a session.`,
  )
}
