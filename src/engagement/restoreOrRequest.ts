import { isExpired, markReceived } from '../browser/expiry.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { isRecord } from '../http/readers.js'
import type { AvailableEngagement, Engagement } from '../model/engagement.js'

/** A stored answer that may be rubbish. */
type StoredAnswer = Partial<Record<keyof AvailableEngagement, unknown>>

/** Answers by session id, then by the hash of their question. */
type Answers = Record<string, Record<string, StoredAnswer | undefined>>

type RestoreOptions = {
  /** The storage key of the answers. */
  storageKey: string
  questionHash: string
  /** True while the cache has no answer. A later request is for a new one. */
  isInitial: boolean
  signal: AbortSignal
  request: () => Promise<Engagement>
}

/** Returns the answer that an earlier page of the session stored. Without one, sends the request and stores its answer. */
export async function restoreOrRequest(
  { core, session }: EngagementClient,
  { storageKey, questionHash, isInitial, signal, request }: RestoreOptions,
): Promise<Engagement> {
  /** Reads the answers of a session. The storage may hold rubbish. */
  const readAnswers = (sessionId = '') => {
    const answers = core.storage.get(storageKey)
    const ofSession = isRecord(answers) ? answers[sessionId] : undefined
    return (isRecord(ofSession) ? ofSession : {}) as Answers[string]
  }
  const restore = () => {
    core.session.readStorage()
    const { sessionId } = session.getState()
    const stored = readAnswers(sessionId)[questionHash]
    return isOffer(stored, sessionId) && !isExpired(stored) ? stored : undefined
  }
  /** Restores again once the storage can be read: after consent. Another page may also store an offer while this page is prerendered. */
  const restoreLater = async () => {
    await core.waitUntilSendable(signal)
    return restore()
  }
  const restored = isInitial ? (restore() ?? (await restoreLater())) : undefined
  if (restored) {
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
    { [sessionId]: { ...readAnswers(sessionId), [questionHash]: 'expiresAt' in answer ? answer : undefined } },
    core.service.sessionLimits.maxAge,
  )
  return answer
}

/** True for an offer of the session whose members have their types. */
function isOffer(stored: unknown, sessionId: string | undefined): stored is AvailableEngagement {
  if (!isRecord(stored)) return false
  const { status, sessionId: storedSessionId, expiresAt, ...ids }: StoredAnswer = stored
  const areTexts = [ids.visitorId, ids.pageId, ids.campaignId, ids.engagementId].every((id) => typeof id === 'string')
  return areTexts && status === 'available' && storedSessionId === sessionId && typeof expiresAt === 'number'
}
