import type { EngagementError, ServiceError } from '../errors.js'

const reasons: Record<string, string> = {
  AccountLoadingError: 'the service was still loading the account after the last pause. Ask again in a minute.',
  ConfigurationError: 'an option cannot work. In development, the error says which.',
  NetworkError: "the service could not be reached. Check the connection, the domain, the page's connect-src and CORS.",
  ResponseError: 'the answer is not what the service documents. Check the domain, and proxies before it.',
  SessionLostError: 'the service no longer knows the session. The next ask starts a new one.',
  TimeoutError: 'the service gave no answer, on any attempt. Try later.',
}

/** Explains an error and its remedy. The text is our own, because a service's message may repeat the visitor's data. */
export function toErrorReason(error: EngagementError): string {
  if (error.name !== 'ServiceError') return `${error.name}: ${reasons[error.name] ?? 'it was thrown while the question was asked.'}`
  const { status, internalCode } = error as ServiceError
  const code = internalCode === undefined ? '' : ` (code ${internalCode})`
  return `${error.name} ${status}${code}: ${
    status < 500
      ? 'the service refused the question. Check the account, the options of the service and what is asked with.'
      : 'the service failed on each attempt. Try later.'
  }`
}
