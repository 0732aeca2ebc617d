import { dev } from './dev.js'

/**
 * The base of every error that this library throws; which one it is, its literal `name` says. In development the message tells what happened
 * and what to do. A production bundle leaves these texts out: there the name and the facts have to do, with the README's table of errors.
 */
export class EngagementError extends Error {
  override name: string = 'EngagementError'
}

/** An option that cannot work, or a hook used outside its provider. Thrown at once, never retried. */
export class ConfigurationError extends EngagementError {
  override name = 'ConfigurationError' as const
}

/** What a service said in the error entity of a refused request. */
export type ServiceErrorDetails = {
  /** HTTP status. */
  status: number
  /** LivePerson's code. Its meaning depends on the status: 404 with 18 and 500 with 18 differ. */
  internalCode: number | undefined
  /** When the service refused, as it wrote it: milliseconds since the epoch, or a text. */
  time: number | string | undefined
  /** The service's own words: often just the name of the field that it refused. */
  serviceMessage: string | undefined
  /** SuperOffice's name of the kind of failure, such as `SoNotFoundException`. */
  errorType?: string | undefined
  /** For how long the service asked to be left alone (`Retry-After`), in seconds, at most 60. SuperOffice's alone. */
  retryAfter?: number | undefined
}

/** The service answered with an error entity or a status of failure, after the published retries where those apply. */
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
        .replace(/\.$/, '')}. ${
        details.status < 500
          ? 'It refused the request and would again: check the account, the options of the service, the credentials and what was sent.'
          : 'It failed as often as it may be asked: try later.'
      }`,
    )
    Object.assign(this, details)
  }
}

/** The account was still being loaded by the service after the last published pause. */
export class AccountLoadingError extends EngagementError {
  override name = 'AccountLoadingError' as const

  /** @param visitorId The visitor that the service named while loading: the next ask goes on as this one. */
  constructor(readonly visitorId: string | undefined) {
    super(dev`The service is still loading the account, as it does with one that is rarely used. Ask again in a minute.`)
  }
}

/** There is no session yet, or the service no longer knows the one that an update belongs to. The next ask starts a new one. */
export class SessionLostError extends EngagementError {
  override name = 'SessionLostError' as const
}

/** The request did not get through, or its answer did not come back, on any attempt: no connection, refused by CORS, or cut off. */
export class NetworkError extends EngagementError {
  override name = 'NetworkError' as const
}

/** No answer within the time allowed for an attempt, on any attempt. */
export class TimeoutError extends EngagementError {
  override name = 'TimeoutError' as const
}

/** An answer of success that is no JSON, or not what the service's documents describe. */
export class ResponseError extends EngagementError {
  override name = 'ResponseError' as const
}
