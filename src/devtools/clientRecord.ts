import type { ImpressionType } from '../model/impression.js'

/** Requests are told apart by what they are for. What is in them is not looked at. */
export type RequestKind = 'Ask' | 'Update' | 'Impressions' | 'Chat session'

export type SentRequest = {
  id: number
  kind: RequestKind
  method: string
  /** In milliseconds since the epoch. */
  sentAt: number
  /** In milliseconds. Undefined until it has ended. */
  duration: number | undefined
  /** The answer's status, or the name of the error. */
  outcome: number | string | undefined
}

/** A pause before the next attempt. */
export type Retry = {
  id: number
  kind: RequestKind
  /** What the last attempt ended with. */
  outcome: number | string | undefined
  attempt: number
  of: number
  /** In milliseconds since the epoch. */
  nextAttemptAt: number
}

export type RecordedEvent = { id: number; time: number; type: string; detail: string }

/** What became of the impressions of one type. */
export type ReportCount = { queued: number; sent: number; dropped: number; reasons: readonly string[] }

/** What a client has done since its devtools were first there. It holds nothing of what was sent or answered. */
export type ClientRecord = {
  /** The newest first. */
  events: readonly RecordedEvent[]
  /** The newest first. */
  requests: readonly SentRequest[]
  retries: readonly Retry[]
  reports: { readonly [type in ImpressionType]?: ReportCount }
  /** What the questions may be called, by their digests. */
  names: { readonly [questionHash: string]: string }
  isDenied: boolean
}

/** So many events and requests are kept. */
export const recordLimit = 20
