import type { Engagement } from '../model/engagement.js'

/** The result of a question. It has no data and no error before the first response. */
export type QueryResult = { data: Engagement | undefined; error: unknown; fetchStatus: 'fetching' | 'paused' | 'idle' }

/** Where a store has its results from: a question, or an engagement of the app. Only a question has the optional methods. */
export type EngagementSource = {
  getResult: () => QueryResult
  /** Returns the result that the server rendered, if the server had one. */
  getServerResult: () => QueryResult
  /** True if the answer belongs to an epoch that has ended, or to another visitor. It then counts as expired. */
  isOfOtherEpoch: () => boolean
  subscribe?: (listener: () => void) => () => void
  /** Requests a new answer if the offer has expired. */
  refresh?: () => Promise<void>
  /** Requests an answer again after an error. */
  retry?: () => Promise<unknown>
}

export const noResult: QueryResult = { data: undefined, error: null, fetchStatus: 'idle' }
