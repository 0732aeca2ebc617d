import { type QueryClient, QueryObserver } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import { digest } from '../model/digest.js'
import type { Engagement } from '../model/engagement.js'
import { pickQuestion, type Question } from '../model/question.js'
import { type EngagementQueryKey, engagementQueryOptions } from './engagementQuery.js'
import { createViews, type EngagementViews, nothingYet } from './engagementStore.js'
import { refreshExpired } from './refreshExpiredQuery.js'
import { engagementViewsOf } from './sharedStore.js'

/** Of what is asked, by one query observer. It lasts until nobody listens: after that it no longer hears what becomes of the cache. */
export function viewsOfQuestion(client: EngagementClient, queryClient: QueryClient, question: Question): EngagementViews {
  const { asked } = engagementViewsOf(client, queryClient)
  const key = digest(question)
  return asked.get(key) ?? create()

  function create(): EngagementViews {
    const options = queryClient.defaultQueryOptions(engagementQueryOptions(client, pickQuestion(question)))
    /** While somebody listens: a render may be given up, and a server's is told of nothing. */
    let observer: QueryObserver<Engagement, Error, Engagement, Engagement, EngagementQueryKey> | undefined
    const getOutcome = () => {
      const query = observer ? observer.getCurrentQuery() : queryClient.getQueryCache().get<Engagement>(options.queryHash)
      // That asking has begun is no news: nobody renders for it.
      return query && query.state.status !== 'pending' ? query.state : nothingYet
    }
    const views = createViews(client, getOutcome, {
      refresh: () => refreshExpired(client, queryClient),
      retry: async () => observer?.refetch(),
      subscribe(listener) {
        asked.set(key, views)
        observer = new QueryObserver(queryClient, options)
        const stop = observer.subscribe(listener)
        return () => {
          stop()
          observer = undefined
          if (asked.get(key) === views) asked.delete(key)
        }
      },
    })
    asked.set(key, views)
    return views
  }
}
