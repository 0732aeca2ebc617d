import type { ClientStorage } from '../browser/createClientStorage.js'
import type { HttpOptions } from '../http/createHttp.js'
import type { Http, HttpRequestOptions, RetryInfo } from '../http/http.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { Engagement, EngagementIds, KnownIds } from './engagement.js'
import type { EngagementAttribute } from './engagementAttributes.js'
import type { EndImpression, Impression, ImpressionType, OfferIds, OfferImpression } from './impression.js'
import type { Question } from './question.js'

export type EngagementRequest = { knownIds: KnownIds; question: Question; signal: AbortSignal }

export type UpdateRequest = EngagementIds & {
  engagementAttributes?: readonly EngagementAttribute[] | undefined
  impAttributes?: readonly Impression[] | undefined
  requestOptions?: HttpRequestOptions
}

/** A remote service that makes engagements, as the client sees it. */
export type EngagementService = {
  /** Tells services apart in query keys and in storage. */
  key: string
  /** Where the site says that it is: a host, an origin, or a path on the page's own origin. */
  domain: string | undefined
  schedule: RetrySchedule
  /** Finds it, and sends as its documents ask. */
  connect: (context: ConnectContext) => Http
  /** An impression as the service takes it; undefined where the offer cannot be reported. */
  toWireImpression: (type: ImpressionType, offer: OfferIds) => OfferImpression | EndImpression | undefined
  getEngagement: (http: Http, request: EngagementRequest) => Promise<Engagement>
  /**
   * Answers with the ids that the service named, where it named some.
   * @throws SessionLostError where the answer says that another session was made for it
   */
  updateSession: (http: Http, request: UpdateRequest) => Promise<Partial<KnownIds>>
}

/** What a client lends to the service that makes its engagements. */
export type ConnectContext = Required<Pick<HttpOptions, 'fetch' | 'schedule' | 'jitter' | 'waitUntilSendable'>> & {
  accountId: string
  storage: ClientStorage
  emit: (event: { type: 'retrying' } & RetryInfo) => void
}
