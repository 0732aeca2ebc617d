import type { Optional } from '../model/optional.js'
import type { ChatSessionEntity } from '../superoffice/chatSessionEntity.js'
import type { ChatSessions, SimulatedChatSession } from './chatSessions.js'
import type { MessagingRequestType, SimulatedMessaging, SimulatorMessagingOptions } from './messaging.js'
import type { SimulatedOffer, SimulatedSession, SimulatedVisitor, Visits } from './visits.js'

/**
 * The types of call. A fault names one of them. LivePerson's tokens are `authorize` and `authenticate`, its public list is `connectors`, and `file` is an
 * upload or a download. SuperOffice's tokens are `token`. The others of messaging are the requests of its socket.
 */
export type SimulatorCall =
  | 'engagement'
  | 'update'
  | 'domain'
  | 'chatSession'
  | 'tenant'
  | 'token'
  | 'authorize'
  | 'authenticate'
  | 'connectors'
  | 'file'
  | MessagingRequestType

/** A request that the service received. */
export type RecordedRequest = {
  /** The type of the call. `unknown` is an address that the service does not have. */
  call: SimulatorCall | 'unknown'
  /** The method, in upper case. */
  method: string
  /** The whole address, with its query. */
  url: string
  /** The headers. Their names are in lower case. */
  headers: Record<string, string>
  /** The parsed JSON, or the text if it is no JSON. */
  body: unknown
  /** The status of the answer; undefined while there is no answer. */
  status: number | undefined
  /** The time of arrival, in milliseconds since the epoch. */
  time: number
}

/** An impression that the service accepted. */
export type RecordedImpression = Record<string, unknown> & {
  /** The visitor of the report. */
  visitorId: string
  /** The session of the report. */
  sessionId: string
  /** The page view of the report. */
  pageId: string
  /** The time of arrival, in milliseconds since the epoch. */
  time: number
}

/** The members of an offer. Members that are not given have made-up values. */
export type OfferDetails = Optional<SimulatedOffer> & {
  /** The id of the engagement window's configuration. */
  windowId?: string | undefined
  /** The locale of the engagement, such as `en-US`. */
  language?: string | undefined
  /** The time until the offer expires, in seconds. */
  validForSeconds?: number | undefined
  /** The id of the skill, which is a number on the wire. */
  skillId?: number | undefined
  /** The name of the skill. */
  skillName?: string | undefined
  /** The id of the connector of an authenticated engagement. */
  connectorId?: string | undefined
  /** The id of the conversation, for the status `conversation`. */
  conversationId?: string | undefined
}

/** The answer to an engagement request. App Engagement answers `conversation` in the same way as `unavailable`. */
export type Offer = {
  /** Whether the site may offer a chat, or the visitor is in a conversation. */
  status: 'available' | 'unavailable' | 'conversation'
} & OfferDetails

/** A failure of the service, for the calls that it names. */
export type Fault = {
  /** The type of call that fails. */
  call: SimulatorCall
  /** The method that fails, such as `PATCH`. @default any */
  method?: string | undefined
  /**
   * The status of the answer.
   * @default 500
   */
  status?: number | undefined
  /** The body of the answer: a text, or a value that becomes JSON. @default an error entity */
  body?: unknown
  /** The number of calls that fail. @default all, until `recover()` */
  times?: number | undefined
  /** The connection fails: `fetch` rejects, and a socket breaks. */
  networkError?: boolean | undefined
  /** The answer is a success with a body of HTML, or of this text. */
  malformed?: boolean | string | undefined
  /** The header `Retry-After` of the answer: seconds, or a date. */
  retryAfter?: number | string | undefined
  /** The call takes effect, and only its answer fails. */
  applied?: boolean | undefined
}

/** The options of `createSimulator`. */
export type SimulatorOptions = {
  /** The only account that the service knows. @default any */
  accountId?: string | undefined
  /** The only app that the Monitoring API knows. @default any */
  appInstallationId?: string | undefined
  /** The seed of the ids. The same seed gives the same ids. @default 1 */
  seed?: number | undefined
  /** The time until each answer, in milliseconds. @default 0 */
  latency?: number | undefined
  /** The messaging after the click. */
  messaging?: SimulatorMessagingOptions | undefined
}

/** The remote services in memory. They refuse the same requests as the real ones, with the same status, code and error entity. */
export type Simulator = SimulatedMessaging & {
  /** Answers a request. Pass it as `createEngagementClient({ fetch: simulator.fetch })`, or pass it the requests of MSW or Playwright. */
  fetch: typeof fetch
  /**
   * Sets the answer to engagement requests. Details that are not given have made-up values. A detail that the service may omit is omitted if it is
   * undefined.
   */
  offer: (offer: Offer) => void
  /**
   * Makes the next answers say that the account is loading (500, or 202 from Monitoring 1.1), and name a visitor. `visitorId: ''` names no visitor, which
   * the real service has been seen to do.
   */
  loadAccount: (options: { answers: number; visitorId?: string | undefined }) => void
  /** Ends all sessions. App Engagement then refuses them. Monitoring starts a new session for each (201). */
  closeSession: () => void
  /** Adds a fault. */
  fail: (fault: Fault) => void
  /** Sets the time until each answer and each frame of a socket. */
  latency: (milliseconds: number) => void
  /** Answers no more calls and no more frames, until `recover()`. */
  hang: () => void
  /** Ends all faults, and answers calls again. */
  recover: () => void
  /** Adds a chat session to SuperOffice, and returns it. Without a `Status`, it is in the queue. The agent who calls is associate 21. */
  openChatSession: (members?: Optional<ChatSessionEntity>) => SimulatedChatSession
  /** Changes members of a chat session, as if someone else did. */
  changeChatSession: (id: number, members: Optional<ChatSessionEntity>) => void
  /** Makes SuperOffice refuse all credentials that it has issued or received, with 401. */
  expireCredentials: () => void
  /** Calls the listener for each request, answer, frame and step of a conversation. Returns a function that removes the listener. */
  subscribe: (listener: () => void) => () => void
  /** The requests that the service received, in their order. */
  readonly requests: RecordedRequest[]
  /** The impressions that the service accepted, in their order. */
  readonly impressions: RecordedImpression[]
  /** The engagement attributes that the service accepted, in their order. */
  readonly attributes: unknown[]
  /** The visitors in the brand's list. */
  readonly visitors: SimulatedVisitor[]
  /** The sessions that the service started, also those that have ended. */
  readonly sessions: SimulatedSession[]
  /** The current chat sessions of SuperOffice. */
  readonly chatSessions: SimulatedChatSession[]
}

/** The state that the handlers of the servers share. */
export type ServerState = {
  visits: Visits
  offer: Pick<Offer, 'status'> & Omit<SimulatedOffer, 'contextId'> & OfferDetails
  impressions: RecordedImpression[]
  attributes: unknown[]
  chatSessions: ChatSessions
  /** The credentials that SuperOffice has issued or received, with their ends in milliseconds since the epoch. */
  credentials: Map<string, number>
}

export type SimulatedRequest = { method: string; url: URL; headers: Record<string, string>; body: unknown }

export type Answer = { status: number; body: unknown; headers?: Record<string, string> }
