import { isExpired, markReceived } from '../browser/expiry.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'

/** Answers by session id, then by the hash of their question. */
type Answers = Record<string, Record<string, Engagement> | undefined>

type RestoreOptions = {
  /** The storage key of the answers. */
  storageKey: string
  questionHash: string
  /** True while the cache has no answer. A later request is for a new one. */
  isInitial: boolean
  request: () => Promise<Engagement>
}

/** Returns the answer that an earlier page of the session stored. Without one, sends the request and stores its answer. */
export async function restoreOrRequest(
  { core, session }: EngagementClient,
  { storageKey, questionHash, isInitial, request }: RestoreOptions,
): Promise<Engagement> {
  const readAnswers = () => (core.storage.get(storageKey) ?? {}) as Answers
  core.session.readStorage()
  const restored = isInitial && readAnswers()[String(session.getState().sessionId)]?.[questionHash]
  if (restored && !isExpired(restored)) {
    markReceived(restored)
    // The service knows no page view of this page. Reports of this page belong to the page view that the offer was made for.
    session.setState(({ pageId = restored.pageId }) => ({ pageId }))
    return restored
  }
  const answer = await request()
  const { sessionId } = answer
  // An answer without `expiresAt` is not stored, because the next page cannot know whether the answer still holds.
  core.storage.set(
    storageKey,
    { [sessionId]: { ...readAnswers()[sessionId], [questionHash]: 'expiresAt' in answer ? answer : undefined } },
    core.service.sessionLimits.maxAge,
  )
  return answer
}
