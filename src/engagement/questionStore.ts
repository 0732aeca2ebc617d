import { type QueryClient, QueryObserver } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import { hashQuestion } from '../model/hashQuestion.js'
import { pickQuestion, type Question } from '../model/question.js'
import { type EngagementQueryKey, engagementQueryOptions } from './engagementQuery.js'
import { createEngagementStore, type EngagementStore, noResult } from './engagementStore.js'
import { refreshExpired } from './refreshExpiredQuery.js'
import { getEngagementStores } from './sharedStore.js'

/** Of what is asked, by one query observer. It lasts until nobody listens: after that it no longer hears what becomes of the cache. */
export function storeForQuestion(client: EngagementClient, queryClient: QueryClient, question: Question): EngagementStore {
  const { byQuestion } = getEngagementStores(client, queryClient)
  const key = hashQuestion(question)
  return byQuestion.get(key) ?? create()

  function create(): EngagementStore {
    const options = queryClient.defaultQueryOptions(engagementQueryOptions(client, pickQuestion(question)))
    /** While somebody listens: a render may be given up, and a server's is told of nothing. */
    let observer: QueryObserver<Engagement, Error, Engagement, Engagement, EngagementQueryKey> | undefined
    const getResult = () => {
      const query = observer ? observer.getCurrentQuery() : queryClient.getQueryCache().get<Engagement>(options.queryHash)
      // That asking has begun is no news: nobody renders for it.
      return query && query.state.status !== 'pending' ? query.state : noResult
    }
    const store = createEngagementStore(client, getResult, {
      refresh: () => refreshExpired(client, queryClient),
      retry: async () => observer?.refetch(),
      subscribe(listener) {
        byQuestion.set(key, store)
        observer = new QueryObserver(queryClient, options)
        const stop = observer.subscribe(listener)
        return () => {
          stop()
          observer = undefined
          if (byQuestion.get(key) === store) byQuestion.delete(key)
        }
      },
    })
    byQuestion.set(key, store)
    return store
  }
}
