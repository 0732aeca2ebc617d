import { type QueryClient, QueryObserver } from '@tanstack/react-query'
import type { Engagement } from '../api/engagement.js'
import type { Question } from '../api/question.js'
import type { EngagementClient } from '../client.js'
import type { EngagementError } from '../errors.js'
import { isServer } from '../platform/isServer.js'
import { engagementQueryKey, engagementQueryOptions, isAskedHere } from './engagement.js'

/** What became of a question: undefined while it is being asked. */
export type EngagementOutcome = Engagement | EngagementError | undefined

/** A source for `useSyncExternalStore`. */
export type EngagementObserver = {
  subscribe: (listener: () => void) => () => void
  getSnapshot: () => EngagementOutcome
  /** What the server rendered with: not the answers that this page has asked for itself since. */
  getServerSnapshot: () => EngagementOutcome
}

const observers = new WeakMap<QueryClient, Map<string, EngagementObserver>>()

/** The one observer that all buttons of a question share: one in each costs twice the time and six times the memory. */
export function engagementObserverOf(queryClient: QueryClient, client: EngagementClient, question: Question): EngagementObserver {
  const shared = observers.get(queryClient) ?? new Map<string, EngagementObserver>()
  observers.set(queryClient, shared)
  const key = engagementQueryKey(client, question).join()
  let source = shared.get(key)
  if (!source) {
    const options = engagementQueryOptions(client, question)
    const observer = new QueryObserver(queryClient, options)
    const getSnapshot = () => {
      const { data, error } = observer.getCurrentResult()
      return data ?? error ?? undefined
    }
    source = {
      subscribe(listener) {
        // Its query may have left the cache while nobody subscribed.
        if (!observer.hasListeners()) observer.setOptions(options)
        return observer.subscribe(listener)
      },
      getSnapshot,
      getServerSnapshot: () => (!isServer && isAskedHere(getSnapshot()) ? undefined : getSnapshot()),
    }
    shared.set(key, source)
  }
  return source
}
