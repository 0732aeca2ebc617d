import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ConfigurationError } from '../../../src/errors.js'
import { type SuperOfficeRefreshTokenOptions, superOfficeRefreshToken } from '../../../src/server/superOfficeRefreshToken.js'
import { type LoginServer, startLogin } from '../../support/superOfficeLogin.js'

let login: LoginServer
let expiresIn: unknown

const create = (options: Partial<SuperOfficeRefreshTokenOptions> = {}) =>
  superOfficeRefreshToken({ clientId: 'client', clientSecret: 'a+b&c=d', refreshToken: 'refresh-token', fetch: login.fetch, ...options })

const passSeconds = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  expiresIn = 3600
  login = await startLogin(() => ({
    body: { token_type: 'Bearer', access_token: `8A:token-${login.requests.length}`, expires_in: expiresIn },
  }))
})

afterEach(async () => {
  vi.useRealTimers()
  await login.close()
})

describe('superOfficeRefreshToken', () => {
  test('default: exchanges the refresh token for an access token, without a secret in the address', async () => {
    expect(await create()()).toBe('Bearer 8A:token-1')
    expect(login.requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://online.superoffice.com/login/common/oauth/tokens',
        contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
      },
    ])
    expect(Object.fromEntries(new URLSearchParams(login.requests[0]?.body))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'client',
      client_secret: 'a+b&c=d',
      refresh_token: 'refresh-token',
    })
  })

  test.each<[expiresIn: unknown, lifetime: number]>([
    [3600, 3600],
    ['300', 300],
    [undefined, 1200],
    ['soon', 1200],
  ])('behavior: a token that expires in %j s is used for %d s, less 60 s', async (answered, lifetime) => {
    expiresIn = answered
    const credential = create()
    await credential()
    passSeconds(lifetime - 61)
    expect(await credential()).toBe('Bearer 8A:token-1')
    passSeconds(2)
    expect(await credential()).toBe('Bearer 8A:token-2')
  })

  test('behavior: 1,000 callers share one access token, also after a refusal', async () => {
    const credential = create()
    expect(new Set(await Promise.all(Array.from({ length: 1000 }, credential)))).toEqual(new Set(['Bearer 8A:token-1']))
    credential.invalidate?.()
    expect(new Set(await Promise.all(Array.from({ length: 1000 }, credential)))).toEqual(new Set(['Bearer 8A:token-2']))
    expect(login.requests).toHaveLength(2)
  })

  test.each(['clientId', 'clientSecret', 'refreshToken'] as const)('parameters: %s: a missing option is refused by its name', (name) => {
    expect(() => create({ [name]: undefined })).toThrow(ConfigurationError)
    expect(() => create({ [name]: undefined })).toThrow(`\`${name}\``)
  })

  test('parameters: fetch: the fetch of the moment is used, so that a later replacement takes part', async () => {
    const credential = superOfficeRefreshToken({ clientId: 'client', clientSecret: 'secret', refreshToken: 'token' })
    vi.stubGlobal('fetch', login.fetch)
    const attempt = credential()
    vi.unstubAllGlobals()
    expect(await attempt).toBe('Bearer 8A:token-1')
  })
})
