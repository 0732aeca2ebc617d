import { markReceived } from '../browser/expiry.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { AccountLoadingError } from '../errors.js'
import type { Engagement } from '../model/engagement.js'
import type { Question } from '../model/question.js'
import { toQuestionText } from '../model/toQuestionText.js'
import { clearUnknownSession, isUnknownSessionError } from '../session/clearUnknownSession.js'
import { withSession } from '../session/withSession.js'
import { shareRequest } from './shareRequest.js'

export type GetEngagementParameters = Question & { signal?: AbortSignal | undefined }

/**
 * Asks the service whether this visitor may be offered a chat. Callers who ask the same at once share one request.
 *
 * Each call may add a visitor to the brand's list: ask on a need, and keep the answer until it expires, as the hooks do.
 * @throws ServiceError, AccountLoadingError, NetworkError, TimeoutError after the published retries; ResponseError; the signal's reason, or an
 * AbortError after `client.reset()`
 */
export function getEngagement(client: EngagementClient, { signal, ...question }: GetEngagementParameters = {}): Promise<Engagement> {
  return shareRequest(client.core.inFlight, toQuestionText(question), signal, (shared) => requestEngagement(client, question, shared))
}

async function requestEngagement(client: EngagementClient, question: Question, signal: AbortSignal): Promise<Engagement> {
  for (;;) {
    await client.core.waitUntilSendable(signal)
    const engagement = await withSession(client.core, () => requestOnce(client, question, signal))
    if (engagement) return engagement
  }
}

/** `undefined` where the service no longer knew the session that was asked in, which is forgotten now: the question must be repeated. */
async function requestOnce({ service, core }: EngagementClient, question: Question, signal: AbortSignal): Promise<Engagement | undefined> {
  signal.throwIfAborted()
  const { session, emit } = core
  const knownIds = session.store.getState()
  emit({ type: 'asked' })
  try {
    const engagement = await service.getEngagement(core.http, { knownIds, question, signal })
    signal.throwIfAborted()
    session.setIdentity(engagement, 'service')
    markReceived(engagement)
    emit({ type: 'answered', status: engagement.status })
    return engagement
  } catch (error) {
    if (isUnknownSessionError(error, knownIds)) {
      clearUnknownSession(core, knownIds)
      return undefined
    }
    if (error instanceof AccountLoadingError) session.setIdentity(error, 'service')
    throw error
  }
}
