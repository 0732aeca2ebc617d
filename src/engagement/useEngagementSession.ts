'use client'

import { useMemo, useSyncExternalStore } from 'react'
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
export function useEngagementSession<selected = SessionIdentity>(selector: (session: SessionIdentity) => selected = selectAll): selected {
  const { subscribe, getState, getInitialState } = useEngagementClient().session
  const [select, selectInitial] = useMemo(() => [rememberLatest(selector), rememberLatest(selector)], [selector])
  return useSyncExternalStore(
    subscribe,
    () => select(getState()),
    () => selectInitial(getInitialState()),
  )
}

const selectAll = <selected>(session: SessionIdentity) => session as selected

/** Returns the same result for the same session. A selector that makes a new object would otherwise render without end. */
function rememberLatest<selected>(selector: (session: SessionIdentity) => selected): (session: SessionIdentity) => selected {
  let latest: { session: SessionIdentity; selected: selected } | undefined
  return (session) => {
    if (latest?.session !== session) latest = { session, selected: selector(session) }
    return latest.selected
  }
}
