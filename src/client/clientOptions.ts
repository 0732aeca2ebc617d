import type { EngagementStorage } from '../browser/engagementStorage.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { ChatSessionService } from '../model/chatSessionService.js'
import type { EngagementService } from '../model/engagementService.js'
import type { MessagingService } from '../model/messagingService.js'
import type { ClientEvent } from './clientEvent.js'

/** The services of a client: at least one of the two. */
export type EngagementClientServices =
  | {
      /** The service that makes the engagements: `appEngagement({…})`. */
      service: EngagementService
      /** The service that has the chat sessions: `superOffice({…})`. */
      chatSessions?: ChatSessionService | undefined
    }
  | { service?: undefined; chatSessions: ChatSessionService }

/** The options of `createEngagementClient`: the account, its services, and the visitor. */
export type EngagementClientOptions = EngagementClientServices & {
  /** The brand's account at the service, or the tenant of its chat sessions: letters, digits and underscores, at most 20. */
  accountId: string
  /** The service of the conversation that follows a click: `liveMessaging({…})`. */
  messaging?: MessagingService | undefined
  /** A visitor whom the site already knows, from a cookie, the brand's own tag or a loader. */
  identity?:
    | {
        /** The visitor's id at the service. */
        visitorId?: string | undefined
        /** The session's id. The service starts another session if it does not know this one. */
        sessionId?: string | undefined
      }
    | undefined
  /**
   * The storage of visitor, session and unsent reports. They survive a reload, and the tabs of the site share them. Null stores nothing.
   * @default localStorage; none on a server, or if the browser blocks it
   */
  storage?: EngagementStorage | null | undefined
  /**
   * With `required`, the client reads, stores and sends nothing until `client.setConsent('granted')`. Requests wait. The site stores the consent.
   * @default 'granted'
   */
  consent?: 'granted' | 'required' | undefined
  /**
   * With `gpc`, Global Privacy Control counts as a denial of consent (`navigator.globalPrivacyControl`). The client reads the signal when it is created. A
   * later `client.setConsent('granted')` wins over the signal.
   * @default 'ignore'
   */
  privacySignal?: 'ignore' | 'gpc' | undefined
  /**
   * Shows a stored offer after a reload, or on another page with the same question, without a request. The offer must be of the same session,
   * unexpired and not yet accepted. Its impressions belong to the page view of its request, because the service knows no other.
   * @default false
   */
  reuse?: boolean | undefined
  /**
   * The function that sends each request, with the signature of `fetch`.
   * @default globalThis.fetch
   */
  fetch?: typeof fetch | undefined
  /** Changes the service's published delays. */
  retry?:
    | {
        /**
         * The delays between attempts, in seconds.
         * @default the service's published ones: 5, 10, 15 for App Engagement
         */
        schedule?: RetrySchedule | undefined
        /**
         * With `j`, a delay `d` after a 5xx or a network failure is drawn from `[d, d + j · d)`. Many browsers in one outage then retry at different
         * times. A loading account always gets exactly the scheduled delay.
         * @default 0
         */
        jitter?: number | undefined
      }
    | undefined
  /** The first subscriber to the client's events. It also receives the events of `createEngagementClient` itself. */
  onEvent?: ((event: ClientEvent) => void) | undefined
}
