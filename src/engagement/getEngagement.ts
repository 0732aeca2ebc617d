import { throwIfAborted } from '../browser/abortable.js'
import { markReceived } from '../browser/expiry.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { AccountLoadingError, ConfigurationError } from '../errors.js'
import type { Http } from '../http/http.js'
import type { Engagement } from '../model/engagement.js'
import { pickQuestion, type Question } from '../model/question.js'
import { toQuestionText, unwritableQuestion } from '../model/toQuestionText.js'
import { clearUnknownSession, isUnknownSessionError } from '../session/clearUnknownSession.js'
import { type StartOptions, withSession } from '../session/withSession.js'
import { shareRequest } from './shareRequest.js'
import { warnOfUnreachableService } from './warnOfUnreachableService.js'

/** A question, and a signal that ends the caller's wait. */
export type GetEngagementParameters = Question & {
  /** Ends the caller's wait. The request goes on while others wait for it. */
  signal?: AbortSignal | undefined
}

/**
 * Requests whether this visitor may be offered a chat. Simultaneous callers with the same question share one request. It is aborted when all of them
 * have aborted.
 *
 * Each request can add a visitor to the brand's list. Send one only if you need it, and use the answer until it expires, as the hooks do.
 * @throws ServiceError, AccountLoadingError, NetworkError or TimeoutError after the service's published retries
 * @throws ResponseError if the response is no answer
 * @throws ConfigurationError if JSON cannot write the question
 * @throws the reason of `signal`, or an AbortError after a log-out in any tab
 */
export function getEngagement(client: EngagementClient, parameters: GetEngagementParameters = {}): Promise<Engagement> {
  let signal: AbortSignal | undefined
  let question: Question
  try {
    // A getter of the site may throw.
    ;({ signal, ...question } = parameters)
  } catch (cause) {
    return Promise.reject(createUnwritableError(cause))
  }
  const text = toQuestionText(pickQuestion(question, client.service.questionMembers))
  if (text === unwritableQuestion) return Promise.reject(createUnwritableError())
  // Another tab may have logged out. This ends the requests of the old visitor, before this one is among them.
  client.core.session.readStorage()
  return shareRequest(client.core.inFlight, text, signal, (shared) => requestEngagement(client, question, shared))
}

function createUnwritableError(cause?: unknown): ConfigurationError {
  return new ConfigurationError(
    dev`The question cannot be written as JSON, because it contains a BigInt, a cycle, or a getter that throws. Give plain objects, lists, texts and numbers.`,
    { cause },
  )
}

async function requestEngagement(client: EngagementClient, question: Question, signal: AbortSignal): Promise<Engagement> {
  for (;;) {
    await client.core.waitUntilSendable(signal)
    const engagement = await withSession(client.core, (options) => requestOnce(client, { question, signal, options }))
    if (engagement) return engagement
  }
}

/** Clears the session and returns `undefined` if the service no longer knows it. The request must then be repeated. */
async function requestOnce(
  { service, core }: EngagementClient,
  { question, signal, options }: { question: Question; signal: AbortSignal; options: StartOptions },
): Promise<Engagement | undefined> {
  throwIfAborted(signal)
  const { session, emit } = core
  const knownIds = session.store.getState()
  const visitorNumber = session.getVisitorNumber()
  /** Throws if the visitor has ended since the request. The response then belongs to nobody. */
  const assertSameVisitor = () => {
    // Another tab may have logged out.
    session.readStorage()
    throwIfAborted(signal)
    if (session.getVisitorNumber() !== visitorNumber) throw new DOMException('The visitor has ended.', 'AbortError')
  }
  emit({ type: 'asked' })
  try {
    const http: Http = (request) => core.http({ ...request, ...options })
    const engagement = await service.getEngagement(http, { knownIds, question, signal })
    assertSameVisitor()
    session.setIdentity(engagement, 'service', knownIds)
    markReceived(engagement)
    emit({ type: 'answered', status: engagement.status })
    return engagement
  } catch (error) {
    if (isUnknownSessionError(core, knownIds, error)) {
      clearUnknownSession(core, knownIds)
      return undefined
    }
    if (process.env.NODE_ENV !== 'production') warnOfUnreachableService(error, core.latestHost)
    if (error instanceof AccountLoadingError) {
      assertSameVisitor()
      session.setIdentity(error, 'service', knownIds)
    }
    throw error
  }
}
