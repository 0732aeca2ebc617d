'use client'

import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { EngagementError } from '../errors.js'
import { useEngagementClient, useQueryClientOf } from '../react/useEngagementClient.js'
import { type UpdateSessionMutationParameters, type UpdateSessionVariables, updateSessionMutationOptions } from './updateSessionMutation.js'

export type UseUpdateSessionParameters = UpdateSessionMutationParameters & {
  /** @default the nearest `EngagementProvider`'s */
  client?: EngagementClient | undefined
}

export type UseUpdateSessionReturnType = UseMutationResult<void, EngagementError, UpdateSessionVariables>

/**
 * Tells the service what the site has learnt of the visitor.
 * @example
 * const { mutate } = useUpdateSession()
 * mutate({ engagementAttributes: [{ type: 'cart', total: 42, numItems: 2 }] })
 */
export function useUpdateSession({ client: override, ...parameters }: UseUpdateSessionParameters = {}): UseUpdateSessionReturnType {
  const client = useEngagementClient(override)
  return useMutation(updateSessionMutationOptions(client, parameters), useQueryClientOf(client))
}
