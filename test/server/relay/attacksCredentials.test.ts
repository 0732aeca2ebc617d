import { describe, expect, test } from 'vitest'
import { asAgent, askChatSession, askEngagement } from '../../support/relayAttacks.js'
import { answerAsServices, hosts, personal, secrets } from '../../support/relayServices.js'
import { type ChangedOptions, expectSafeRecords, expectSafeResponse, startRelay } from '../../support/relaySetup.js'
import type { Upstream } from '../../support/relayUpstream.js'
import { sendRaw } from '../../support/sendRaw.js'

/** Sends a read of an agent. Returns the status, and the address and credential of each request that the tenant saw. */
async function read(options: ChangedOptions, answer?: Upstream['answer'], requests = 1) {
  const setup = await startRelay(options, answer)
  const statuses: number[] = []
  for (let index = 0; index < requests; index++) {
    const response = await sendRaw(setup.server.origin, askChatSession({ headers: asAgent }))
    expectSafeResponse(response)
    statuses.push(response.status)
  }
  expectSafeRecords(setup)
  await setup.close()
  const seen = setup.upstream.requests.map(({ url, headers }) => `${url.host} ${headers.authorization}`)
  return { statuses, seen, events: setup.events.map(({ type }) => type) }
}

/** A credential that is new at each call. */
function createTokens() {
  let count = 0
  const authorization = () => `${secrets.authorization}-${++count}`
  return { authorization, calls: () => count }
}

const host = new URL(hosts.superOffice).host
const refuse =
  (status: number, isRefused: (credential: string) => boolean): Upstream['answer'] =>
  (request) =>
    isRefused(String(request.headers.authorization))
      ? { status, body: { Error: true, ErrorType: 'SoException' } }
      : answerAsServices(request)

describe('attacks: credentials', () => {
  test.each([401, 403])('after a %i, the relay asks for a new credential and repeats the request once', async (status) => {
    const tokens = createTokens()
    const { statuses, seen } = await read(
      { superOffice: tokens },
      refuse(status, (credential) => credential.endsWith('-1')),
    )
    expect({ statuses, calls: tokens.calls() }).toEqual({ statuses: [200], calls: 2 })
    expect(seen).toEqual([`${host} ${secrets.authorization}-1`, `${host} ${secrets.authorization}-2`])
  })

  test('a credential that is refused after its renewal is a 502', async () => {
    const tokens = createTokens()
    const { statuses, seen } = await read(
      { superOffice: tokens },
      refuse(401, () => true),
    )
    expect({ statuses, calls: tokens.calls(), requests: seen.length }).toEqual({ statuses: [502], calls: 2, requests: 2 })
  })

  test('an agent without rights after the renewal is no 401', async () => {
    const { statuses, seen } = await read(
      { superOffice: createTokens() },
      refuse(403, () => true),
    )
    expect([403, 502]).toContain(statuses[0])
    expect(seen).toHaveLength(2)
  })

  const leak = () => new Error(`${secrets.authorization} for ${personal.attribute}`, { cause: { token: secrets.appToken } })
  const broken: [title: string, option: () => never][] = [
    [
      'throws',
      () => {
        throw leak()
      },
    ],
    ['rejects', () => Promise.reject(leak()) as never],
    ['returns nothing', () => undefined as never],
    ['returns an object', () => ({ token: secrets.appToken }) as never],
    ['returns an empty text', () => '' as never],
    ['returns a line break', () => `Bearer ${secrets.appToken}\r\nx-more: 1` as never],
    ['never answers', () => new Promise(() => {}) as never],
  ]

  test.each(broken)('an authorization that %s sends nothing and says nothing', async (_title, authorization) => {
    const { statuses, seen } = await read({ timeout: 0.2, superOffice: { authorization } })
    expect([502, 504]).toContain(statuses[0])
    expect(seen).toEqual([])
  })

  const addresses: typeof broken = [
    ...broken,
    ['returns a path', () => '/api' as never],
    ['returns no address', () => 'javascript:alert(1)' as never],
    ['returns an address with a user', () => `https://user:${secrets.appToken}@${host}/Cust12345/api` as never],
  ]

  test.each(addresses)('a baseUrl that %s sends nothing and says nothing', async (_title, baseUrl) => {
    const { statuses, seen } = await read({ timeout: 0.2, superOffice: { baseUrl } })
    expect([502, 504]).toContain(statuses[0])
    expect(seen).toEqual([])
  })

  test('after a redirect, the relay asks once where the tenant is', async () => {
    const moved = 'https://online8.superoffice.example'
    let calls = 0
    const baseUrl = () => `${++calls === 1 ? hosts.superOffice : moved}/Cust12345/api`
    const redirect: Upstream['answer'] = (request) =>
      request.url.origin === hosts.superOffice ? { status: 302, headers: { location: `${moved}/` } } : answerAsServices(request)
    const { statuses, seen } = await read({ superOffice: { baseUrl } }, redirect, 2)
    expect([
      [200, 200],
      [502, 200],
    ]).toContainEqual(statuses)
    expect(seen[0]).toContain(host)
    expect(seen.slice(1).every((request) => request.includes('online8'))).toBe(true)
  })

  test('a tenant that only redirects gets no endless requests', async () => {
    let calls = 0
    const baseUrl = () => {
      calls++
      return `${hosts.superOffice}/Cust12345/api`
    }
    const { statuses, seen } = await read({ superOffice: { baseUrl } }, () => ({ status: 302, headers: { location: '{other}/' } }))
    expect(statuses).toEqual([502])
    expect(calls).toBeLessThanOrEqual(2)
    expect(seen.length).toBeLessThanOrEqual(2)
  })

  test('LivePerson sees no credential', async () => {
    const setup = await startRelay()
    await sendRaw(setup.server.origin, askEngagement())
    expect(JSON.stringify(setup.upstream.requests)).not.toMatch(/Planted(Token|AppToken)/)
    await setup.close()
  })
})
