import { queryOptions, type UseQueryOptions } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { EngagementError } from '../errors.js'
import type { Engagement } from '../model/engagement.js'
import { hashQuestion } from '../model/hashQuestion.js'
import type { Question } from '../model/question.js'
import { type AllowedOptions, pickAllowed } from '../react/allowedOptions.js'
import { engagementKeyPrefix } from '../react/engagementKeyPrefix.js'
import { getEngagement } from './getEngagement.js'
import { restoreOrRequest } from './restoreOrRequest.js'

export type EngagementQueryKey = readonly ['react-engagement', accountId: string, service: string, question: string]

type Options<selectData> = UseQueryOptions<Engagement, EngagementError, selectData, EngagementQueryKey>

export type EngagementQueryParameters<selectData = Engagement> = Question & {
  /** TanStack Query's options, as far as they leave the asking alone. */
  query?: AllowedOptions<Options<selectData>> | undefined
}

/** What TanStack Query's `queryOptions` makes of them. */
export type EngagementQueryOptions<selectData = Engagement> = ReturnType<
  typeof queryOptions<Engagement, EngagementError, selectData, EngagementQueryKey>
>

/** The key of a question's query. It holds neither ids nor anything that the site told of its visitor. */
export function engagementQueryKey(client: EngagementClient, question: Question = {}): EngagementQueryKey {
  return [...engagementKeyPrefix(client), hashQuestion(question)]
}

/**
 * The query behind `useEngagement`: asked once, kept until its offer expires. TanStack's own retries and refetches are off: retrying is the http
 * layer's, and each ask may add a visitor to the brand's list.
 */
export function engagementQueryOptions<selectData = Engagement>(
  client: EngagementClient,
  { query, ...question }: EngagementQueryParameters<selectData> = {},
): EngagementQueryOptions<selectData> {
  return queryOptions<Engagement, EngagementError, selectData, EngagementQueryKey>({
    gcTime: Infinity,
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
            request,
          })
        : request()
    },
    // When an answer was heard is known by the answer itself: a copy of it would have no such moment.
    structuralSharing: false,
    staleTime: Infinity,
    refetchInterval: false,
    refetchOnMount: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
    networkMode: 'always',
    retry: false,
  })
}
