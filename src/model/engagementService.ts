import type { ClientStorage } from '../browser/createClientStorage.js'
import type { HttpOptions } from '../http/createHttp.js'
import type { Http, HttpRequestOptions, RetryInfo } from '../http/http.js'
import type { HttpPolicy } from '../http/httpPolicy.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { Engagement, EngagementIds, KnownIds } from './engagement.js'
import type { Impression, ImpressionType, OfferIds } from './impression.js'
import type { Optional } from './optional.js'
import type { Question } from './question.js'

/** An engagement request: the question, and the ids that are known so far. */
export type EngagementRequest = { knownIds: KnownIds; question: Question; signal: AbortSignal }

/** The members of a question that an update can have, too. */
export type UpdatedQuestion = Pick<Question, 'engagementAttributes' | 'identities' | 'consumerId' | 'entryPoints'>

/** An update of a session: attributes, impressions, or the members of a question that the service's report takes. */
export type UpdateRequest = EngagementIds &
  UpdatedQuestion & {
    impAttributes?: readonly Impression[] | undefined
    requestOptions?: HttpRequestOptions | undefined
  }

/** How long a service keeps a session, in seconds. */
export type SessionLimits = {
  /** From the session's start. */
  maxAge: number
  /** From the last response. */
  idleTimeout: number
}

/** A remote service that makes engagements. The object holds everything that is the service's own. */
export type EngagementService = {
  /** Distinguishes services in query keys and in storage. */
  key: string
  /**
   * A hash of the options that decide the service's answers. It belongs to the query key, because two services of one `key` may give different
   * answers.
   */
  variant?: string | undefined
  /** The `domain` option: a host, an origin, or a path of the page's own origin. Undefined if the service finds its host itself. */
  domain: string | undefined
  /** The published delays between attempts. */
  schedule: RetrySchedule
  /** Which responses are errors, and which errors may be retried. */
  policy: HttpPolicy
  /** The members of a question that this service reads. Query keys contain no others, and components pass no others on to the service. */
  questionMembers: readonly string[]
  /** The time after which the service ends a session. */
  sessionLimits: SessionLimits
  /**
   * Checks the account and the service's own options.
   * @throws ConfigurationError if one of them cannot be used
   */
  validate: (accountId: string) => void
  /** Returns the function that sends this service's requests. */
  connect: (context: ConnectContext) => Http
  /** True if the service no longer knows the session, or the visitor, of the request that failed. */
  isUnknownSession: (error: unknown) => boolean
  /** Formats an impression for `updateSession`. Returns undefined if the service cannot take it. */
  toWireImpression: (type: ImpressionType, offer: OfferIds) => ({ type: ImpressionType } & Record<string, unknown>) | undefined
  /** Asks the service a question, and converts the response into an answer. */
  getEngagement: (http: Http, request: EngagementRequest) => Promise<Engagement>
  /**
   * Sends attributes and impressions. Returns the ids that the response names.
   * @throws SessionLostError if the service made another session for the request
   */
  updateSession: (http: Http, request: UpdateRequest) => Promise<Optional<KnownIds>>
}

/** The values that a client passes to its service's `connect`. */
export type ConnectContext = Pick<HttpOptions, 'fetch' | 'schedule' | 'network'> & {
  accountId: string
  storage: ClientStorage
  jitter: number
  waitUntilSendable: NonNullable<HttpOptions['waitUntilSendable']>
  emit: (event: { type: 'retrying' } & RetryInfo) => void
}
