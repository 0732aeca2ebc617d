import { SessionLostError } from '../errors.js'
import type { KnownIds } from './engagement.js'

/** The service made a new session for an update. The update did not count, and the client continues in the new session. */
export class NewSessionError extends SessionLostError {
  constructor(
    message: string | undefined,
    readonly ids: Partial<KnownIds>,
  ) {
    super(message)
  }
}
