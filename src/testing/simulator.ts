import type { ChatSessionEntity } from '../superoffice/chatSessionEntity.js'
import type { ChatSessions, SimulatedChatSession } from './chatSessions.js'
import type { SimulatedOffer, SimulatedSession, SimulatedVisitor, Visits } from './visits.js'

/** The kinds of call, as faults name them. */
export type SimulatorCall = 'engagement' | 'update' | 'domain' | 'chatSession'

/** A request as the service saw it. */
export type RecordedRequest = {
  call: SimulatorCall | 'unknown'
  method: string
  url: string
  /** Names in lower case. */
  headers: Record<string, string>
  /** The parsed JSON, or the text where it is none. */
  body: unknown
  /** The answer's status: undefined until there is one, and where there was none. */
  status: number | undefined
  /** When it arrived, in milliseconds since the epoch. */
  time: number
}

/** An impression that the service took. */
export type RecordedImpression = Record<string, unknown> & { visitorId: string; sessionId: string; pageId: string; time: number }

export type OfferDetails = Partial<SimulatedOffer> & {
  windowId?: string
  language?: string
  validForSeconds?: number
  skillId?: number
  skillName?: string
  connectorId?: string
  /** Of a conversation that is under way. */
  conversationId?: string
}

/** App Engagement answers a conversation as it answers no offer. */
export type Offer = { status: 'available' | 'unavailable' | 'conversation' } & OfferDetails

export type Fault = {
  /** Which calls fail. */
  call: SimulatorCall
  /** Only those with this method, such as `PATCH`. @default any */
  method?: string
  /** @default 500 */
  status?: number
  /** A text, or what is to be JSON. @default an error entity */
  body?: unknown
  /** How many calls fail. @default all, until `recover()` */
  times?: number
  /** The connection fails: `fetch` rejects. */
  networkError?: boolean
  /** A success whose body is no JSON, or this very text. */
  malformed?: boolean | string
  /** The answer's `Retry-After`: seconds, or a date. */
  retryAfter?: number | string
  /** The call takes effect all the same, and only its answer fails. */
  applied?: boolean
}

export type SimulatorOptions = {
  /** The only account that there is. @default any */
  accountId?: string
  /** The only app that is installed on the Monitoring API. @default any */
  appInstallationId?: string
  /** Ids are the same for the same seed. @default 1 */
  seed?: number
  /** How long each answer takes, in milliseconds. @default 0 */
  latency?: number
}

/** The remote service in memory: what the real one refuses gets its status, code and error entity. */
export type Simulator = {
  /** Pass it as `createEngagementClient({ fetch: simulator.fetch })`, or hand it the requests of MSW or Playwright. */
  fetch: typeof fetch
  /** What asks are answered with from now on. Details that are not given keep their made-up values. */
  offer: (offer: Offer) => void
  /** The next answers say that the account is loading (500, or 202 from Monitoring 1.1), and name a visitor. `visitorId: ''` names none, as once seen. */
  loadAccount: (options: { answers: number; visitorId?: string }) => void
  /** The service ends all sessions. App Engagement then refuses them; Monitoring makes new ones for them (201). */
  closeSession: () => void
  fail: (fault: Fault) => void
  latency: (milliseconds: number) => void
  /** No call is answered from now on, until `recover()`. */
  hang: () => void
  /** Ends all faults. */
  recover: () => void
  /** Adds a chat session to SuperOffice, in the queue unless its members say otherwise, and returns it. Whoever asks is associate 21. */
  openChatSession: (members?: Partial<ChatSessionEntity>) => SimulatedChatSession
  /** Someone else writes members of a chat session. */
  changeChatSession: (id: number, members: Partial<ChatSessionEntity>) => void
  /** SuperOffice refuses the credentials that it has been shown, from now on, with 401. */
  expireCredentials: () => void
  /** Calls back when something was recorded. Returns the way to stop. */
  subscribe: (listener: () => void) => () => void
  readonly requests: RecordedRequest[]
  readonly impressions: RecordedImpression[]
  readonly attributes: unknown[]
  readonly visitors: SimulatedVisitor[]
  readonly sessions: SimulatedSession[]
  /** As SuperOffice has them now. */
  readonly chatSessions: SimulatedChatSession[]
}

/** What a server's handlers work on. */
export type ServerState = {
  visits: Visits
  offer: Required<Pick<Offer, 'status' | 'campaignId' | 'engagementId' | 'engagementRevision'>> & OfferDetails
  impressions: RecordedImpression[]
  attributes: unknown[]
  chatSessions: ChatSessions
  usedCredentials: Set<string>
  expiredCredentials: Set<string>
}

export type SimulatedRequest = { method: string; url: URL; headers: Record<string, string>; body: unknown }

export type Answer = { status: number; body: unknown; headers?: Record<string, string> }

/** A refusal, thrown out of a handler. */
export class ErrorResponse extends Error {
  constructor(
    readonly status: number,
    readonly internalCode: number,
    message: string,
  ) {
    super(message)
  }
}

export function refuse(status: number, internalCode: number, message: string): never {
  throw new ErrorResponse(status, internalCode, message)
}

/** LivePerson's error entity. */
export function toErrorEntity(internalCode: number, message: string) {
  return { time: Date.now(), message, internalCode }
}

/** A refusal of SuperOffice's: an error of its own, or, without a type, one of what reads the request before it. */
export class RestErrorResponse extends Error {
  constructor(
    readonly status: number,
    readonly type: string | undefined,
    message: string,
  ) {
    super(message)
  }
}

/** The two shapes of SuperOffice's errors. */
export function toRestError({ type, message }: Pick<RestErrorResponse, 'type' | 'message'>) {
  return type
    ? { Error: true, ErrorType: type, ErrorMessage: message, ErrorSource: 'Simulator' }
    : { Message: message, MessageDetail: message }
}
