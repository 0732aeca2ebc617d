'use client'

import { useContext } from 'react'
import type { EngagementClient } from '../client.js'
import { ConfigurationError } from '../errors.js'
import { EngagementContext } from './context.js'

/**
 * The client given, or else the nearest `EngagementProvider`'s.
 * @throws ConfigurationError where there is neither
 */
export function useEngagementClient(override?: EngagementClient): EngagementClient {
  const provided = useContext(EngagementContext)
  const client = override ?? provided?.client
  if (client) return client
  throw new ConfigurationError(
    process.env.NODE_ENV === 'production'
      ? ''
      : 'There is no engagement client here. Put the component inside <EngagementProvider client={client}>, or give it a client.',
  )
}
