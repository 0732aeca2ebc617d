import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../../../src/errors.js'
import {
  createRelay,
  type RelayOptions,
  type SuperOfficeRelayOptions,
  superOfficeRefreshToken,
  superOfficeSystemUser,
  superOfficeTenant,
} from '../../../src/server/index.js'

const livePerson = { accountId: '12345678' }
const superOffice: SuperOfficeRelayOptions = {
  baseUrl: 'https://online.superoffice.com/Cust12345/api',
  authorization: () => 'Bearer a',
  authorize: () => false,
}

describe('createRelay', () => {
  test.each<[string, object, RegExp]>([
    ['no service', { livePerson: undefined }, /no service/],
    ['no base path', { basePath: undefined }, /basePath/],
    ['an empty base path', { basePath: '' }, /basePath/],
    ['a base path without a slash', { basePath: 'chat-proxy' }, /basePath/],
    ['a base path with dots', { basePath: '/a/../b' }, /basePath/],
    ['a base path with two dots in a name', { basePath: '/a..b' }, /basePath/],
    ['a base path with a query', { basePath: '/a?b' }, /basePath/],
    ['an address as a base path', { basePath: 'https://www.site.example/chat' }, /basePath/],
    ['an origin with a path', { origin: 'https://www.site.example/' }, /origin/],
    ['an origin that is a host', { origin: ['www.site.example'] }, /origin/],
    ['no origins', { origin: [] }, /origin/],
    ['the origin *', { origin: '*' }, /origin/],
    ['an origin with a wildcard', { origin: ['https://*.site.example'] }, /origin/],
    ['a body of 0', { maxBody: 0 }, /maxBody/],
    ['a time-out of 0', { timeout: 0 }, /timeout/],
    ['an endless time-out', { timeout: Number.POSITIVE_INFINITY }, /timeout/],
    ['a limit that is no function', { limit: 5 }, /limit/],
    ['an invalid account', { livePerson: { accountId: '1/2' } }, /accountId/],
    ['no account', { livePerson: {} }, /accountId/],
    ['no LivePerson services', { livePerson: { ...livePerson, services: [] } }, /services/],
    ['an unknown LivePerson service', { livePerson: { ...livePerson, services: ['constructor'] } }, /services/],
    ['a connector that is no id', { livePerson: { ...livePerson, services: ['messaging'], connectorId: 'a/b' } }, /connectorId/],
    ['an empty connector', { livePerson: { ...livePerson, connectorId: '' } }, /connectorId/],
    ['Monitoring without an installation', { livePerson: { ...livePerson, services: ['monitoring'] } }, /appInstallationId/],
    ['an installation with a slash', { livePerson: { ...livePerson, appInstallationId: 'a/b' } }, /appInstallationId/],
    ['an installation of dots', { livePerson: { ...livePerson, appInstallationId: '..' } }, /appInstallationId/],
    ['an installation with two dots in its name', { livePerson: { ...livePerson, appInstallationId: 'a..b' } }, /appInstallationId/],
    ['a number as a connector', { livePerson: { ...livePerson, connectorId: 5 } }, /connectorId/],
    ['a domain over plain http', { livePerson: { ...livePerson, domain: 'http://lo.example' } }, /domain/],
    ['a number as a domain', { livePerson: { ...livePerson, domain: 5 } }, /domain/],
    ['a path as a domain', { livePerson: { ...livePerson, domain: '/chat-proxy' } }, /domain/],
    ['no authorize', { superOffice: { ...superOffice, authorize: undefined } }, /authorize is missing/],
    ['no authorization', { superOffice: { ...superOffice, authorization: 'Bearer a' } }, /authorization/],
    ['no baseUrl', { superOffice: { ...superOffice, baseUrl: undefined } }, /baseUrl/],
    ['a baseUrl over plain http', { superOffice: { ...superOffice, baseUrl: 'http://online.superoffice.com/Cust1/api' } }, /baseUrl/],
    ['an app token with a line break', { superOffice: { ...superOffice, appToken: 'top-secret\n' } }, /appToken/],
    ['no customerReads', { superOffice: { ...superOffice, customerReads: [] } }, /customerReads/],
    ['a secret in customerReads', { superOffice: { ...superOffice, customerReads: ['Status', 'sessionkey'] } }, /customerReads/],
    ['a $select in customerReads', { superOffice: { ...superOffice, customerReads: ['Status&$filter=1'] } }, /customerReads/],
    ['a secret in customerWrites', { superOffice: { ...superOffice, customerWrites: ['CustomerHost'] } }, /customerWrites/],
    ['the id in customerWrites', { superOffice: { ...superOffice, customerWrites: ['chatSessionId'] } }, /customerWrites/],
    ['a path in customerWrites', { superOffice: { ...superOffice, customerWrites: ['Person/PersonId'] } }, /customerWrites/],
  ])('%s is refused', (_name, options, message) => {
    const create = () => createRelay({ basePath: '/chat-proxy', livePerson, ...options } as RelayOptions)
    expect(create).toThrow(ConfigurationError)
    expect(create).toThrow(message)
    expect(create).not.toThrow(/top-secret/)
  })

  test.each<[string, () => unknown]>([
    ['createRelay without options', () => createRelay(undefined as never)],
    ['createRelay with null', () => createRelay(null as never)],
    ['superOfficeSystemUser without options', () => superOfficeSystemUser(undefined as never)],
    ['superOfficeRefreshToken with null', () => superOfficeRefreshToken(null as never)],
    ['superOfficeTenant with null as its options', () => superOfficeTenant('Cust12345', null as never)],
    ['superOfficeTenant with a fetch that is no function', () => superOfficeTenant('Cust12345', { fetch: 5 as never })],
    [
      'superOfficeRefreshToken with a fetch that is no function',
      () => superOfficeRefreshToken({ clientId: 'a', clientSecret: 'b', refreshToken: 'c', fetch: 5 as never }),
    ],
  ])('%s is refused', (_name, create) => {
    expect(create).toThrow(ConfigurationError)
  })

  test('a base path may have a slash at its end, and each function is the same', async () => {
    const relay = createRelay({ basePath: '/chat-proxy/', livePerson, superOffice })
    const { status } = await relay.fetch(new Request('https://www.site.example/chat-proxy/superoffice/api/v1/ChatSession/7'))
    expect(status).toBe(403)
    expect(new Set(Object.values(relay)).size).toBe(1)
    expect(Object.keys(relay)).toEqual(['fetch', 'GET', 'POST', 'PUT', 'PATCH'])
  })
})
