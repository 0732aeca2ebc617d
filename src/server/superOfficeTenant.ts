import { ResponseError } from '../errors.js'
import { isRecord } from '../http/readers.js'
import { createCredential } from './createCredential.js'
import type { Renewable } from './relay.js'
import { requestSuperOffice, type SuperOfficeConnection, validateConnection } from './requestSuperOffice.js'
import { requireContextIdentifier } from './requireTexts.js'

const owner = 'superOfficeTenant'

/** The time until the next request of a state that has no `ValidUntil` in the future, in seconds. */
const shortestLifetime = 60

/**
 * Creates the `baseUrl` of a relay. Tenants move between the hosts of SuperOffice, so the function asks SuperOffice for the address. All requests share
 * the address until its `ValidUntil`. The relay requests the address again after a redirect, the status 421 or a failure.
 * @param contextIdentifier The tenant, such as `Cust12345`.
 * @see https://docs.superoffice.com/en/apps/tenant-status/check-status.html
 * @throws ConfigurationError if an option cannot work
 * @example
 * createRelay({
 *   basePath: '/chat-proxy',
 *   superOffice: { baseUrl: superOfficeTenant('Cust12345'), authorization, authorize },
 * })
 */
export function superOfficeTenant(contextIdentifier: string, options: SuperOfficeConnection = {}): Renewable<Promise<string>> {
  requireContextIdentifier(owner, contextIdentifier)
  validateConnection(owner, options)
  const apiAddress = new RegExp(`^https://[a-z\\d-]+\\.superoffice\\.com(:443)?/${contextIdentifier}/api/?$`, 'i')

  const requestAddress = async () => {
    const state = await requestSuperOffice(options, {
      path: `/api/state/${contextIdentifier}`,
      method: 'GET',
      headers: { accept: 'application/json' },
      body: undefined,
      noun: `the address of ${contextIdentifier}`,
      advice: 'Check `contextIdentifier` and `environment`.',
    })
    const { Api, IsRunning, State, ValidUntil } = isRecord(state) ? state : {}
    if (IsRunning === false) {
      const name = /^\w{1,40}$/.test(String(State)) ? State : 'unknown'
      throw new ResponseError(`The tenant ${contextIdentifier} is not running, because its state is ${name}. Try again later.`)
    }
    // Only SuperOffice's hosts may get the credential.
    if (typeof Api !== 'string' || !apiAddress.test(Api)) {
      throw new ResponseError(
        `SuperOffice gave no valid address for ${contextIdentifier}. Check \`contextIdentifier\` and \`environment\`.`,
      )
    }
    const lifetime = (Date.parse(String(ValidUntil)) - Date.now()) / 1000
    return { value: Api.replace(/\/$/, ''), lifetime: lifetime > 0 ? lifetime : shortestLifetime }
  }
  return createCredential(requestAddress, { margin: 0, timeout: options.timeout })
}
