import { dev } from '../dev.js'
import {
  type ConfigurationError,
  EngagementError,
  type NetworkError,
  type ResponseError,
  type ServiceError,
  type TimeoutError,
} from '../errors.js'
import type { ChatSession, ChatSessionChanges } from '../superoffice/chatSessionEntity.js'

/** What a write of a chat session ran into. */
export type ConflictErrorDetails = {
  /** HTTP status: 409, 412; or one of success, where the answer shows that the call changed nothing. */
  status: number
  /** The chat session as the service has it now, without its secrets; undefined where it could not be read. */
  server: ChatSession | undefined
  /** What was to be written. */
  ours: ChatSessionChanges
}

/** Someone else was faster: the chat session is no longer what the write rests on, or a call such as `pickUp` has changed nothing. */
export class ConflictError extends EngagementError implements ConflictErrorDetails {
  override name = 'ConflictError' as const
  declare readonly status: number
  declare readonly server: ChatSession | undefined
  declare readonly ours: ChatSessionChanges

  constructor(details: ConflictErrorDetails, options?: ErrorOptions) {
    super(
      dev`The chat session is not what the write rests on, and nothing was written. Show what is there (\`server\`), and let the user decide again.`,
      options,
    )
    Object.assign(this, details)
  }
}

/** What reading and writing chat sessions fails with, told apart by its `name`. */
export type ChatSessionError = ConfigurationError | ConflictError | NetworkError | ResponseError | ServiceError | TimeoutError
