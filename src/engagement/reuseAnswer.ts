import { heard, isExpired } from '../browser/expiry.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import { sessionAge } from '../session/sessionAge.js'

/** Answers by session and the digest of their question. */
type Answers = Record<string, Record<string, Engagement> | undefined>

/**
 * Asks, and keeps the answer for the next page; or gives what an earlier page has kept.
 * @param key Where answers are kept.
 * @param name The digest of the question.
 * @param isFirst Whether nothing is known here yet.
 */
export async function reuseAnswer(
  { core, session }: EngagementClient,
  key: string,
  name: string,
  isFirst: boolean,
  ask: () => Promise<Engagement>,
): Promise<Engagement> {
  const read = () => (core.keep.read(key) ?? {}) as Answers
  core.session.sync()
  const known = isFirst && read()[String(session.getState().sessionId)]?.[name]
  if (known && !isExpired(known)) {
    heard(known)
    // The service knows of no page view of this page: what is told of here belongs to the one that the offer was made for.
    session.setState(({ pageId = known.pageId }) => ({ pageId }))
    return known
  }
  const answer = await ask()
  const { sessionId } = answer
  // What names no end may have ended by then, and so may what is no offer.
  core.keep.write(key, { [sessionId]: { ...read()[sessionId], [name]: 'expiresAt' in answer ? answer : undefined } }, sessionAge)
  return answer
}
