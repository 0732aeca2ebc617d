import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Question } from '../model/question.js'
import { toQuestionText } from '../model/toQuestionText.js'
import { getEngagement } from './getEngagement.js'

/** How long an answer is held for the first render, in milliseconds. */
const preloadMaxAge = 60_000

/**
 * Asks ahead of the first render, which then waits for that answer, or takes it up to a minute later. Settles when it was answered or has failed, and
 * never rejects: after a failure the render asks for itself. On a server it does nothing.
 * @example
 * const client = createEngagementClient({ accountId: '12345678', service: appEngagement() })
 * preloadEngagement(client, { consumerSections: ['Support'] })
 */
export async function preloadEngagement(client: EngagementClient, question: Question = {}): Promise<void> {
  if (isServer) return
  const { inFlight } = client.core
  const key = toQuestionText(question)
  const answer = getEngagement(client, question)
  const request = inFlight.get(key)
  try {
    await answer
  } catch {
    return
  }
  // A log-out has forgotten it.
  if (!request || request.controller.signal.aborted) return
  const remove = () => {
    if (inFlight.get(key) === request) inFlight.delete(key)
  }
  request.onSubscribe = () => setTimeout(remove)
  inFlight.set(key, request)
  setTimeout(remove, preloadMaxAge)
}
