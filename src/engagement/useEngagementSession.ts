'use client'

import { useSyncExternalStore } from 'react'
import { useEngagementClient } from '../react/useEngagementClient.js'
import type { SessionIdentity } from '../session/createSession.js'

/**
 * Who the visitor is to the service. All members are undefined until the first answer, and while a server renders.
 * @example
 * const visitorId = useEngagementSession((session) => session.visitorId)
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
