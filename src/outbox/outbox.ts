import type { Locks } from '../browser/createLocks.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { OutboxEvent, OutboxItem } from './outboxEvent.js'
import type { UpdateContext } from './sendUpdate.js'

/** What an outbox works with: a client's core. */
export type OutboxOptions = UpdateContext & {
  /** Where the site gives a storage of its own, all is kept in that alone. */
  isDefaultStorage: boolean
  /** Whether the visitor agreed. */
  hasConsent: () => boolean
  locks: Locks
  schedule: RetrySchedule
  emit: (event: OutboxEvent) => void
}

export type Outbox = {
  /** False where the same impression was taken before, whichever page of the session or button showed the offer. */
  add: (item: OutboxItem) => boolean
  has: (item: OutboxItem) => boolean
  /** Sends what waits. Settles when all is sent or dropped. */
  flush: () => Promise<void>
  /** Takes over what dead pages left. */
  recoverAbandoned: () => Promise<void>
  /** Gives up what is not sent yet, and forgets what was. */
  clear: () => void
}
