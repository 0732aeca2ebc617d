import type { RetryInfo } from '../http/http.js'
import type { SlowEvent } from '../model/chatSessionService.js'
import type { Engagement } from '../model/engagement.js'
import type { OutboxEvent } from '../outbox/reportedImpression.js'
import type { SessionEvent } from '../session/createSession.js'

/** What a client does, for analytics and debugging. No event holds a visitor's id or anything that the site told of them. */
export type ClientEvent =
  /** An engagement is asked for. */
  | { type: 'asked' }
  /** The service answered. */
  | { type: 'answered'; status: Engagement['status'] }
  /** An attempt failed, or the account is loading: the next one comes after `delay` seconds. `attempt` counts retries from 1 to `of`. */
  | ({ type: 'retrying' } & RetryInfo)
  /** The visitor was forgotten: by `reset()` in any tab, by a refusal of consent, or after a pause longer than a session lasts. */
  | { type: 'reset' }
  /** The visitor's word, as `setConsent` was told in this tab, or a refusal in another one. */
  | { type: 'consent'; consent: 'granted' | 'denied' }
  | SlowEvent
  | SessionEvent
  | OutboxEvent
