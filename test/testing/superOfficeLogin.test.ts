// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSimulator, type Simulator } from '../../src/testing/index.js'

const origin = 'https://online.superoffice.example'
const claims = 'http://schemes.superoffice.net/identity/'
const hour = 60 * 60 * 1000

const refresh = { grant_type: 'refresh_token', client_id: 'app', client_secret: 'secret', refresh_token: 'refresh' }

/** A signed token as the documents describe it: the token, the minute in UTC, and a signature. */
const sign = (date: Date) => `App-token.${date.toISOString().replace(/\D/g, '').slice(0, 12)}.c2lnbmVk+/==`

function toSystemUser(changes: object = {}) {
  return {
    SignedSystemToken: sign(new Date()),
    ApplicationToken: 'secret',
    ContextIdentifier: 'Cust12345',
    ReturnTokenType: 'JWT',
    ...changes,
  }
}

describe("the simulator's login of SuperOffice", () => {
  let simulator: Simulator
  beforeEach(() => {
    simulator = createSimulator()
    simulator.openChatSession()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  async function call(path: string, init?: RequestInit) {
    const response = await simulator.fetch(origin + path, init)
    return { status: response.status, body: await response.json() }
  }

  const askForTokens = (parameters: Record<string, string>) =>
    call('/login/common/oauth/tokens', { method: 'POST', body: new URLSearchParams(parameters) })

  const authenticate = (body: object) => call('/Login/api/PartnerSystemUser/Authenticate', { method: 'POST', body: JSON.stringify(body) })

  const readSession = async (authorization: string) =>
    (await call('/Cust12345/api/v1/ChatSession/1', { headers: { authorization } })).status

  test('default: the state call names the API of the tenant', async () => {
    await expect(call('/api/state/Cust12345')).resolves.toEqual({
      status: 200,
      body: {
        ContextIdentifier: 'Cust12345',
        Endpoint: `${origin}/Cust12345`,
        State: 'Running',
        IsRunning: true,
        ValidUntil: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        Api: `${origin}/Cust12345/api`,
      },
    })
    expect(simulator.requests[0]).toMatchObject({ call: 'tenant', status: 200 })
  })

  test('default: a refresh token gives access for an hour', async () => {
    vi.useFakeTimers()
    const { body } = await askForTokens(refresh)
    expect(body).toMatchObject({ token_type: 'Bearer', access_token: expect.stringMatching(/^8A:/), expires_in: 3600 })
    expect(await readSession(`Bearer ${body.access_token}`)).toBe(200)
    vi.advanceTimersByTime(hour)
    expect(await readSession(`Bearer ${body.access_token}`)).toBe(401)
    const { body: next } = await askForTokens(refresh)
    expect(await readSession(`Bearer ${next.access_token}`)).toBe(200)
    expect(simulator.requests[0]).toMatchObject({ call: 'token', body: new URLSearchParams(refresh).toString() })
  })

  test('behavior: the parameters of a refresh can be in the query', async () => {
    const path = `/login/common/oauth/tokens?${new URLSearchParams(refresh)}`
    await expect(call(path, { method: 'POST' })).resolves.toMatchObject({ status: 200, body: { token_type: 'Bearer' } })
  })

  test.each([
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no client', { client_id: '' }, 'invalid_client'],
    ['no secret', { client_secret: '' }, 'invalid_client'],
    ['no refresh token', { refresh_token: '' }, 'invalid_grant'],
  ])('behavior: a refresh with %s is refused', async (_name, changes, error) => {
    await expect(askForTokens({ ...refresh, ...changes })).resolves.toEqual({ status: 400, body: { error } })
  })

  test('default: the signed token of a system user gives a ticket for six hours', async () => {
    vi.useFakeTimers()
    const { status, body } = await authenticate(toSystemUser())
    expect({ status, ...body }).toEqual({ status: 200, IsSuccessful: true, Token: expect.any(String), ErrorMessage: null })
    const payload = JSON.parse(Buffer.from(body.Token.split('.')[1], 'base64url').toString())
    expect(payload).toEqual({ [`${claims}ticket`]: expect.stringMatching(/^7T:/), [`${claims}ctx`]: 'Cust12345' })
    const authorization = `SOTicket ${payload[`${claims}ticket`]}`
    expect(await readSession(authorization)).toBe(200)
    vi.advanceTimersByTime(6 * hour)
    expect(await readSession(authorization)).toBe(401)
  })

  test.each([
    ['no application token', { ApplicationToken: '' }],
    ['no tenant', { ContextIdentifier: undefined }],
    ['another type of token', { ReturnTokenType: 'SAML' }],
    ['a token that is not signed', { SignedSystemToken: 'App-token' }],
    ['a signature of yesterday', { SignedSystemToken: sign(new Date(Date.now() - 24 * hour)) }],
  ])('behavior: a system user with %s is refused with the status 200', async (_name, changes) => {
    await expect(authenticate(toSystemUser(changes))).resolves.toEqual({
      status: 200,
      body: { IsSuccessful: false, Token: null, ErrorMessage: expect.any(String) },
    })
  })

  test('behavior: credentials that were issued can expire before their end', async () => {
    const { body } = await askForTokens(refresh)
    simulator.expireCredentials()
    expect(await readSession(`Bearer ${body.access_token}`)).toBe(401)
  })

  test.each([
    ['POST', '/api/state/Cust12345'],
    ['GET', '/login/common/oauth/tokens'],
    ['GET', '/Login/api/PartnerSystemUser/Authenticate'],
  ])('behavior: %s %s is refused', async (method, path) => {
    await expect(call(path, { method })).resolves.toMatchObject({ status: 405, body: { Message: expect.any(String) } })
  })

  test.each(['tenant', 'token'] as const)('behavior: a call of the type %s can fail', async (type) => {
    simulator.fail({ call: type, status: 503 })
    const answer = type === 'tenant' ? call('/api/state/Cust12345') : askForTokens(refresh)
    await expect(answer).resolves.toMatchObject({ status: 503, body: { Error: true } })
  })
})
