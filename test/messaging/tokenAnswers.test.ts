// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { createTokenClient } from '../support/tokenClient.js'
import { createSiteStorage, type PlannedResponse, startTokenServer, type TokenCall, toJwt } from '../support/tokenServer.js'

const jsMethodName = 'lpTag.taglets.unAuthMessaging.lpUnauthFunction'

const garbage: [call: TokenCall, body: unknown][] = (['authorize', 'authenticate', 'connectors'] as const).flatMap((call) =>
  ['', '<html>Sign in to the Wi-Fi</html>', 'null', '7', 'true', '[[]]', '{"token":', [null]].map((body): [TokenCall, unknown] => [
    call,
    body,
  ]),
)

const noToken = [{}, [], { token: '' }, { token: null }, { token: {} }, { token: ['a'] }, { token: 'a'.repeat(8001) }, { Token: 'a' }]

describe('answers that are no token', () => {
  test.each(garbage)('behavior: %s answers %j', async (call, body) => {
    const server = await startTokenServer()
    server.plan(call, { body })
    await expect(createTokenClient(server).get()).rejects.toMatchObject({ name: 'ResponseError' })
  })

  test.each(noToken.flatMap((body) => (['authorize', 'authenticate'] as const).map((call) => [call, body] as const)))(
    'behavior: %s answers %j',
    async (call, body) => {
      const server = await startTokenServer()
      const storage = createSiteStorage()
      server.plan(call, { body })
      const client = createTokenClient(server, { storage })
      await expect(client.get()).rejects.toMatchObject({ name: 'ResponseError' })
      expect(client.hasIdentity()).toBe(call === 'authenticate')
    },
  )

  test.each([
    'no-jwt',
    'a.b.c',
    '..',
    toJwt(null),
    toJwt(7),
    toJwt({}),
    toJwt({ sub: '' }),
    toJwt({ sub: {} }),
    `a.${Buffer.from('{"sub"').toString('base64url')}.c`,
  ])('behavior: the token %s names no visitor', async (token) => {
    const server = await startTokenServer()
    server.plan('authenticate', { body: { token } })
    const error = await createTokenClient(server)
      .get()
      .catch((error) => error)
    expect(error.name).toBe('ResponseError')
    if (token !== '..') expect(String(error.stack)).not.toContain(token)
  })

  test.each<PlannedResponse>([
    { status: 500, body: { internalErrorCode: '9012' } },
    { status: 503, body: '<html>' },
    { status: 202, body: '' },
  ])('behavior: a failure of the service is retried by the schedule (%j)', async (response) => {
    const server = await startTokenServer()
    server.plan('authorize', response, response)
    expect((await createTokenClient(server).get()).visitorId).toMatch(/^visitor/)
    expect(server.calls().filter((call) => call === 'authorize')).toHaveLength(3)
  })

  test('behavior: an error has the code of the service, and no token that its message quotes', async () => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    await createTokenClient(server, { storage }).get()
    const { externalToken } = JSON.parse(storage.items.get('react-engagement:2:test:messaging') ?? '').value
    const refusal = {
      status: 429,
      body: { internalErrorCode: '9012', message: `Token ${externalToken} (${externalToken.slice(0, 40)}) too often` },
    }
    server.plan('authenticate', refusal)
    const error = await createTokenClient(server, { storage })
      .get()
      .catch((error) => error)
    expect(error).toMatchObject({ status: 429, internalCode: 9012, serviceMessage: 'Token … (…) too often' })
    expect(JSON.stringify(error) + error.stack).not.toContain(externalToken.slice(0, 30))
  })
})

describe('the connector of anonymous visitors', () => {
  const item = { id: 4, configuration: { jsMethodName } }
  test.each<[name: string, body: unknown, found: string]>([
    ['the item of the function', [{ id: 3, name: 'unauth implicit' }, item], '4'],
    ['an id that is a text', [{ ...item, id: 'four' }], 'four'],
    ['an id of 17 digits', `[{"id":12345678901234567,"configuration":{"jsMethodName":"${jsMethodName}"}}]`, '12345678901234567'],
    ['a bare item', item, '4'],
    ['the name, where no item has the function', [{ id: 1 }, { id: 3, name: 'Unauth Implicit', configuration: null }], '3'],
    ['an item with an id', [{ configuration: { jsMethodName } }, { ...item, id: {} }, item], '4'],
  ])('default: the connector is %s', async (_name, body, found) => {
    const server = await startTokenServer()
    server.plan('connectors', { body })
    await createTokenClient(server).get()
    expect(server.requests.at(-1)?.path).toContain(`/app/${found}/authenticate`)
  })

  test.each([[[]], [[{ id: 1, configuration: {} }]], [{}], [[{ name: 'unauth implicit' }]]])(
    'behavior: a list without the connector is an error of the account (%j)',
    async (body) => {
      const server = await startTokenServer()
      server.plan('connectors', { body })
      await expect(createTokenClient(server).get()).rejects.toMatchObject({ name: 'ConfigurationError' })
    },
  )
})
