import type { Locks } from '../browser/createLocks.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { OutboxEvent, ReportedImpression } from './reportedImpression.js'
import type { UpdateContext } from './sendUpdate.js'

/** The part of a client's core that an outbox uses. */
export type OutboxOptions = UpdateContext & {
  /** False for a site's own storage: the outbox then stores everything there, and nothing in IndexedDB. */
  isDefaultStorage: boolean
  hasConsent: () => boolean
  locks: Locks
  schedule: RetrySchedule
  emit: (event: OutboxEvent) => void
}

export type Outbox = {
  /** Queues an impression. Returns false if any page or button of the session reported the same impression before. */
  add: (impression: ReportedImpression) => boolean
  /** True if any page or button of the session reported the impression. */
  has: (impression: ReportedImpression) => boolean
  /** Sends all impressions, also those of abandoned records. Resolves when each is sent or dropped. */
  flush: () => Promise<void>
  /** Sends the impressions of abandoned records. Resolves when they are in this page's queue. */
  recoverAbandoned: () => Promise<void>
  /** Drops all unsent impressions, and no longer knows which ones were reported. */
  clear: () => void
}
