'use client'

import { useSyncExternalStore } from 'react'
import { useEngagementClient } from '../react/useEngagementClient.js'
import type { SessionIdentity } from '../session/sessionIdentity.js'

/**
 * Returns the visitor's identity at the service, or the part that `selector` picks. All ids are undefined until the first answer, and while a server
 * renders.
 * @throws ConfigurationError outside an `EngagementProvider`
 * @example
 * ```ts
 * const visitorId = useEngagementSession((session) => session.visitorId)
 * ```
 */
export function useEngagementSession<selected = SessionIdentity>(
  selector: (session: SessionIdentity) => selected = (session) => session as selected,
): selected {
  const { subscribe, getState, getInitialState } = useEngagementClient().session
  return useSyncExternalStore(
    subscribe,
    () => selector(getState()),
    () => selector(getInitialState()),
  )
}
