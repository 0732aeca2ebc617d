import type { EngagementService } from './api/service.js'
import type { ChatSessionService } from './api/superOffice.js'
import type { ClientEvent } from './clientEvent.js'
import type { RetrySchedule } from './http/schedules.js'
import type { EngagementStorage } from './platform/createKeep.js'

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

export const isAccountId: RegExp = /^[a-zA-Z0-9_]{1,20}$/

export const areTimes = (times: readonly number[]): boolean => times.every((time) => time >= 0 && time < Infinity)

type Checked = { accountId: string; service: EngagementService | undefined; schedule: readonly number[]; jitter: number }

/** Which option cannot be used, and what can: of development alone. */
export function describeWrong({ accountId, service, schedule, jitter }: Checked): string {
  if (!isAccountId.test(accountId)) return `accountId "${accountId}" cannot be used: give 1 to 20 letters, digits and underscores.`
  if (!service) return 'There is no service to ask: give appEngagement() or monitoring() as service, or superOffice() as chatSessions.'
  return areTimes([...schedule, jitter])
    ? `domain "${service.domain}" of the service cannot be used: give a host, an origin, or a path on the page's own origin ("/chat-proxy").`
    : `retry cannot be used: schedule "${schedule}" has to be pauses in seconds, jitter ${jitter} a share of them.`
}
