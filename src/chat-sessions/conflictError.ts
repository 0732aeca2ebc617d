import { dev } from '../dev.js'
import {
  type ConfigurationError,
  EngagementError,
  type NetworkError,
  type ResponseError,
  ServiceError,
  type TimeoutError,
} from '../errors.js'
import type { ChatSession, ChatSessionChanges } from '../superoffice/chatSessionEntity.js'
import { withoutSecrets } from '../superoffice/withoutSecrets.js'

/** The two sides of a conflict: the session of the service, and the changes of the caller. */
export type ConflictErrorDetails = {
  /** HTTP status: 409 or 412, or a status of success if the answer shows that the call changed nothing. */
  status: number
  /** The chat session as the service has it now, without its secrets; undefined if it could not be read. */
  server: ChatSession | undefined
  /** The changes of the caller. */
  ours: ChatSessionChanges
}

/** Returns whether the service refused a call because the session has changed. */
export function isConflict(error: unknown): error is ServiceError {
  return error instanceof ServiceError && (error.status === 409 || error.status === 412)
}

/** Someone else was faster. The chat session has changed since the write's base, or a call such as `pickUp` had no effect. */
export class ConflictError extends EngagementError implements ConflictErrorDetails {
  override name = 'ConflictError' as const
  declare readonly status: number
  declare readonly server: ChatSession | undefined
  declare readonly ours: ChatSessionChanges

  constructor(details: ConflictErrorDetails, options?: ErrorOptions) {
    super(
      details.status < 300
        ? dev`The chat session does not show the effect of the call. Show the user the current state (\`server\`), and let them decide again.`
        : dev`The service refused the call (${details.status}), because the chat session has changed. Show the user the current state (\`server\`), and let them decide again.`,
      options,
    )
    Object.assign(this, details, { server: details.server && withoutSecrets(details.server) })
  }
}

/** The errors of reading and writing chat sessions. Their `name` says which one it is. */
export type ChatSessionError = ConfigurationError | ConflictError | NetworkError | ResponseError | ServiceError | TimeoutError
