import type { RetryInfo } from '../http/http.js'
import type { SlowEvent } from '../model/chatSessionService.js'
import type { ConversationState } from '../model/conversation.js'
import type { Engagement } from '../model/engagement.js'
import type { OutboxEvent } from '../outbox/reportedImpression.js'
import type { SessionEvent } from '../session/createSession.js'

/** The events of a client, for analytics and debugging. No event holds a visitor's id, or any data that the site gave about the visitor. */
export type ClientEvent =
  /** The client sends an engagement request. */
  | { type: 'asked' }
  /** The service answered. */
  | {
      type: 'answered'
      /** The status of the answer. */
      status: Engagement['status']
    }
  /**
   * An attempt failed, or the account is loading. The next attempt follows after `delay` seconds. `attempt` counts retries from 1 to `of`. An attempt that
   * fails without a network is not counted. Its `delay` is 60 s, and ends when the network returns.
   */
  | ({ type: 'retrying' } & RetryInfo)
  /** The visitor was cleared: `reset()` was called in any tab, consent was denied, or the stored session expired. */
  | { type: 'reset' }
  /** Consent changed: `setConsent` was called in this tab, or consent was denied in another. */
  | {
      type: 'consent'
      /** The visitor's consent after the change. */
      consent: 'granted' | 'denied'
      /** Present if the browser's privacy signal denied consent. */
      reason?: 'gpc' | undefined
    }
  /** The status of the conversation changed. */
  | {
      type: 'conversation'
      /** The new status. */
      status: ConversationState['status']
    }
  | SlowEvent
  | SessionEvent
  | OutboxEvent
