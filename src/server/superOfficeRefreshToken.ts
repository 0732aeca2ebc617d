import { ResponseError } from '../errors.js'
import { readFields, toNumber } from '../http/readers.js'
import { createCredential } from './createCredential.js'
import { readSecret } from './readSecret.js'
import type { Renewable } from './relay.js'
import { requestSuperOffice, type SuperOfficeConnection, validateConnection } from './requestSuperOffice.js'
import { requireTexts } from './requireTexts.js'

/** The options of `superOfficeRefreshToken`. */
export type SuperOfficeRefreshTokenOptions = SuperOfficeConnection & {
  /** The client id of your application. */
  clientId: string
  /** The secret of your application. */
  clientSecret: string
  /** The refresh token that your application got by the authorization code flow. */
  refreshToken: string
}

const owner = 'superOfficeRefreshToken'

/** The lifetime of an access token whose response does not say it, in seconds: the shorter one of SuperOffice's documents. */
const defaultLifetime = 20 * 60

const advice =
  'Check that `clientId`, `clientSecret`, `refreshToken` and `environment` belong together, and that the tenant has not revoked the token.'

/**
 * Creates the `authorization` of a relay that acts as the person who approved your application. The function exchanges the refresh token for access
 * tokens. All requests share one access token, which is renewed 60 s before its end.
 * @see https://docs.superoffice.com/en/api/authentication/online/sign-in-user/auth-code-flow.html
 * @throws ConfigurationError if an option is missing
 * @example
 * createRelay({
 *   basePath: '/chat-proxy',
 *   superOffice: {
 *     baseUrl: superOfficeTenant('Cust12345'),
 *     authorization: superOfficeRefreshToken({ clientId, clientSecret, refreshToken }),
 *     authorize,
 *   },
 * })
 */
export function superOfficeRefreshToken(options: SuperOfficeRefreshTokenOptions): Renewable<Promise<string>> {
  requireTexts(owner, options, ['clientId', 'clientSecret', 'refreshToken'])
  validateConnection(owner, options)

  const requestToken = async () => {
    const body = await requestSuperOffice(options, {
      path: '/login/common/oauth/tokens',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', accept: 'application/json' },
      // The parameters are in the body, because servers write addresses to their logs.
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: options.clientId.trim(),
        client_secret: options.clientSecret.trim(),
        refresh_token: options.refreshToken.trim(),
      }).toString(),
      noun: 'an access token',
      advice,
    })
    const { access_token, expires_in = defaultLifetime } = readFields(body, { access_token: readSecret, expires_in: toNumber })
    if (!access_token) throw new ResponseError(`SuperOffice gave no access token. ${advice}`)
    return { value: `Bearer ${access_token}`, lifetime: expires_in }
  }
  return createCredential(requestToken, { timeout: options.timeout })
}
