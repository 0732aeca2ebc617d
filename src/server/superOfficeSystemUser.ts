import { ResponseError } from '../errors.js'
import { isRecord } from '../http/readers.js'
import { createCredential } from './createCredential.js'
import { importPrivateKey } from './importPrivateKey.js'
import { readSecret } from './readSecret.js'
import type { Renewable } from './relay.js'
import { requestSuperOffice, type SuperOfficeConnection, validateConnection } from './requestSuperOffice.js'
import { requireContextIdentifier, requireTexts } from './requireTexts.js'

/** The options of `superOfficeSystemUser`. */
export type SuperOfficeSystemUserOptions = SuperOfficeConnection & {
  /** The tenant, such as `Cust12345`. */
  contextIdentifier: string
  /** The claim `http://schemes.superoffice.net/identity/system_token`, which your application gets when an administrator of the tenant approves it. */
  systemUserToken: string
  /** The secret of your application. It is also the `appToken` of the relay, which requests with a ticket need. */
  clientSecret: string
  /**
   * The private RSA key of your application. It is the XML that SuperOffice issues (`<RSAKeyValue>…`), or an unencrypted PEM text. A PEM text contains
   * PKCS#8 or PKCS#1, and its line breaks may be written as `\n`.
   */
  privateKey: string
}

const owner = 'superOfficeSystemUser'
const ticketClaim = 'http://schemes.superoffice.net/identity/ticket'

/** The lifetime of a ticket, in seconds. */
const ticketLifetime = 6 * 60 * 60

const advice =
  'Check that `systemUserToken`, `clientSecret`, `privateKey`, `contextIdentifier` and `environment` belong together, and that the clock of this server is right.'

/**
 * Creates the `authorization` of a relay that acts as the system user of a tenant. No person logs in. The function signs the token of the system user,
 * and exchanges it for a ticket of 6 hours. All requests share one ticket, which is renewed 60 s before its end.
 * @see https://docs.superoffice.com/en/api/authentication/online/auth-application/get-system-user-ticket.html
 * @throws ConfigurationError if an option is missing or `privateKey` has another form
 * @example
 * createRelay({
 *   basePath: '/chat-proxy',
 *   superOffice: {
 *     baseUrl: superOfficeTenant('Cust12345'),
 *     authorization: superOfficeSystemUser({ contextIdentifier: 'Cust12345', systemUserToken, clientSecret, privateKey }),
 *     appToken: clientSecret,
 *     authorize,
 *   },
 * })
 */
export function superOfficeSystemUser(options: SuperOfficeSystemUserOptions): Renewable<Promise<string>> {
  requireTexts(owner, options, ['systemUserToken', 'clientSecret', 'privateKey'])
  requireContextIdentifier(owner, options.contextIdentifier)
  validateConnection(owner, options)
  const { contextIdentifier, systemUserToken, clientSecret } = options
  const importKey = importPrivateKey(options.privateKey)

  const requestTicket = async () => {
    const body = await requestSuperOffice(options, {
      path: '/Login/api/PartnerSystemUser/Authenticate',
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        SignedSystemToken: await sign(systemUserToken.trim(), await importKey()),
        ApplicationToken: clientSecret.trim(),
        ContextIdentifier: contextIdentifier,
        ReturnTokenType: 'JWT',
      }),
      noun: 'a ticket of the system user',
      advice,
    })
    const ticket = isRecord(body) && readTicket(body.Token)
    if (!ticket) throw new ResponseError(`SuperOffice gave no ticket of the system user. ${advice}`)
    return { value: `SOTicket ${ticket}`, lifetime: ticketLifetime }
  }
  return createCredential(requestTicket, { timeout: options.timeout })
}

/** The token, the time in UTC as `yyyyMMddHHmm`, and the signature of both, each after a period. */
async function sign(systemUserToken: string, key: CryptoKey): Promise<string> {
  const minute = new Date().toISOString().replace(/\D/g, '').slice(0, 12)
  const content = `${systemUserToken}.${minute}`
  const signature = await crypto.subtle.sign(key.algorithm.name, key, new TextEncoder().encode(content))
  return `${content}.${btoa(String.fromCharCode(...new Uint8Array(signature)))}`
}

/** Reads the ticket in a JSON Web Token. Its signature needs no check, because it comes from SuperOffice itself over TLS (OpenID Connect Core, 3.1.3.7). */
function readTicket(token: unknown): string | undefined {
  try {
    const [, payload = ''] = String(token).split('.')
    const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
    const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0))))
    return readSecret(claims[ticketClaim])
  } catch {
    return undefined
  }
}
