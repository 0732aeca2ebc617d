import type { ConversationState } from '../model/conversation.js'
import type { ImpressionType } from '../model/impression.js'
import type { MessagingFrame } from '../model/messagingService.js'

/**
 * The purpose of a request. `Engagement` is an engagement request, `Domain` looks up the place of the service, and `Token` is for the conversation. The
 * devtools do not read the contents of requests.
 */
export type RequestKind = 'Engagement' | 'Domain' | 'Update' | 'Impressions' | 'Chat session' | 'Token'

/** One attempt of a request. */
export type SentRequest = {
  id: number
  kind: RequestKind
  method: string
  /** In milliseconds since the epoch. */
  sentAt: number
  /** In milliseconds. Undefined while the request is in flight. */
  duration: number | undefined
  /** The status of the response, or the name of the error. Undefined while the request is in flight. */
  outcome: number | string | undefined
}

/** The next attempt of a request that failed. */
export type Retry = {
  id: number
  kind: RequestKind
  /** The outcome of the last attempt: a status, or the name of an error. */
  outcome: number | string | undefined
  /** The number of the next retry, from 1. */
  attempt: number
  of: number
  /** In milliseconds since the epoch. */
  nextAttemptAt: number
}

/** A frame of the conversation's socket, without its content. */
export type RecordedFrame = MessagingFrame & {
  id: number
  /** In milliseconds since the epoch. */
  time: number
}

export type RecordedEvent = { id: number; time: number; type: string; detail: string }

/** The number of impressions of one type, by their state, and the reasons for the dropped ones. */
export type ReportCount = { queued: number; sent: number; dropped: number; reasons: readonly string[] }

/** The history of a client since its devtools were first rendered. The record contains no part of a request's or response's body. */
export type ClientRecord = {
  /** The latest events, the newest first. */
  events: readonly RecordedEvent[]
  /** The latest attempts, the newest first. */
  requests: readonly SentRequest[]
  /** At most one of each kind: the latest. A retry ends when its attempt is sent, or with its request. */
  retries: readonly Retry[]
  reports: { readonly [type in ImpressionType]?: ReportCount }
  /** Names of the questions, by their hashes. A name contains no personal data. */
  names: { readonly [questionHash: string]: string }
  isDenied: boolean
  /** The latest status of the conversation. Undefined until it changes. */
  conversationStatus: ConversationState['status'] | undefined
  /** The number of open sockets. */
  sockets: number
  /** The latest frames, the newest first. */
  frames: readonly RecordedFrame[]
}

/** The record contains at most so many events, and as many requests and frames. */
export const recordLimit = 20
