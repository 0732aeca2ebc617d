import type { ClientStorage } from '../browser/createClientStorage.js'
import type { HttpOptions } from '../http/createHttp.js'
import type { Http, HttpRequestOptions, RetryInfo } from '../http/http.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { Engagement, EngagementIds, KnownIds } from './engagement.js'
import type { EngagementAttribute } from './engagementAttributes.js'
import type { EndImpression, Impression, ImpressionType, OfferIds, OfferImpression } from './impression.js'
import type { Question } from './question.js'

/** An engagement request: the question, and the ids that are known so far. */
export type EngagementRequest = { knownIds: KnownIds; question: Question; signal: AbortSignal }

/** An update of a session: attributes, impressions or both. */
export type UpdateRequest = EngagementIds & {
  engagementAttributes?: readonly EngagementAttribute[] | undefined
  impAttributes?: readonly Impression[] | undefined
  requestOptions?: HttpRequestOptions
}

/** A remote service that makes engagements. */
export type EngagementService = {
  /** Identifies the service in query keys and in the storage. */
  key: string
  /** The place of the service: a host, an origin, or a path on the page's own origin. Undefined if the site gives none. */
  domain: string | undefined
  /** The delays between the attempts of a request, in seconds. */
  schedule: RetrySchedule
  /** Makes the HTTP client of the service. */
  connect: (context: ConnectContext) => Http
  /** Makes an impression in the form of the service's request. Returns undefined if the offer cannot be reported. */
  toWireImpression: (type: ImpressionType, offer: OfferIds) => OfferImpression | EndImpression | undefined
  /** Sends an engagement request. */
  getEngagement: (http: Http, request: EngagementRequest) => Promise<Engagement>
  /**
   * Sends an update of the session. Resolves with the ids that the response contains.
   * @throws SessionLostError if the response says that the service made another session for the update
   */
  updateSession: (http: Http, request: UpdateRequest) => Promise<Partial<KnownIds>>
}

/** The parts of a client that an engagement service receives. */
export type ConnectContext = Required<Pick<HttpOptions, 'fetch' | 'schedule' | 'jitter' | 'waitUntilSendable'>> & {
  accountId: string
  storage: ClientStorage
  emit: (event: { type: 'retrying' } & RetryInfo) => void
}
