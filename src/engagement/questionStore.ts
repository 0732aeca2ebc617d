import { type QueryClient, QueryObserver, type QueryState } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import { hashQuestion } from '../model/hashQuestion.js'
import { pickQuestion, type Question } from '../model/question.js'
import { bindEngagementQuery } from './bindEngagementQuery.js'
import { createEngagementStore, type EngagementStore } from './createEngagementStore.js'
import { isShowable, takeAnswer } from './currentAnswerQuery.js'
import { type EngagementQueryKey, engagementQueryOptions } from './engagementQuery.js'
import { type EngagementSource, noResult } from './engagementSource.js'
import { refreshExpiredQueries } from './refreshExpiredQuery.js'
import { serverEnvironment, toSnapshot } from './toSnapshot.js'

/** Returns the store of a question. The store is dropped with its last listener, because it then observes the cache no longer. */
export function storeForQuestion(client: EngagementClient, queryClient: QueryClient | undefined, question: Question): EngagementStore {
  return queryClient ? storeInCache(client, queryClient, question) : unansweredStore
}

function storeInCache(client: EngagementClient, queryClient: QueryClient, question: Question): EngagementStore {
  const { byQuestion } = bindEngagementQuery(client, queryClient)
  const key = hashQuestion(question, client.service.questionMembers)
  return byQuestion.get(key) ?? create()

  function create(): EngagementStore {
    const source = createQuestionSource(client, queryClient, question)
    const store = createEngagementStore({ client, source: { ...source, subscribe } })
    byQuestion.set(key, store)
    return store

    function subscribe(listener: () => void): () => void {
      byQuestion.set(key, store)
      const stop = source.subscribe(listener)
      return () => {
        stop()
        if (byQuestion.get(key) === store) byQuestion.delete(key)
      }
    }
  }
}

const unansweredSnapshot = toSnapshot(noResult, serverEnvironment)

/** The store of all questions on a server without a QueryClient. Renders share it, because to make a store takes as long as the rest of a render. */
const unansweredStore: EngagementStore = {
  source: { getResult: () => noResult, getServerResult: () => noResult, isOfOtherEpoch: () => false },
  subscribe: () => () => {},
  getSnapshot: () => unansweredSnapshot,
  getServerSnapshot: () => unansweredSnapshot,
  readNow: () => unansweredSnapshot,
}

/** The results of a question. It has one query observer, which sends the request. */
function createQuestionSource(client: EngagementClient, queryClient: QueryClient, question: Question): Required<EngagementSource> {
  const options = queryClient.defaultQueryOptions(engagementQueryOptions(client, pickQuestion(question, client.service.questionMembers)))
  /** Defined while the source has a listener, because React abandons some renders and a server subscribes to nothing. */
  let observer: QueryObserver<Engagement, Error, Engagement, Engagement, EngagementQueryKey> | undefined

  function readCache(): QueryState<Engagement> | undefined {
    const query = observer ? observer.getCurrentQuery() : queryClient.getQueryCache().get<Engagement>(options.queryHash)
    // A pending query counts as no result, so that no button renders when its request starts.
    return query?.state.status === 'pending' ? undefined : query?.state
  }

  return {
    getResult() {
      const state = readCache()
      return state && isShowable(client, state) ? state : noResult
    },
    // The browser hydrates the answer that the server rendered, and drops it afterwards if it belongs to another visitor.
    getServerResult: () => (client.core.hasConsent() && readCache()) || noResult,
    isOfOtherEpoch() {
      const { data } = readCache() ?? noResult
      return data !== undefined && client.core.session.isLost(data.sessionId)
    },
    subscribe(listener) {
      takeAnswer(client, queryClient, options.queryKey)
      observer = new QueryObserver(queryClient, options)
      const stop = observer.subscribe(() => {
        takeAnswer(client, queryClient, options.queryKey)
        listener()
      })
      return () => {
        stop()
        observer = undefined
      }
    },
    refresh: () => refreshExpiredQueries(client, queryClient),
    retry: async () => observer?.refetch(),
  }
}
