import type { Engagement } from '../model/engagement.js'
import type { QueryResult } from './engagementSource.js'
import { type SessionIds, toSessionId } from './toSessionId.js'

/** The facts beside the result that a button's state depends on. */
export type SnapshotEnvironment = { isExpired: boolean; isOffline: boolean; session: SessionIds; pageLanguage: string | undefined }

/** The immutable state of one engagement that buttons render. */
export type EngagementSnapshot = {
  result: QueryResult
  /** The answer. Undefined while loading and after an error. */
  engagement: Engagement | undefined
  status: Engagement['status'] | 'loading' | 'error'
  /** True if the time of the offer is over. */
  isExpired: boolean
  /** True if the browser has no network. */
  isOffline: boolean
  /** True if the visitor dismissed an offer in this session. */
  isDismissed: boolean
  /** The page's language. The labels depend on it. */
  pageLanguage: string | undefined
}

/** A server does not know the network, session and page of the browser. It treats no offer as expired. */
export const serverEnvironment: SnapshotEnvironment = { isExpired: false, isOffline: false, session: {}, pageLanguage: undefined }

export function toSnapshot(result: QueryResult, { isExpired, isOffline, session, pageLanguage }: SnapshotEnvironment): EngagementSnapshot {
  const { data, error } = result
  // An expired answer counts as none if the request for a new one failed.
  const engagement = isExpired && error ? undefined : data
  const status = engagement?.status ?? (error ? 'error' : 'loading')
  const isDismissed = session.dismissedSessionId === toSessionId(engagement, session)
  return { result, engagement, status, isExpired, isOffline, isDismissed, pageLanguage }
}

/** Returns the current snapshot if the next one is equal, because React then renders no component again. */
export function keepIfEqual(current: EngagementSnapshot, next: EngagementSnapshot): EngagementSnapshot {
  const names = Object.keys(next) as (keyof EngagementSnapshot)[]
  return names.every((name) => next[name] === current[name]) ? current : next
}
