import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../../../src/errors.js'
import { createRelay } from '../../../src/server/index.js'
import type { RelayOptions } from '../../../src/server/relay.js'
import { secrets } from '../../support/relayServices.js'
import { type ChangedOptions, expectNothingPlanted, toRelayOptions } from '../../support/relaySetup.js'

const nonsense = undefined as never

/** Options that cannot work. Each of them contains the secrets of the other options. */
const invalid: [title: string, options: ChangedOptions][] = [
  ['no authorize', { superOffice: { authorize: nonsense } }],
  ['an authorize that is no function', { superOffice: { authorize: true as never } }],
  ['no baseUrl', { superOffice: { baseUrl: nonsense } }],
  ['an empty baseUrl', { superOffice: { baseUrl: '' } }],
  ['a baseUrl that is a path', { superOffice: { baseUrl: '/api' } }],
  ['a baseUrl with a user', { superOffice: { baseUrl: `https://user:${secrets.appToken}@tenant.example/api` } }],
  ['a baseUrl with a query', { superOffice: { baseUrl: `https://tenant.example/api?token=${secrets.appToken}` } }],
  ['a baseUrl with another scheme', { superOffice: { baseUrl: 'ftp://tenant.example/api' } }],
  ['no authorization', { superOffice: { authorization: nonsense } }],
  ['an authorization that is a text', { superOffice: { authorization: secrets.authorization as never } }],
  ['an appToken with a line break', { superOffice: { appToken: `${secrets.appToken}\r\nx: 1` } }],
  ['an appToken that is no text', { superOffice: { appToken: { token: secrets.appToken } as never } }],
  ['customerReads that are no list', { superOffice: { customerReads: 'Status' as never } }],
  ['customerReads without a member', { superOffice: { customerReads: [] } }],
  ['customerReads with a path', { superOffice: { customerReads: ['Status&$filter=1'] } }],
  ['customerReads with a secret', { superOffice: { customerReads: ['Status', 'SessionKey'] } }],
  ['customerWrites with a path', { superOffice: { customerWrites: ['Person/PersonId'] } }],
  ['customerWrites that are no list', { superOffice: { customerWrites: 'CustomerName' as never } }],
  ['no basePath', { basePath: nonsense }],
  ['a basePath without its slash', { basePath: 'chat-proxy' }],
  ['a basePath with two slashes', { basePath: '//chat-proxy' }],
  ['a basePath with dots', { basePath: '/chat/../proxy' }],
  ['a basePath with a query', { basePath: '/chat-proxy?x=1' }],
  ['a basePath that is an address', { basePath: 'https://site.example/chat-proxy' }],
  ['no accountId', { livePerson: { accountId: nonsense } }],
  ['an empty accountId', { livePerson: { accountId: '' } }],
  ['an accountId with a slash', { livePerson: { accountId: '1/2' } }],
  ['a long accountId', { livePerson: { accountId: '1'.repeat(21) } }],
  ['an unknown service', { livePerson: { services: ['chat' as never] } }],
  ['no service', { livePerson: { services: [] } }],
  ['Monitoring without an appInstallationId', { livePerson: { services: ['monitoring'], appInstallationId: undefined } }],
  ['a connectorId with a slash', { livePerson: { connectorId: '11/../12' } }],
  ['an empty connectorId', { livePerson: { connectorId: '' } }],
  ['a domain that is a path', { livePerson: { domain: '/chat-proxy' } }],
  ['a domain with a user', { livePerson: { domain: `https://user:${secrets.appToken}@lo.example` } }],
  ['an empty domain', { livePerson: { domain: '' } }],
  ['an origin that is a host', { origin: 'site.example' }],
  ['an origin with a path', { origin: 'https://site.example/page' }],
  ['an origin that is null', { origin: 'null' }],
  ['an origin with an asterisk', { origin: '*' }],
  ['an origin of a list that is no origin', { origin: ['https://site.example', 'site.example'] }],
  ['no origin in a list', { origin: [] }],
  ['a maxBody of 0', { maxBody: 0 }],
  ['a negative maxBody', { maxBody: -1 }],
  ['a maxBody that is no number', { maxBody: Number.NaN }],
  ['a maxBody that is a text', { maxBody: '1000' as never }],
  ['a timeout of 0', { timeout: 0 }],
  ['a negative timeout', { timeout: -1 }],
  ['an endless timeout', { timeout: Number.POSITIVE_INFINITY }],
  ['a timeout that is no number', { timeout: Number.NaN }],
  ['a limit that is no function', { limit: true as never }],
  ['a clientAddress that is no function', { clientAddress: '127.0.0.1' as never }],
  ['a fetch that is no function', { fetch: {} as never }],
  ['an onEvent that is no function', { onEvent: [] as never }],
]

function createError(options: unknown): unknown {
  try {
    createRelay(options as RelayOptions)
  } catch (error) {
    return error
  }
  return undefined
}

describe('attacks: options', () => {
  test('the options that the attacks change can work', () => {
    expect(createError(toRelayOptions())).toBeUndefined()
  })

  test.each(invalid)('a relay with %s does not start', (_title, options) => {
    const error = createError(toRelayOptions(options))
    expect(error).toBeInstanceOf(ConfigurationError)
    expectNothingPlanted(inspect(error, { depth: 20, showHidden: true }))
  })

  test('a relay without a service does not start', () => {
    expect(createError({ basePath: '/chat-proxy' })).toBeInstanceOf(ConfigurationError)
  })
})
