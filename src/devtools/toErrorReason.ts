import type { EngagementError, ServiceError } from '../errors.js'

const reasons: Record<string, string> = {
  AccountLoadingError: 'the service was still loading the account at the last attempt. Try again in a minute.',
  ConfigurationError: 'the configuration is invalid. In development, the error message says what to change.',
  NetworkError: "the service could not be reached. Check the connection, the domain, the page's connect-src and CORS.",
  ResponseError: 'the response is invalid. Check the domain, and any proxy in front of the service.',
  SessionLostError: 'the service no longer knows the session. The next engagement request starts a new session.',
  TimeoutError: 'the service did not answer in time. Try again later.',
}

/** Explains an error and its remedy. The text is our own, because a service's message may repeat the visitor's data. */
export function toErrorReason(error: EngagementError): string {
  if (error.name !== 'ServiceError') return `${error.name}: ${reasons[error.name] ?? 'an unexpected error stopped the engagement request.'}`
  const { status, internalCode } = error as ServiceError
  const code = internalCode === undefined ? '' : ` (code ${internalCode})`
  return `${error.name} ${status}${code}: ${
    status < 500
      ? 'the service refused the engagement request. Check the account, the options of the service and the question.'
      : 'the service failed on each attempt. Try again later.'
  }`
}
