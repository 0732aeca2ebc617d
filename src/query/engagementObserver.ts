import { type QueryClient, QueryObserver } from '@tanstack/react-query'
import { digest } from '../api/digest.js'
import type { Engagement } from '../api/engagement.js'
import type { Question } from '../api/question.js'
import type { EngagementClient } from '../client.js'
import type { EngagementError } from '../errors.js'
import { isHeardHere } from '../platform/expiry.js'
import { isServer } from '../platform/isServer.js'
import { engagementQueryOptions } from './engagement.js'
import { engagementObserversOf } from './refreshExpired.js'

/** What became of a question: neither data nor error while it is asked for the first time. */
export type EngagementOutcome = { data: Engagement | undefined; error: EngagementError | null; isFetching: boolean }

/** A source for `useSyncExternalStore`. */
export type EngagementObserver = {
  subscribe: (listener: () => void) => () => void
  getSnapshot: () => EngagementOutcome
  /** What the server rendered with: not the answers that this page has asked for itself since. */
  getServerSnapshot: () => EngagementOutcome
}

const nothingYet: EngagementOutcome = { data: undefined, error: null, isFetching: true }

/** Of a question that is not asked. */
export const nothingAsked: EngagementObserver = {
  subscribe: () => () => {},
  getSnapshot: () => nothingYet,
  getServerSnapshot: () => nothingYet,
}

/**
 * The one observer that all buttons of a question share: one in each costs twice the time and six times the memory. It lasts until the last of
 * them unsubscribes: after that it would no longer hear what becomes of the cache.
 */
export function engagementObserverOf(queryClient: QueryClient, client: EngagementClient, question: Question): EngagementObserver {
  const shared = engagementObserversOf(client, queryClient)
  const key = digest(question)
  return shared.get(key) ?? createEngagementObserver()

  function createEngagementObserver(): EngagementObserver {
    const observer = new QueryObserver(queryClient, engagementQueryOptions(client, question))
    // That asking has begun is no news: nobody renders for it.
    const getSnapshot = () => {
      const result = observer.getCurrentResult()
      return result.isPending ? nothingYet : result
    }
    const created: EngagementObserver = {
      subscribe(listener) {
        shared.set(key, created)
        const stop = observer.subscribe(listener)
        return () => {
          stop()
          if (!observer.hasListeners()) shared.delete(key)
        }
      },
      getSnapshot,
      getServerSnapshot: () => (!isServer && isHeardHere(getSnapshot().data) ? nothingYet : getSnapshot()),
    }
    shared.set(key, created)
    return created
  }
}
