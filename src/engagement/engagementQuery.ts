import { queryOptions, type UseQueryOptions } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { EngagementError } from '../errors.js'
import type { Engagement } from '../model/engagement.js'
import type { Question } from '../model/question.js'
import { toAnswerKey } from '../model/toAnswerKey.js'
import { type AllowedOptions, noDefaults, pickAllowed } from '../react/allowedOptions.js'
import { engagementKeyPrefix } from '../react/engagementKeyPrefix.js'
import { getEngagement } from './getEngagement.js'
import { restoreOrRequest } from './restoreOrRequest.js'

/** The query key of a question. `question` is its hash. */
export type EngagementQueryKey = readonly ['react-engagement', accountId: string, service: string, question: string]

type Options<selectData> = UseQueryOptions<Engagement, EngagementError, selectData, EngagementQueryKey>

/** A question, and TanStack Query's options for its query. */
export type EngagementQueryParameters<selectData = Engagement> = Question & {
  /** The options of TanStack Query that do not decide when a request is sent. */
  query?: AllowedOptions<Options<selectData>> | undefined
}

/** The result of TanStack Query's `queryOptions`. */
export type EngagementQueryOptions<selectData = Engagement> = ReturnType<
  typeof queryOptions<Engagement, EngagementError, selectData, EngagementQueryKey>
>

/** Returns the query key of a question. The key contains a hash of the question. It has no ids and no data of the visitor. */
export function engagementQueryKey(client: EngagementClient, question: Question = {}): EngagementQueryKey {
  return [...engagementKeyPrefix(client), toAnswerKey(question, client.service)]
}

/**
 * Returns the options of the query behind `useEngagement`. The query sends one request, and its answer stays until the offer expires. TanStack
 * Query's own retries and refetches are off. The client retries by itself, and each request can add a visitor to the brand's list.
 */
export function engagementQueryOptions<selectData = Engagement>(
  client: EngagementClient,
  { query, ...question }: EngagementQueryParameters<selectData> = {},
): EngagementQueryOptions<selectData> {
  return queryOptions<Engagement, EngagementError, selectData, EngagementQueryKey>({
    gcTime: Infinity,
    ...noDefaults,
    ...pickAllowed(query),
    queryKey: engagementQueryKey(client, question),
    queryFn({ client: queryClient, queryKey, signal }) {
      const { storedAnswersKey } = client.core
      const request = () => getEngagement(client, { ...question, signal })
      return storedAnswersKey
        ? restoreOrRequest(client, {
            storageKey: storedAnswersKey,
            questionHash: queryKey[3],
            isInitial: !queryClient.getQueryData(queryKey),
            signal,
            request,
          })
        : request()
    },
    // The time of receipt is stored by the answer's identity, so a copy would have none.
    structuralSharing: false,
    // TanStack Query refetches no static query, also after `invalidateQueries` of the whole site.
    staleTime: 'static',
    refetchInterval: false,
    refetchOnMount: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
    networkMode: 'always',
    retry: false,
  })
}
