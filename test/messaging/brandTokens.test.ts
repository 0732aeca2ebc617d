// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { ServiceError } from '../../src/errors.js'
import { createTokenClient } from '../support/tokenClient.js'
import { createSiteStorage, startTokenServer, toJwt } from '../support/tokenServer.js'

describe("the brand's own token", () => {
  test('default: the token is exchanged, and stored nowhere', async () => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    let calls = 0
    const client = createTokenClient(server, { storage, connectorId: '21', authorization: async () => `brand-${++calls}` })
    expect(client.hasIdentity()).toBe(true)
    const { visitorId } = await client.get()
    expect(visitorId).toBe('brand-1')
    expect(await client.get()).toMatchObject({ visitorId })
    expect(server.calls()).toEqual(['authenticate'])
    expect(server.requests[0]?.path).toContain('/app/21/authenticate?v=3.0')
    expect(storage.items.size).toBe(0)
  })

  test('behavior: a refused token and an expired one call the function again', async () => {
    const server = await startTokenServer()
    let calls = 0
    const client = createTokenClient(server, { connectorId: '21', authorization: async () => `brand-${++calls}` })
    client.refuse(await client.get())
    server.plan('authenticate', { body: { jwt: toJwt({ sub: 'brand-2', exp: Date.now() / 1000 + 30 }) } })
    expect((await client.get()).visitorId).toBe('brand-2')
    expect((await client.get()).visitorId).toBe('brand-3')
  })

  test('parameters: connectorId: the site comes before the engagement, whose connector serves the next page', async () => {
    const server = await startTokenServer()
    const authorization = async () => 'brand-1'
    const storage = createSiteStorage()
    await createTokenClient(server, { storage, connectorId: '21', authorization }).get('33')
    await createTokenClient(server, { storage, authorization }).get('33')
    await createTokenClient(server, { storage, authorization }).get()
    expect(server.requests.map(({ path }) => /app\/(\d+)/.exec(path)?.[1])).toEqual(['21', '33', '33'])
    expect([...storage.items.values()].join()).not.toContain('brand-1')
    const page = createTokenClient(server, { storage, authorization })
    page.forget()
    expect(storage.items.size).toBe(0)
    await expect(page.get()).rejects.toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining('connectorId') })
  })

  test('behavior: the stored token of an anonymous visitor is not sent', async () => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    await createTokenClient(server, { storage }).get()
    const client = createTokenClient(server, { storage, connectorId: '21', authorization: async () => 'brand-1' })
    const token = await client.get()
    expect(token.visitorId).toBe('brand-1')
    expect(await client.get()).toBe(token)
    expect(server.calls().slice(3)).toEqual(['authenticate'])
  })

  test.each<[name: string, authorization: () => unknown, expected: object]>([
    [
      'throws',
      () => {
        throw new Error('offline')
      },
      { name: 'NetworkError' },
    ],
    [
      'rejects',
      async () => {
        throw new Error('offline')
      },
      { name: 'NetworkError' },
    ],
    [
      'rejects with an error of the library',
      async () => {
        throw new ServiceError({ status: 403, internalCode: undefined, time: undefined, serviceMessage: undefined })
      },
      { name: 'ServiceError', status: 403 },
    ],
    ['returns nothing', async () => undefined, { name: 'ConfigurationError' }],
    ['returns an empty text', () => '', { name: 'ConfigurationError' }],
    ['returns no text', () => ({ token: 'a' }), { name: 'ConfigurationError' }],
  ])('behavior: a function that %s', async (_name, authorization, expected) => {
    const server = await startTokenServer()
    const client = createTokenClient(server, { connectorId: '21', authorization: authorization as () => Promise<string> })
    await expect(client.get()).rejects.toMatchObject(expected)
    expect(server.calls()).toEqual([])
  })

  test('behavior: an abort ends the wait for the function', async () => {
    const server = await startTokenServer()
    const client = createTokenClient(server, { connectorId: '21', authorization: () => new Promise(() => {}) })
    const controller = new AbortController()
    const token = client.get(undefined, controller.signal)
    controller.abort(new Error('The page is left.'))
    await expect(token).rejects.toThrow('The page is left.')
  })

  test('behavior: a refusal of the exchange is final, and quotes no token', async () => {
    const server = await startTokenServer()
    const idToken = toJwt({ sub: 'brand-1' })
    server.plan('authenticate', { status: 401, body: { message: `bad ${idToken}` } })
    const error = await createTokenClient(server, { connectorId: '21', authorization: async () => idToken })
      .get()
      .catch((error) => error)
    expect(error).toMatchObject({ name: 'ServiceError', status: 401, serviceMessage: 'bad …' })
    expect(server.calls()).toEqual(['authenticate'])
  })
})
