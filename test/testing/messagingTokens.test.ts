// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSimulator, type MessagingVariants, type Simulator } from '../../src/testing/index.js'
import { authenticate, authorize } from '../support/rawSocket.js'

const minute = 60 * 1000
const hour = 60 * minute
const account = 'https://lo.idp.example/api/account/12345678'

/** Reads the claims as a client does, without a look at the signature. */
const readClaims = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())

const toBrandToken = (claims: object) =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.')

describe("the simulator's tokens of messaging", () => {
  let simulator: Simulator
  beforeEach(() => {
    vi.useFakeTimers()
    simulator = createSimulator()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const withVariants = (variants: MessagingVariants) => {
    simulator = createSimulator({ messaging: { variants } })
  }

  async function post(path: string, body?: object) {
    const response = await simulator.fetch(account + path, { method: 'POST', ...(body && { body: JSON.stringify(body) }) })
    return { status: response.status, body: await response.json() }
  }

  test('default: a new visitor has a token and a JWT with the same `sub`', async () => {
    const token = await authorize(simulator)
    const jwt = await authenticate(simulator, token)
    expect(readClaims(token)).toMatchObject({ aud: 'acc:12345678', exp: Math.floor(Date.now() / 1000) + 600 })
    expect(readClaims(jwt)).toEqual(expect.objectContaining({ sub: readClaims(token).sub, iss: 'https://idp.liveperson.net' }))
    expect(simulator.requests.map(({ call }) => call)).toEqual(['authorize', 'authenticate'])
  })

  test('default: each new visitor has another `sub`, and the same seed gives the same', async () => {
    const subs = async (from: Simulator) => [readClaims(await authorize(from)).sub, readClaims(await authorize(from)).sub]
    const [first, second] = await subs(simulator)
    expect(second).not.toBe(first)
    await expect(subs(createSimulator())).resolves.toEqual([first, second])
  })

  test('behavior: a renewed token has the same `sub`', async () => {
    const token = await authorize(simulator)
    vi.advanceTimersByTime(20 * minute)
    const renewed = await authorize(simulator, token)
    expect(renewed).not.toBe(token)
    expect(readClaims(renewed).sub).toBe(readClaims(token).sub)
  })

  test('behavior: a token older than 10 minutes gets no JWT', async () => {
    const token = await authorize(simulator)
    vi.advanceTimersByTime(10 * minute + 1)
    await expect(post('/app/2100000010/authenticate?v=3.0', { id_token: token })).resolves.toMatchObject({ status: 401 })
  })

  test.each(['730 h', '24 h'] as const)('parameters: renewal: a token can be renewed for %s', async (renewal) => {
    withVariants({ renewal })
    const token = await authorize(simulator)
    vi.advanceTimersByTime((renewal === '24 h' ? 24 : 730) * hour)
    await expect(post('/anonymous/authorize', { id_token: token })).resolves.toMatchObject({ status: 200 })
    vi.advanceTimersByTime(1)
    await expect(post('/anonymous/authorize', { id_token: token })).resolves.toMatchObject({ status: 401 })
  })

  test.each([
    ['garbage cannot be renewed', '/anonymous/authorize', 'garbage', 401],
    ['garbage gets no JWT', '/app/2100000010/authenticate?v=3.0', 'garbage', 401],
    ['an unknown connector is not found', '/app/1/authenticate?v=3.0', 'garbage', 404],
    ["a brand's token that has expired gets no JWT", '/app/2100000011/authenticate?v=3.0', toBrandToken({ sub: 'a', exp: 1 }), 401],
    ["a brand's token without `sub` gets no JWT", '/app/2100000011/authenticate?v=3.0', toBrandToken({}), 401],
  ])('behavior: %s', async (_title, path, token, status) => {
    await expect(post(path, { id_token: token })).resolves.toEqual({ status, body: { internalErrorCode: expect.any(String) } })
  })

  test("behavior: a brand's visitor has the same `sub` each time, which is not the brand's", async () => {
    const first = readClaims(await authenticate(simulator, toBrandToken({ sub: 'customer', iss: 'https://brand.example' }), '2100000011'))
    const second = readClaims(await authenticate(simulator, toBrandToken({ sub: 'customer', iat: 1 }), '2100000011'))
    expect(first).toMatchObject({ 'lp.ext': { sub: 'customer', iss: 'https://brand.example' } })
    expect(second.sub).toBe(first.sub)
    expect(first.sub).not.toBe('customer')
  })

  test('parameters: connectorId: the service knows the connector of the options, and of the offer', async () => {
    simulator = createSimulator({ messaging: { connectorId: '77' } })
    simulator.offer({ status: 'available', connectorId: '88' })
    for (const connector of ['77', '88']) {
      await expect(authenticate(simulator, toBrandToken({ sub: 'customer' }), connector)).resolves.toEqual(expect.any(String))
    }
  })

  test('parameters: tokenField: the JWT can be in `jwt`', async () => {
    withVariants({ tokenField: 'jwt' })
    await expect(post('/app/2100000010/authenticate?v=3.0', { id_token: await authorize(simulator) })).resolves.toEqual({
      status: 200,
      body: { jwt: expect.any(String) },
    })
  })

  test.each([
    ['jsMethodName', { configuration: { jsMethodName: 'lpTag.taglets.unAuthMessaging.lpUnauthFunction' } }],
    ['name', { name: 'unauth implicit' }],
    ['missing', undefined],
  ] as const)('parameters: connector: %s', async (connector, found) => {
    withVariants({ connector })
    const response = await simulator.fetch('https://accdn.lpsnmedia.net/api/account/12345678/configuration/le-connectors/all-connectors')
    const anonymous = (await response.json()).find(({ id }: { id: number }) => id === 2100000010)
    if (found) expect(anonymous).toMatchObject(found)
    else expect(anonymous).toBeUndefined()
  })

  test.each([
    ['baseURIs', { baseURIs: [expect.objectContaining({ baseURI: 'lo.idp.example' })] }],
    ['baseURI', { service: 'idp', account: '12345678', baseURI: 'lo.idp.example' }],
  ] as const)('parameters: domainBody: %s', async (domainBody, body) => {
    withVariants({ domainBody })
    const response = await simulator.fetch('https://api.liveperson.net/api/account/12345678/service/idp/baseURI.json?version=1.0')
    await expect(response.json()).resolves.toEqual(body)
  })

  test('behavior: the calls of tokens fail by a fault of their own names', async () => {
    simulator.fail({ call: 'authorize', status: 500, times: 1 })
    simulator.fail({ call: 'authenticate', networkError: true, times: 1 })
    await expect(post('/anonymous/authorize')).resolves.toEqual({ status: 500, body: { internalErrorCode: expect.any(String) } })
    const token = await authorize(simulator)
    await expect(authenticate(simulator, token)).rejects.toThrow('Failed to fetch')
    await expect(authenticate(simulator, token)).resolves.toEqual(expect.any(String))
  })

  test('behavior: a token that was ended for good cannot be renewed', async () => {
    const token = await authorize(simulator)
    simulator.expireTokens()
    await expect(post('/anonymous/authorize', { id_token: token })).resolves.toMatchObject({ status: 200 })
    simulator.expireTokens({ isFinal: true })
    await expect(post('/anonymous/authorize', { id_token: token })).resolves.toMatchObject({ status: 401 })
  })

  test('behavior: another account is not found', async () => {
    simulator = createSimulator({ accountId: '1' })
    await expect(post('/anonymous/authorize')).resolves.toMatchObject({ status: 404 })
  })
})
