import { throwIfAborted } from '../browser/abortable.js'
import { ConfigurationError } from '../errors.js'
import { isPermanentRefusal } from '../http/isPermanentRefusal.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import { toReconnectDelay } from './reconnectDelay.js'
import { waitForReconnect } from './waitForReconnect.js'

export type KeepConnectedOptions = {
  /** Makes a connection. Resolves with the promise of its end, or with undefined if there is nothing to connect to. */
  connect: () => Promise<{ closed: Promise<void> } | undefined>
  /** Called after a failed attempt, and after the end of a connection. */
  onLost: () => void
  schedule: RetrySchedule | undefined
  /** The share of a delay that is added at random. */
  jitter: number
  signal: AbortSignal
}

/**
 * Connects again and again, until there is nothing to connect to.
 *
 *   connect ── ✕ ── 5 s ── connect ── ✕ ── 10 s ── connect ── open ── ✕ ── 5 s ── connect …
 *                                └── at once when the page is visible again, within 5 s when the network returns
 *
 * Rejects with an error that another attempt would meet too, or with the signal's reason.
 */
export async function keepConnected({ connect, onLost, schedule, jitter, signal }: KeepConnectedOptions): Promise<void> {
  let failures = 0
  for (;;) {
    try {
      const connection = await connect()
      if (!connection) return
      failures = 0
      await connection.closed
    } catch (error) {
      throwIfAborted(signal)
      if (isPermanent(error)) throw error
    }
    throwIfAborted(signal)
    onLost()
    failures++
    if (await waitForReconnect(toReconnectDelay(failures, schedule, jitter), signal)) failures = 0
  }
}

/** True if another attempt would fail in the same way. */
export function isPermanent(error: unknown): boolean {
  return error instanceof ConfigurationError || isPermanentRefusal(error)
}
