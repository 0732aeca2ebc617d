import type { UseMutationOptions } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { EngagementError } from '../errors.js'
import type { Optional } from '../model/optional.js'
import { cancelRequest, request } from '../react/bindQueryClient.js'
import { findEngagementQueries } from './currentAnswerQuery.js'
import { type UpdateSessionParameters, updateSession } from './updateSession.js'

/** The argument of the mutation: facts about the visitor, and impressions as they are on the wire. */
export type UpdateSessionVariables = Omit<UpdateSessionParameters, 'signal'>

export type UpdateSessionMutationOptions = UseMutationOptions<void, EngagementError, UpdateSessionVariables>

/** The options of `useUpdateSession` and `updateSessionMutationOptions`. */
export type UpdateSessionMutationParameters = {
  /** The options of TanStack Query that do not decide when a request is sent. */
  mutation?:
    | Optional<
        Pick<
          UpdateSessionMutationOptions,
          'onMutate' | 'onSuccess' | 'onError' | 'onSettled' | 'gcTime' | 'meta' | 'scope' | 'throwOnError'
        >
      >
    | undefined
  /**
   * Requests the engagements on the page again after the update. Each request can add a visitor to the brand's list.
   * @default false
   */
  refetchEngagement?: boolean | undefined
}

/** Returns the options of the mutation behind `useUpdateSession`. TanStack Query's own retries are off, because the client retries by itself. */
export function updateSessionMutationOptions(
  client: EngagementClient,
  { mutation = {}, refetchEngagement = false }: UpdateSessionMutationParameters = {},
): UpdateSessionMutationOptions {
  return {
    // TanStack Query takes undefined, and only its types do not.
    ...(mutation as Partial<UpdateSessionMutationOptions>),
    // The variables name people. The cache drops them at the end, and a persister can leave them out.
    gcTime: mutation.gcTime ?? 0,
    meta: { persist: false, ...mutation.meta },
    mutationFn: (variables) => updateSession(client, variables),
    onSuccess: (...parameters) => {
      const [, , , { client: queryClient }] = parameters
      if (refetchEngagement) {
        // A request in flight does not contain the update, so that the new requests must not join it.
        client.core.inFlight.clear()
        for (const query of findEngagementQueries(client, queryClient, 'active')) {
          // TanStack Query itself would join the request of a query without an answer.
          cancelRequest(query)
          void request(query)
        }
      }
      return mutation.onSuccess?.(...parameters)
    },
    networkMode: 'always',
    retry: false,
  }
}
