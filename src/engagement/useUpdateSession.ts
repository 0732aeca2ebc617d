'use client'

import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { EngagementError } from '../errors.js'
import { useEngagementClient, useQueryClientOf } from '../react/useEngagementClient.js'
import { type UpdateSessionMutationParameters, type UpdateSessionVariables, updateSessionMutationOptions } from './updateSessionMutation.js'

/** The options of the mutation, and the client. */
export type UseUpdateSessionParameters = UpdateSessionMutationParameters & {
  /**
   * The client that sends the update.
   * @default the client of the nearest `EngagementProvider`
   */
  client?: EngagementClient | undefined
}

/** The result of TanStack Query's `useMutation`. */
export type UseUpdateSessionReturnType = UseMutationResult<void, EngagementError, UpdateSessionVariables>

/**
 * Sends the service facts about the visitor, in the visitor's session. The mutation fails with a `SessionLostError` without a session.
 * @throws ConfigurationError without a client
 * @example
 * ```ts
 * const { mutate } = useUpdateSession()
 * mutate({ engagementAttributes: [{ type: 'cart', total: 42, numItems: 2 }] })
 * ```
 */
export function useUpdateSession({ client: override, ...parameters }: UseUpdateSessionParameters = {}): UseUpdateSessionReturnType {
  const client = useEngagementClient(override)
  return useMutation(updateSessionMutationOptions(client, parameters), useQueryClientOf(client))
}
