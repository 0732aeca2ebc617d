// @vitest-environment node
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenClient } from '../support/tokenClient.js'
import { createSiteStorage, startTokenServer, toJwt } from '../support/tokenServer.js'

const minute = 60 * 1000
const key = 'react-engagement:2:test:messaging'

/** Moves the clock alone. Timers stay real, because the requests are. */
function moveClock(milliseconds: number): void {
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + milliseconds })
}

afterEach(() => {
  vi.useRealTimers()
})

describe('the tokens of an anonymous visitor', () => {
  test('default: a new visitor gets an external token, a connector and a token of LivePerson', async () => {
    const server = await startTokenServer()
    const { get } = createTokenClient(server)
    const { jwt, visitorId, expiresAt } = await get()
    expect(server.calls()).toEqual(['authorize', 'connectors', 'authenticate'])
    expect(visitorId).toBe('visitor-0')
    expect(server.visitorOf(jwt)).toBe('visitor-0')
    expect(expiresAt).toBeGreaterThan(Date.now() + 59 * minute)
    const [authorize, , authenticate] = server.requests
    expect(authorize).toMatchObject({ path: '/chat-proxy/api/account/12345678/anonymous/authorize', body: '' })
    expect(authorize?.headers['content-type']).toBe('application/json')
    expect(authenticate?.path).toBe('/chat-proxy/api/account/12345678/app/11/authenticate?v=3.0')
    expect(JSON.parse(authenticate?.body ?? '')).toEqual({ id_token: expect.any(String) })
  })

  test('default: the token of LivePerson serves until a minute before its end', async () => {
    const server = await startTokenServer()
    const { get } = createTokenClient(server)
    const { jwt } = await get()
    moveClock(58 * minute)
    expect((await get()).jwt).toBe(jwt)
    moveClock(1.1 * minute)
    const next = await get()
    expect(next.jwt).not.toBe(jwt)
    expect(next.visitorId).toBe('visitor-0')
    expect(server.calls().slice(3)).toEqual(['authorize', 'authenticate'])
  })

  test('behavior: the next page takes a young external token as it is, with its connector', async () => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    await createTokenClient(server, { storage }).get()
    const next = createTokenClient(server, { storage })
    expect(next.hasIdentity()).toBe(true)
    expect((await next.get()).visitorId).toBe('visitor-0')
    expect(server.calls().slice(3)).toEqual(['authenticate'])
  })

  test('behavior: a later page renews the external token, and stays the same visitor', async () => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    await createTokenClient(server, { storage }).get()
    const { externalToken } = JSON.parse(storage.items.get(key) ?? '').value
    moveClock(20 * minute)
    expect((await createTokenClient(server, { storage }).get()).visitorId).toBe('visitor-0')
    expect(server.calls().slice(3)).toEqual(['authorize', 'authenticate'])
    expect(JSON.parse(server.requests[3]?.body ?? '')).toEqual({ id_token: externalToken })
  })

  test.each([401, 400, 403, 404])('behavior: a visitor whose token is too old for a renewal (%i) begins anew', async (status) => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    await createTokenClient(server, { storage }).get()
    moveClock(40 * 60 * minute)
    server.plan('authorize', { status, body: { internalErrorCode: '9012' } })
    const { visitorId } = await createTokenClient(server, { storage }).get()
    expect(visitorId).not.toBe('visitor-0')
    expect(server.requests.slice(3).map(({ call, body }) => [call, body !== ''])).toEqual([
      ['authorize', true],
      ['authorize', false],
      ['authenticate', true],
    ])
    moveClock(0)
    expect((await createTokenClient(server, { storage }).get()).visitorId).toBe(visitorId)
  })

  test.each([429, 408, 500, 503])('behavior: a temporary refusal of the renewal (%i) loses no visitor', async (status) => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    await createTokenClient(server, { storage }).get()
    const stored = storage.items.get(key)
    moveClock(20 * minute)
    const failure = { status, body: {} }
    server.plan('authorize', failure, failure, failure)
    await expect(createTokenClient(server, { storage }).get()).rejects.toMatchObject({ name: 'ServiceError', status })
    expect(storage.items.get(key)).toBe(stored)
    server.plan('authorize')
    expect((await createTokenClient(server, { storage }).get()).visitorId).toBe('visitor-0')
  })

  test('behavior: an external token that the exchange refuses is renewed once, and the connector is looked up again', async () => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    await createTokenClient(server, { storage }).get()
    server.plan('authenticate', { status: 401, body: '' })
    expect((await createTokenClient(server, { storage }).get()).visitorId).toBe('visitor-0')
    expect(server.calls().slice(3)).toEqual(['authenticate', 'authorize', 'connectors', 'authenticate'])
    server.plan('authenticate', { status: 401, body: '' }, { status: 401, body: '' })
    await expect(createTokenClient(server, { storage }).get()).rejects.toMatchObject({ name: 'ServiceError', status: 401 })
    expect(server.calls().slice(7)).toEqual(['authenticate', 'authorize', 'connectors', 'authenticate'])
  })

  test('behavior: a token that the socket refuses is renewed with its external token', async () => {
    const server = await startTokenServer()
    const { get, refuse } = createTokenClient(server)
    const first = await get()
    refuse(first)
    refuse(first)
    const second = await get()
    expect(second.jwt).not.toBe(first.jwt)
    expect(second.visitorId).toBe('visitor-0')
    expect(server.calls().slice(3)).toEqual(['authorize', 'authenticate'])
    refuse(first)
    expect(await get()).toBe(second)
  })

  test('parameters: connectorId: a connector of the site is not looked up and not stored', async () => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    await createTokenClient(server, { storage, connectorId: 'a b' }).get('33')
    expect(server.calls()).toEqual(['authorize', 'authenticate'])
    expect(server.requests[1]?.path).toContain('/app/a%20b/authenticate')
    expect(JSON.parse(storage.items.get(key) ?? '').value).toEqual({ externalToken: expect.any(String), authorizedAt: expect.any(Number) })
  })

  test('behavior: the connector of the engagement serves signed-in visitors alone', async () => {
    const server = await startTokenServer()
    await createTokenClient(server).get('33')
    expect(server.requests.at(-1)?.path).toContain('/app/11/authenticate')
  })

  test.each([
    ['token', (jwt: string) => ({ token: jwt })],
    ['jwt', (jwt: string) => ({ jwt })],
  ])('behavior: both answers may name their token `%s`', async (_name, toBody) => {
    const server = await startTokenServer()
    const jwt = toJwt({ sub: 'Zoë', exp: Date.now() / 1000 + 3600 })
    server.plan('authorize', { body: toBody('external') })
    server.plan('authenticate', { body: toBody(jwt) })
    expect(await createTokenClient(server).get()).toMatchObject({ jwt, visitorId: 'Zoë' })
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({ id_token: 'external' })
  })

  test('behavior: a token without an end is exchanged anew each time', async () => {
    const server = await startTokenServer()
    const { get } = createTokenClient(server)
    server.plan('authenticate', { body: { token: toJwt({ sub: 'a' }) } }, { body: { token: toJwt({ sub: 'a' }) } })
    await get()
    await get()
    expect(server.calls()).toEqual(['authorize', 'connectors', 'authenticate', 'authenticate'])
  })
})
