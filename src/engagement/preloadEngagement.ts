import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { pickQuestion, type Question } from '../model/question.js'
import { toQuestionText } from '../model/toQuestionText.js'
import { getEngagement } from './getEngagement.js'

/** How long an answer waits for the first render, in milliseconds. */
const preloadMaxAge = 60_000

/**
 * Requests an engagement before the first render. A hook with the same question then waits for that answer, or takes it up to 60 seconds later.
 * Resolves when the request has an answer or has failed. Never rejects: after a failure, the hook sends its own request. Does nothing on a server.
 * @example
 * ```ts
 * const client = createEngagementClient({ accountId: '12345678', service: appEngagement() })
 * void preloadEngagement(client, { consumerSections: ['Support'] })
 * ```
 */
export async function preloadEngagement(client: EngagementClient, question: Question = {}): Promise<void> {
  if (isServer) return
  const { inFlight } = client.core
  const key = toQuestionText(pickQuestion(question, client.service.questionMembers))
  const answer = getEngagement(client, question)
  const request = inFlight.get(key)
  try {
    await answer
  } catch {
    return
  }
  // A reset aborted the request.
  if (!request || request.controller.signal.aborted) return
  const remove = () => {
    if (inFlight.get(key) === request) inFlight.delete(key)
  }
  request.onSubscribe = () => setTimeout(remove)
  inFlight.set(key, request)
  setTimeout(remove, preloadMaxAge)
}
