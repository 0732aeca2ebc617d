import { isExpired, markReceived } from '../browser/expiry.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import { sessionMaxAge } from '../session/sessionMaxAge.js'

/** Answers by session and the digest of their question. */
type Answers = Record<string, Record<string, Engagement> | undefined>

/**
 * Asks, and keeps the answer for the next page; or gives what an earlier page has kept.
 * @param storageKey Where answers are kept.
 * @param questionHash The digest of the question.
 * @param isInitial Whether nothing is known here yet.
 */
export async function restoreOrRequest(
  { core, session }: EngagementClient,
  storageKey: string,
  questionHash: string,
  isInitial: boolean,
  request: () => Promise<Engagement>,
): Promise<Engagement> {
  const readAnswers = () => (core.storage.get(storageKey) ?? {}) as Answers
  core.session.readStorage()
  const restored = isInitial && readAnswers()[String(session.getState().sessionId)]?.[questionHash]
  if (restored && !isExpired(restored)) {
    markReceived(restored)
    // The service knows of no page view of this page: what is told of here belongs to the one that the offer was made for.
    session.setState(({ pageId = restored.pageId }) => ({ pageId }))
    return restored
  }
  const answer = await request()
  const { sessionId } = answer
  // What names no end may have ended by then, and so may what is no offer.
  core.storage.set(
    storageKey,
    { [sessionId]: { ...readAnswers()[sessionId], [questionHash]: 'expiresAt' in answer ? answer : undefined } },
    sessionMaxAge,
  )
  return answer
}
