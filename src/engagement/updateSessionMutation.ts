import type { UseMutationOptions } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { EngagementError } from '../errors.js'
import { engagementKeyPrefix } from '../react/engagementKeyPrefix.js'
import { type UpdateSessionParameters, updateSession } from './updateSession.js'

export type UpdateSessionVariables = Pick<UpdateSessionParameters, 'engagementAttributes' | 'impAttributes'>

export type UpdateSessionMutationOptions = UseMutationOptions<void, EngagementError, UpdateSessionVariables>

export type UpdateSessionMutationParameters = {
  /** TanStack Query's options, as far as they leave the sending alone. */
  mutation?:
    | Pick<UpdateSessionMutationOptions, 'onMutate' | 'onSuccess' | 'onError' | 'onSettled' | 'gcTime' | 'meta' | 'scope' | 'throwOnError'>
    | undefined
  /**
   * Ask again for the engagements on the page once the service knows more of the visitor. Each ask may add a visitor to the brand's list.
   * @default false
   */
  refetchEngagement?: boolean | undefined
}

/** The mutation behind `useUpdateSession`. Retrying is the http layer's. */
export function updateSessionMutationOptions(
  client: EngagementClient,
  { mutation = {}, refetchEngagement = false }: UpdateSessionMutationParameters = {},
): UpdateSessionMutationOptions {
  return {
    ...mutation,
    mutationFn: (variables) => updateSession(client, variables),
    onSuccess: (...parameters) => {
      const [, , , { client: queryClient }] = parameters
      if (refetchEngagement) {
        // An ask that is still in flight knows nothing of the update.
        client.core.inFlight.clear()
        void queryClient.invalidateQueries({ queryKey: engagementKeyPrefix(client) })
      }
      return mutation.onSuccess?.(...parameters)
    },
    networkMode: 'always',
    retry: false,
  }
}
