import type { Engagement } from '../api/engagement.js'
import { digest, type Question } from '../api/question.js'
import type { EngagementClient } from '../client.js'
import { AccountLoadingError, SessionLostError } from '../errors.js'
import { shareAsk } from './shareAsk.js'

export type GetEngagementParameters = Question & { signal?: AbortSignal | undefined }

/**
 * Asks the service whether this visitor may be offered a chat. Callers who ask the same at once share one request.
 *
 * Each call may add a visitor to the brand's list: ask on a need, and keep the answer until it expires, as the hooks do.
 * @throws ServiceError, AccountLoadingError, NetworkError, TimeoutError after the published retries; ResponseError; the signal's reason
 */
export function getEngagement(client: EngagementClient, { signal, ...question }: GetEngagementParameters = {}): Promise<Engagement> {
  return shareAsk(client.core.asks, digest(question), signal, (shared) => ask(client, question, shared))
}

async function ask(client: EngagementClient, question: Question, signal: AbortSignal): Promise<Engagement> {
  let mayRepeat = true
  for (;;) {
    const attempt = () => askOnce(client, question, signal, mayRepeat)
    const engagement = await (client.session.getState().visitorId === undefined ? client.core.lock(attempt) : attempt())
    if (engagement) return engagement
    mayRepeat = false
  }
}

/** `undefined` where the question must be asked again: the client was reset meanwhile, or the service no longer knew the session it was asked in. */
async function askOnce(
  { service, core }: EngagementClient,
  question: Question,
  signal: AbortSignal,
  mayRepeat: boolean,
): Promise<Engagement | undefined> {
  signal.throwIfAborted()
  const { session, epoch, emit } = core
  const held = session.store.getState()
  emit({ type: 'asked' })
  try {
    const engagement = await core.within(held, service.getEngagement(core.http, { held, question, signal }))
    if (epoch !== core.epoch) return undefined
    session.adopt(engagement)
    emit({ type: 'answered', status: engagement.status })
    return engagement
  } catch (error) {
    if (epoch !== core.epoch || (mayRepeat && error instanceof SessionLostError)) return undefined
    if (error instanceof AccountLoadingError) session.adopt(error)
    throw error
  }
}
