import { abortable } from '../browser/abortable.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { SessionLostError } from '../errors.js'
import type { EngagementAttribute } from '../model/engagementAttributes.js'
import type { Impression } from '../model/impression.js'
import { sendUpdate } from '../outbox/sendUpdate.js'

export type UpdateSessionParameters = {
  /** What is new about the visitor. */
  engagementAttributes?: readonly EngagementAttribute[] | undefined
  /** Impressions as they are on the wire. Those of the library's own buttons go by `reportImpression`. */
  impAttributes?: readonly Impression[] | undefined
  signal?: AbortSignal | undefined
}

/**
 * Tells the service of the visitor, in one request, in the session of the last answer on this page. Waits for an ask in flight.
 * @throws SessionLostError when there is no session yet, it was forgotten meanwhile, or the service no longer knows it; ServiceError, NetworkError, TimeoutError
 */
export async function updateSession(client: EngagementClient, { signal, ...parameters }: UpdateSessionParameters): Promise<void> {
  const { session, core } = client
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
    dev`There is no session on this page yet, or it was forgotten meanwhile. Ask for an engagement first: its answer names one.`,
  )
}
