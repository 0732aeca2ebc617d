import { ConfigurationError, NetworkError, ResponseError, TimeoutError } from '../errors.js'
import { isRecord } from '../http/readers.js'
import { callUpstream, type UpstreamRequest } from './callUpstream.js'
import { parseJson } from './copyJson.js'
import { runInTime } from './runInTime.js'

/** How the relay reaches SuperOffice's login and state services. */
export type SuperOfficeConnection = {
  /**
   * The environment of the tenant: production, stage or development.
   * @default 'online'
   */
  environment?: 'online' | 'qaonline' | 'sod' | undefined
  /**
   * The time for SuperOffice's response, in seconds.
   * @default 30
   */
  timeout?: number | undefined
  /**
   * Sends the requests.
   * @default globalThis.fetch
   */
  fetch?: typeof fetch | undefined
}

type SuperOfficeRequest = Omit<UpstreamRequest, 'url' | 'signal'> & {
  path: string
  /** The noun of the requested value, for errors. */
  noun: string
  /** The advice of a refusal. */
  advice: string
}

const environments = ['online', 'qaonline', 'sod']

/** The codes of RFC 6749, section 5.2. They are the only part of a refusal that an error contains. */
const oauthCode = /^(invalid_(request|client|grant|scope)|unauthorized_client|unsupported_grant_type)$/

/** @throws ConfigurationError that names the option, but never its value */
export function validateConnection(owner: string, options: SuperOfficeConnection | null): void {
  const { environment = 'online', timeout = 30, fetch } = options ?? {}
  if (!options || (fetch !== undefined && typeof fetch !== 'function')) {
    throw new ConfigurationError(
      `The options of ${owner} are no object, or their \`fetch\` is no function. Leave out the options that you do not set.`,
    )
  }
  if (!environments.includes(environment)) {
    throw new ConfigurationError(`The \`environment\` of ${owner} must be one of ${environments.join(', ')}. Leave it out for production.`)
  }
  if (!(timeout > 0 && timeout <= 600)) {
    throw new ConfigurationError(`The \`timeout\` of ${owner} must be a number of seconds, greater than 0 and at most 600.`)
  }
}

/**
 * Sends one request to SuperOffice and returns the parsed body. Follows no redirect, because the request contains secrets.
 *
 * No error contains a text that was sent or received, because such a text can be a secret. For the same reason, no error has a `cause`.
 * @throws NetworkError, TimeoutError, ResponseError
 */
export async function requestSuperOffice(connection: SuperOfficeConnection, request: SuperOfficeRequest): Promise<unknown> {
  const { environment = 'online', timeout = 30, fetch = globalThis.fetch } = connection
  const { path, noun, advice, ...message } = request
  const url = `https://${environment}.superoffice.com${path}`
  const { status, isRedirect, text } = await runInTime((getSignal) => callUpstream(fetch, { ...message, url, signal: getSignal() }), {
    timeout,
    status: 504,
    reason: 'timeout',
  }).catch(({ reason }) => {
    if (reason === 'timeout') {
      throw new TimeoutError(`SuperOffice did not answer the request for ${noun} within ${timeout} s. Try again later.`)
    }
    if (reason === 'unreachable') {
      throw new NetworkError(`The request for ${noun} did not reach SuperOffice. Check that this server may connect to SuperOffice.`)
    }
    throw new ResponseError(`The response to the request for ${noun} cannot be read. ${advice}`)
  })
  const body = parseJson(text)
  if (status < 300 && !isRedirect) return body
  const code = isRecord(body) && typeof body.error === 'string' && oauthCode.test(body.error) ? ` (${body.error})` : ''
  throw new ResponseError(`SuperOffice answered the request for ${noun} with the status ${status}${code}. ${advice}`)
}
