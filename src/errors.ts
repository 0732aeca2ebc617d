import { dev } from './dev.js'

/**
 * The base of every error that this library throws. The literal `name` says which error it is. In development the message says what happened, and what to
 * do. Production bundles leave the messages out. There, read the name, the fields and the table in `docs/errors.md`.
 */
export class EngagementError extends Error {
  /** The name of the error's class. It survives minification. */
  override name: string = 'EngagementError'
}

/** An option cannot work, or a hook is outside its provider. The error is thrown immediately and never retried. */
export class ConfigurationError extends EngagementError {
  override name = 'ConfigurationError' as const
}

/** The facts of a service's error entity. */
export type ServiceErrorDetails = {
  /** HTTP status. */
  status: number
  /** LivePerson's code. Its meaning depends on the status, so 404 with 18 differs from 500 with 18. */
  internalCode: number | undefined
  /** The time of the refusal in the service's own format: milliseconds since the epoch, or a text. */
  time: number | string | undefined
  /** The service's own message. It is often just the name of the refused field. */
  serviceMessage: string | undefined
  /** SuperOffice's name for the type of the failure, such as `SoNotFoundException`. */
  errorType?: string | undefined
  /** SuperOffice's `Retry-After`: the delay that the service asks for, in seconds, from 1 to 60. */
  retryAfter?: number | undefined
}

/** The service answered with an error entity or a status of failure. Temporary failures are retried first, by the service's schedule. */
export class ServiceError extends EngagementError implements ServiceErrorDetails {
  override name = 'ServiceError' as const
  declare readonly status: number
  declare readonly internalCode: number | undefined
  declare readonly time: number | string | undefined
  declare readonly serviceMessage: string | undefined
  declare readonly errorType: string | undefined
  declare readonly retryAfter: number | undefined

  constructor(details: ServiceErrorDetails) {
    super(
      dev`The service answered ${[details.status, details.internalCode, details.errorType, details.serviceMessage]
        .filter((part) => part !== undefined)
        .join(', ')
        .replace(/\.$/, '')}. ${toAdvice(details.status)}`,
    )
    Object.assign(this, details)
  }
}

function toAdvice(status: number): string {
  if (status === 408) return dev`The request did not arrive in time. Check the connection, and try again.`
  if (status === 425) return dev`It did not want to process the request so early. Try again.`
  if (status === 429) return dev`It received too many requests. Send fewer requests, and try again later.`
  return status < 500
    ? dev`It refused the request and would refuse it again. Check the account, the options of the service, the credentials and the data that was sent.`
    : dev`No more attempts are allowed. Try again later.`
}

/** The service was still loading the account after the last attempt of its published schedule. */
export class AccountLoadingError extends EngagementError {
  override name = 'AccountLoadingError' as const

  constructor(
    /** The visitor that the service named while it loaded. The next engagement request continues as this visitor. */
    readonly visitorId: string | undefined,
  ) {
    super(dev`The service is still loading the account, because the account is rarely used. Request the engagement again in a minute.`)
  }
}

/** There is no session yet, or the service no longer knows the session of an update. The next engagement request starts a new session. */
export class SessionLostError extends EngagementError {
  override name = 'SessionLostError' as const
}

/** No attempt had a response, because there was no connection, CORS refused the request, or the connection broke. */
export class NetworkError extends EngagementError {
  override name = 'NetworkError' as const
}

/** No attempt had a response in time. */
export class TimeoutError extends EngagementError {
  override name = 'TimeoutError' as const
}

/** A response of success is no JSON, or differs from the service's documents. */
export class ResponseError extends EngagementError {
  override name = 'ResponseError' as const
}
