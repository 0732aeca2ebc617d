import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import { ResponseError } from '../../src/errors.js'
import { appEngagement, type EngagementClient, getEngagement, monitoring } from '../../src/index.js'
import { createDomainResolver } from '../../src/liveperson/createDomainResolver.js'
import { getDomain } from '../../src/liveperson/getDomain.js'
import { createTestClient } from '../support/client.js'

const readDomain = (body: unknown, service = 'smt') => getDomain(async () => ({ status: 200, body }), service)

describe('getDomain', () => {
  test.each([
    ['the documented list', { baseURIs: [{ service: 'smt', account: '1', baseURI: 'va.v.example' }] }],
    ['a bare object, as in the sample', { service: 'smt', account: '1', baseURI: 'va.v.example' }],
    ['a bare list', [{ service: 'smt', baseURI: 'va.v.example' }]],
    [
      'a list of several services, with a name in another case',
      {
        baseURIs: [
          { service: 'idp', baseURI: 'id.example' },
          { service: 'SMT', baseURI: 'va.v.example' },
        ],
      },
    ],
    ['a scheme and a slash, though http', { service: 'smt', baseURI: 'http://va.v.example/' }],
  ])('default: the domain is read from %s', async (_name, body) => {
    expect(await readDomain(body)).toBe('https://va.v.example')
  })

  test('behavior: an entry of another account has no domain', async () => {
    const read = (account: unknown) =>
      getDomain(async () => ({ status: 200, body: { service: 'smt', account, baseURI: 'va.v.example' } }), 'smt', '1')
    await expect(read('2')).rejects.toThrow(ResponseError)
    expect(await read('1')).toBe('https://va.v.example')
    expect(await read(1)).toBe('https://va.v.example')
    expect(await read(undefined)).toBe('https://va.v.example')
  })

  test.each([
    undefined,
    null,
    {},
    [],
    'va.v.example',
    { baseURIs: null },
    { baseURIs: [null, 7] },
    { service: 'smt', baseURI: 'two words' },
    { service: 'idp', baseURI: 'id.example' },
    { service: 'smt', baseURI: 'va.v.example/path' },
    { service: 'smt', baseURI: 'va.v.example:8443' },
    { service: 'smt', baseURI: 'user@va.v.example' },
    { service: 'smt', baseURI: 'ftp://va.v.example' },
    { service: 'smt', baseURI: '//va.v.example' },
    { service: 'smt', baseURI: '/va.v.example' },
    { service: 'smt', baseURI: '127.0.0.1' },
  ])('behavior: %j has no domain', async (body) => {
    await expect(readDomain(body)).rejects.toThrow(ResponseError)
  })
})

describe('createDomainResolver', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Creates the resolver of a page, whose requests are recorded. */
  function openPage() {
    const urls: string[] = []
    const fetch: typeof globalThis.fetch = async (input) => {
      urls.push(String(input))
      return new Response('{"service":"smt","baseURI":"va.v.example"}')
    }
    return { urls, domain: createDomainResolver({ storage: createClientStorage(), fetch, account: '/api/account/1', service: 'smt' }) }
  }

  test('default: one request serves all callers, and the next page', async () => {
    const { urls, domain } = openPage()
    expect(await Promise.all([domain.get(), domain.get()])).toEqual(['https://va.v.example', 'https://va.v.example'])
    await domain.get()
    expect(urls).toEqual(['https://api.liveperson.net/api/account/1/service/smt/baseURI.json?version=1.0'])
    const next = openPage()
    expect(await next.domain.get()).toBe('https://va.v.example')
    expect(next.urls).toEqual([])
  })

  test('behavior: the domain is stored for a day', async () => {
    await openPage().domain.get()
    vi.advanceTimersByTime(24 * 60 * 60 * 1000)
    const { urls, domain } = openPage()
    await domain.get()
    expect(urls).toHaveLength(1)
  })

  test('behavior: an invalidated domain is requested again', async () => {
    const { urls, domain } = openPage()
    await domain.get()
    domain.invalidate()
    await domain.get()
    expect(urls).toHaveLength(2)
  })
})

describe('the stored domain', () => {
  const erasures: Record<string, (client: EngagementClient) => void> = {
    'a log-out': (client) => client.reset(),
    'a denial of consent': (client) => client.setConsent('denied'),
  }
  const services = [appEngagement(), monitoring({ appInstallationId: 'a' })]
  const pages = services.flatMap((service) => (['granted', 'required'] as const).map((consent) => [service.key, consent, service] as const))

  describe.each(Object.entries(erasures))('on %s', (_name, erase) => {
    test.each(pages)('behavior: a page that has sent nothing erases the whole storage (%s, consent %s)', async (_key, consent, service) => {
      const { client, simulator } = createTestClient({ service, storage: undefined })
      await getEngagement(client)
      expect(Object.keys(localStorage).filter((key) => key.includes(':domain:'))).toHaveLength(1)
      erase(createTestClient({ service, storage: undefined, consent }, simulator).client)
      expect(Object.keys(localStorage)).toEqual([])
    })
  })
})
