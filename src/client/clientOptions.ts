import type { EngagementStorage } from '../browser/engagementStorage.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { ChatSessionService } from '../model/chatSessionService.js'
import type { EngagementService } from '../model/service.js'
import type { ClientEvent } from './clientEvent.js'

/** At least one of them. */
export type EngagementClientServices =
  | {
      /** The service that makes the engagements: `appEngagement({…})`. */
      service: EngagementService
      /** Where chat sessions are: `superOffice({…})`. */
      chatSessions?: ChatSessionService | undefined
    }
  | { service?: undefined; chatSessions: ChatSessionService }

export type EngagementClientOptions = EngagementClientServices & {
  /** The brand's account at the service, or the tenant of its chat sessions: letters, digits and underscores, at most 20. */
  accountId: string
  /** A visitor known from elsewhere: a cookie, the brand's own tag, a loader. */
  identity?: { visitorId?: string | undefined; sessionId?: string | undefined } | undefined
  /**
   * Where visitor, session and unsent reports survive a reload, and are shared by the tabs of the site; null for nowhere.
   * @default localStorage; nothing on a server or where the browser refuses it
   */
  storage?: EngagementStorage | null | undefined
  /**
   * With `required`, nothing is read, stored or sent until `client.setConsent('granted')`: asks wait. The consent itself is the site's to store.
   * @default 'granted'
   */
  consent?: 'granted' | 'required' | undefined
  /**
   * Whether an offer that still holds is shown at once after a reload, or on another page that asks the same, without a request: in the same session,
   * until it expires or is accepted. What is reported then belongs to the page view that it was made for: the service knows of no other.
   * @default false
   */
  reuse?: boolean | undefined
  /** @default globalThis.fetch */
  fetch?: typeof fetch | undefined
  /** Departs from the service's published pauses. */
  retry?:
    | {
        /**
         * Pauses between attempts, in seconds.
         * @default the service's published ones: 5, 10, 15 for App Engagement
         */
        schedule?: RetrySchedule
        /**
         * With `j`, a pause of `d` after a 5xx or a network failure is drawn from `[d, d + j · d)`, so that many browsers caught in one outage do not
         * come back as one. A loading account is always waited for exactly.
         * @default 0
         */
        jitter?: number
      }
    | undefined
  /** Told what the client does: the first of its subscribers. */
  onEvent?: ((event: ClientEvent) => void) | undefined
}
