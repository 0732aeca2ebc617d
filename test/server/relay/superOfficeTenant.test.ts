import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ConfigurationError, ResponseError } from '../../../src/errors.js'
import { superOfficeTenant } from '../../../src/server/superOfficeTenant.js'
import { type LoginServer, startLogin } from '../../support/superOfficeLogin.js'

const start = Date.UTC(2026, 0, 2, 3, 4)

let login: LoginServer
/** The members of the state that a test changes. */
let changes: object

const create = (options: object = {}) => superOfficeTenant('Cust12345', { fetch: login.fetch, ...options })

/** The tenant moves to another host with each request. */
const toState = () => ({
  ContextIdentifier: 'Cust12345',
  Endpoint: 'https://online2.superoffice.com/Cust12345',
  State: 'Running',
  IsRunning: true,
  ValidUntil: new Date(start + 600_000).toISOString().replace('Z', '5670Z'),
  Api: `https://online${login.requests.length}.superoffice.com/Cust12345/api`,
  ...changes,
})

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  changes = {}
  login = await startLogin(() => ({ body: toState() }))
})

afterEach(async () => {
  vi.useRealTimers()
  await login.close()
})

describe('superOfficeTenant', () => {
  test('default: requests the address of the tenant, and uses it until its ValidUntil', async () => {
    const tenant = create()
    expect(await tenant()).toBe('https://online1.superoffice.com/Cust12345/api')
    expect(login.requests).toMatchObject([{ method: 'GET', url: 'https://online.superoffice.com/api/state/Cust12345', body: '' }])
    vi.setSystemTime(start + 599_999)
    expect(await tenant()).toBe('https://online1.superoffice.com/Cust12345/api')
    vi.setSystemTime(start + 600_001)
    expect(await tenant()).toBe('https://online2.superoffice.com/Cust12345/api')
  })

  test.each([undefined, null, 'soon', '2020-10-05T09:52:01.9342965Z'])(
    'behavior: an address is used for a minute if its ValidUntil is %j',
    async (ValidUntil) => {
      changes = { ValidUntil }
      const tenant = create()
      await tenant()
      vi.setSystemTime(start + 59_999)
      expect(await tenant()).toBe('https://online1.superoffice.com/Cust12345/api')
      vi.setSystemTime(start + 60_000)
      expect(await tenant()).toBe('https://online2.superoffice.com/Cust12345/api')
    },
  )

  test('behavior: the address is requested anew after a redirect or a failure of the tenant', async () => {
    const tenant = create()
    await tenant()
    tenant.invalidate?.()
    expect(await tenant()).toBe('https://online2.superoffice.com/Cust12345/api')
  })

  test('behavior: 1,000 callers share one request', async () => {
    await Promise.all(Array.from({ length: 1000 }, create()))
    expect(login.requests).toHaveLength(1)
  })

  test.each([
    ['https://online2.superoffice.com:443/Cust12345/api/', 'https://online2.superoffice.com:443/Cust12345/api'],
    ['https://sod3.superoffice.com/cust12345/api', 'https://sod3.superoffice.com/cust12345/api'],
  ])('behavior: the address %s is accepted', async (Api, address) => {
    changes = { Api }
    expect(await create()()).toBe(address)
  })

  test.each([
    undefined,
    '',
    'http://online2.superoffice.com/Cust12345/api',
    'https://evil.example/Cust12345/api',
    'https://online2.superoffice.com.evil.example/Cust12345/api',
    'https://superoffice.com@evil.example/Cust12345/api',
    'https://evil.example/.superoffice.com/Cust12345/api',
    'https://online2.superoffice.com:8443/Cust12345/api',
    'https://online2.superoffice.com/Cust99999/api',
    'https://online2.superoffice.com/Cust12345/api/../../Cust99999/api',
    'https://online2.superoffice.com/Cust12345/api?x',
    'https://online2.superoffice.com/Cust12345/api\n',
  ])('behavior: the credential goes to no other address than one of SuperOffice for this tenant: %j', async (Api) => {
    changes = { Api }
    await expect(create()()).rejects.toThrow(ResponseError)
  })

  test('behavior: a tenant that is not running has no address, and the next call asks again', async () => {
    changes = { IsRunning: false, State: 'OfflineMaintenance' }
    const tenant = create()
    await expect(tenant()).rejects.toThrow('OfflineMaintenance')
    changes = {}
    expect(await tenant()).toBe('https://online2.superoffice.com/Cust12345/api')
  })

  test.each(['', '..', 'Cust12345/../x', 'Cust 1', undefined])('parameters: contextIdentifier: %j is refused', (contextIdentifier) => {
    expect(() => superOfficeTenant(contextIdentifier as string)).toThrow(ConfigurationError)
  })
})
