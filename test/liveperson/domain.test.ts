import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import { ResponseError } from '../../src/errors.js'
import { createDomainResolver } from '../../src/liveperson/createDomainResolver.js'
import { getDomain } from '../../src/liveperson/getDomain.js'

const answer = (body: unknown, service = 'smt') => getDomain(async () => ({ status: 200, body }), service)

describe('getDomain', () => {
  test.each([
    ['the documented list', { baseURIs: [{ service: 'smt', account: '1', baseURI: 'va.v.example' }] }],
    ['a bare object, as in the sample', { service: 'smt', account: '1', baseURI: 'va.v.example' }],
    ['a bare list', [{ service: 'smt', baseURI: 'va.v.example' }]],
    [
      'others beside it, and a name in another case',
      {
        baseURIs: [
          { service: 'idp', baseURI: 'id.example' },
          { service: 'SMT', baseURI: 'va.v.example' },
        ],
      },
    ],
    ['a scheme and a slash, http at that', { service: 'smt', baseURI: 'http://va.v.example/' }],
  ])('default: %s', async (_name, body) => {
    expect(await answer(body)).toBe('https://va.v.example')
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
  ])('behavior: %j names none', async (body) => {
    await expect(answer(body)).rejects.toThrow(ResponseError)
  })
})

describe('createDomainResolver', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function visit() {
    const asked: string[] = []
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(String(input))
      return new Response('{"service":"smt","baseURI":"va.v.example"}')
    }
    return { asked, domain: createDomainResolver({ storage: createClientStorage(), fetch, account: '/api/account/1', service: 'smt' }) }
  }

  test('default: asked once, whoever needs it, and kept', async () => {
    const { asked, domain } = visit()
    expect(await Promise.all([domain.get(), domain.get()])).toEqual(['https://va.v.example', 'https://va.v.example'])
    await domain.get()
    expect(asked).toEqual(['https://api.liveperson.net/api/account/1/service/smt/baseURI.json?version=1.0'])
    const next = visit()
    expect(await next.domain.get()).toBe('https://va.v.example')
    expect(next.asked).toEqual([])
  })

  test('behavior: kept for a day', async () => {
    await visit().domain.get()
    vi.advanceTimersByTime(24 * 60 * 60 * 1000)
    const { asked, domain } = visit()
    await domain.get()
    expect(asked).toHaveLength(1)
  })

  test('behavior: dropped, it is asked for again', async () => {
    const { asked, domain } = visit()
    await domain.get()
    domain.invalidate()
    await domain.get()
    expect(asked).toHaveLength(2)
  })
})
