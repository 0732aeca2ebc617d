import { type QueryClient, QueryObserver } from '@tanstack/react-query'
import type { Engagement } from '../api/engagement.js'
import type { Question } from '../api/question.js'
import type { EngagementClient } from '../client.js'
import type { EngagementError } from '../errors.js'
import { isServer } from '../platform/isServer.js'
import { engagementQueryOptions, isAskedHere } from './engagement.js'

/** What became of a question: undefined while it is being asked. */
export type EngagementOutcome = Engagement | EngagementError | undefined

/** A source for `useSyncExternalStore`. */
export type EngagementObserver = {
  subscribe: (listener: () => void) => () => void
  getSnapshot: () => EngagementOutcome
  /** What the server rendered with: not the answers that this page has asked for itself since. */
  getServerSnapshot: () => EngagementOutcome
}

const observers = new WeakMap<object, EngagementObserver>()

/** The one observer that all buttons of a question share: one in each costs twice the time and six times the memory. */
export function engagementObserverOf(queryClient: QueryClient, client: EngagementClient, question: Question): EngagementObserver {
  const options = queryClient.defaultQueryOptions(engagementQueryOptions(client, question))
  const query = queryClient.getQueryCache().build(queryClient, options)
  let observer = observers.get(query)
  if (!observer) {
    const shared = new QueryObserver(queryClient, options)
    const getSnapshot = () => {
      const { data, error } = shared.getCurrentResult()
      return data ?? error ?? undefined
    }
    observer = {
      subscribe: (listener) => shared.subscribe(listener),
      getSnapshot,
      getServerSnapshot: () => (!isServer && isAskedHere(getSnapshot()) ? undefined : getSnapshot()),
    }
    observers.set(query, observer)
  }
  return observer
}
