import type { Keep } from '../browser/createKeep.js'
import type { HttpOptions } from '../http/createHttp.js'
import type { Http, HttpSending, RetryNotice } from '../http/http.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { Engagement, EngagementIds, HeldIds } from './engagement.js'
import type { EngagementAttribute } from './engagementAttributes.js'
import type { EndImpression, Impression, ImpressionType, OfferIds, OfferImpression } from './impression.js'
import type { Question } from './question.js'

export type AskRequest = { held: HeldIds; question: Question; signal: AbortSignal }

export type UpdateRequest = EngagementIds & {
  engagementAttributes?: readonly EngagementAttribute[] | undefined
  impAttributes?: readonly Impression[] | undefined
  sending?: HttpSending
}

/** A remote service that makes engagements, as the client sees it. */
export type EngagementService = {
  /** Tells services apart in query keys and in storage. */
  key: string
  /** Where the site says that it is: a host, an origin, or a path on the page's own origin. */
  domain: string | undefined
  schedule: RetrySchedule
  /** Finds it, and sends as its documents ask. */
  connect: (link: ServiceLink) => Http
  /** An impression as the service takes it; undefined where the offer cannot be reported. */
  toWireImpression: (type: ImpressionType, offer: OfferIds) => OfferImpression | EndImpression | undefined
  getEngagement: (http: Http, request: AskRequest) => Promise<Engagement>
  /**
   * Answers with the ids that the service named, where it named some.
   * @throws SessionLostError where the answer says that another session was made for it
   */
  updateSession: (http: Http, request: UpdateRequest) => Promise<Partial<HeldIds>>
}

/** What a client lends to the service that makes its engagements. */
export type ServiceLink = Required<Pick<HttpOptions, 'fetch' | 'schedule' | 'jitter' | 'ready'>> & {
  accountId: string
  keep: Keep
  emit: (event: { type: 'retrying' } & RetryNotice) => void
}
