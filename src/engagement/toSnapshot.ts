import type { SharedState } from '../client/acceptances.js'
import type { ConversationEngagement, Engagement } from '../model/engagement.js'
import type { QueryResult } from './engagementSource.js'
import { type SessionIds, toSessionId } from './toSessionId.js'

/** The facts beside the result that a button's state depends on. */
export type SnapshotEnvironment = {
  isExpired: boolean
  isOffline: boolean
  session: SessionIds
  pageLanguage: string | undefined
  shared: SharedState
  /** The engagement of the client's own conversation, while it is open. It replaces the answer. */
  conversation: ConversationEngagement | undefined
}

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
  /** True while the client's own conversation is open. It cannot be dismissed. */
  hasConversation: boolean
  /** True if the visitor dismissed an offer in this session, and has no conversation of the client's own. */
  isDismissed: boolean
  /** The page's language. The labels depend on it. */
  pageLanguage: string | undefined
  /** How many messages of the client's own conversation were not on the screen yet. The number is 0 while the window is open, because the window shows them. */
  unreadCount: number
  /** The conversation's window, if the page has it. */
  chatWindow: SharedState['window']
}

/** A server does not know the network, session, page and conversation of the browser. It treats no offer as expired. */
export const serverEnvironment: SnapshotEnvironment = {
  isExpired: false,
  isOffline: false,
  session: {},
  pageLanguage: undefined,
  shared: {},
  conversation: undefined,
}

export function toSnapshot(result: QueryResult, environment: SnapshotEnvironment): EngagementSnapshot {
  const { isExpired, isOffline, session, pageLanguage, shared, conversation } = environment
  const { conversation: own, window: chatWindow } = shared
  const { data, error } = result
  // An expired answer counts as none if the request for a new one failed.
  const answer = isExpired && error ? undefined : data
  const engagement = conversation ?? answer
  return {
    result,
    engagement,
    status: engagement?.status ?? (error ? 'error' : 'loading'),
    isExpired: isExpired && !conversation,
    isOffline,
    hasConversation: conversation !== undefined,
    isDismissed: !conversation && session.dismissedSessionId === toSessionId(answer, session),
    pageLanguage,
    unreadCount: (!chatWindow?.isOpen && own?.unreadCount) || 0,
    chatWindow,
  }
}

/** Returns the current snapshot if the next one is equal, because React then renders no component again. */
export function keepIfEqual(current: EngagementSnapshot, next: EngagementSnapshot): EngagementSnapshot {
  const names = Object.keys(next) as (keyof EngagementSnapshot)[]
  return names.every((name) => next[name] === current[name]) ? current : next
}
