import type { FetchStatus } from '@tanstack/react-query'
import { isExpired, wasReceivedHere } from '../browser/expiry.js'
import { isServer } from '../browser/isServer.js'
import { isOnline, onlineEvents } from '../browser/online.js'
import { createSharedPageListener, visibilityEvents } from '../browser/page.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import type { SessionStore } from '../session/createSession.js'

/** What there is to show of an engagement. */
export type EngagementSnapshot = {
  /** What became of the question, or of the app's own. */
  result: QueryResult
  /** The answer; undefined while loading and after an error. */
  engagement: Engagement | undefined
  status: Engagement['status'] | 'loading' | 'error'
  /** The offer's time is over. */
  isExpired: boolean
  /** The browser has no network. */
  isOffline: boolean
  /** The visitor dismissed an offer, in this session. */
  isDismissed: boolean
}

/** A source for `useSyncExternalStore`, which all buttons of an engagement share: what each of them held and heard by itself would add up. */
export type EngagementStore = {
  subscribe: (listener: () => void) => () => void
  getSnapshot: () => EngagementSnapshot
  /** What the server rendered with: none of the answers that this page has asked for itself since, and nothing that only a browser knows. */
  getServerSnapshot: () => EngagementSnapshot
  /** As it is at this moment: of an answer that has just come, nobody may have been told yet. */
  readNow: () => EngagementSnapshot
  /** Not of an answer that the app has. */
  source: EngagementSource | undefined
}

type EngagementSource = {
  subscribe: (listener: () => void) => () => void
  /** Asks anew where the offer has expired. */
  refresh: () => Promise<void>
  /** Asks anew after an error. */
  retry: () => Promise<unknown>
}

/** What became of a question: neither data nor error while it is asked for the first time. */
type QueryResult = { data: Engagement | undefined; error: unknown; fetchStatus: FetchStatus }

export const noResult: QueryResult = { data: undefined, error: null, fetchStatus: 'idle' }

const onEnvironmentChange = createSharedPageListener([...onlineEvents, ...visibilityEvents])

/** The longest that a timer takes, in milliseconds. */
const maxTimeout = 2 ** 31 - 1

export function createEngagementStore(
  { session }: EngagementClient,
  getResult: () => QueryResult,
  source?: EngagementSource,
): EngagementStore {
  const listeners = new Set<() => void>()
  let stops: ((() => void) | undefined)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let snapshot = readNow()
  let serverSnapshot: EngagementSnapshot | undefined

  function readNow(): EngagementSnapshot {
    const result = getResult()
    const snapshot = toSnapshot(result, isExpired(result.data))
    const isDismissed = session.getState().dismissedSessionId === toSessionId(session, snapshot.engagement)
    return { ...snapshot, isOffline: !isOnline(), isDismissed }
  }

  /** The view that there was where it is the same: who renders that need not render again. */
  function keepIfEqual(next: EngagementSnapshot): EngagementSnapshot {
    return isEqual(next, snapshot) ? snapshot : next
  }

  function refreshSnapshot(): EngagementSnapshot {
    snapshot = keepIfEqual(readNow())
    return snapshot
  }

  /** It only marks what has expired: nothing is asked by a timer. One that sleeps is made up for by what a person does. */
  function update(): void {
    const previous = snapshot
    const { engagement, isExpired } = refreshSnapshot()
    clearTimeout(timer)
    if (engagement && 'expiresAt' in engagement && engagement.expiresAt && !isExpired) {
      timer = setTimeout(update, Math.min(engagement.expiresAt - Date.now(), maxTimeout))
    }
    if (snapshot !== previous) for (const listener of listeners) listener()
  }

  return {
    source,
    readNow,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        stops = [onEnvironmentChange(update), session.subscribe(update), source?.subscribe(update)]
        update()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size) return
        clearTimeout(timer)
        for (const stop of stops.splice(0)) stop?.()
      }
    },
    getSnapshot: () => (listeners.size ? snapshot : refreshSnapshot()),
    getServerSnapshot() {
      const result = getResult()
      const serverResult = isServer || !wasReceivedHere(result.data) ? result : noResult
      if (serverSnapshot?.result !== serverResult) serverSnapshot = keepIfEqual(toSnapshot(serverResult))
      return serverSnapshot
    },
  }
}

function toSnapshot(result: QueryResult, isExpired = false): EngagementSnapshot {
  const { data, error } = result
  // An answer that has expired, and could not be asked for again, is none.
  const engagement = isExpired && error ? undefined : data
  const status = engagement?.status ?? (error ? 'error' : 'loading')
  return { result, engagement, status, isExpired, isOffline: false, isDismissed: false }
}

function isEqual(one: EngagementSnapshot, other: EngagementSnapshot): boolean {
  return (Object.keys(one) as (keyof EngagementSnapshot)[]).every((name) => one[name] === other[name])
}

/** Whose offer it is. Of an error there may be no session yet. */
export function toSessionId(session: SessionStore, engagement: Engagement | undefined): string {
  return engagement?.sessionId ?? session.getState().sessionId ?? ''
}
