import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EngagementError, NetworkError, ResponseError, TimeoutError } from '../../../src/errors.js'
import type { SuperOfficeConnection } from '../../../src/server/requestSuperOffice.js'
import { superOfficeRefreshToken } from '../../../src/server/superOfficeRefreshToken.js'
import { superOfficeSystemUser } from '../../../src/server/superOfficeSystemUser.js'
import { superOfficeTenant } from '../../../src/server/superOfficeTenant.js'
import { createRsaKey } from '../../support/rsaKey.js'
import { type LoginAnswer, type LoginRequest, type LoginServer, startLogin, textsOf } from '../../support/superOfficeLogin.js'

const { pkcs8: privateKey } = createRsaKey()

/** Each secret contains this text. The middle of the key stands for the key. */
const mark = 'do-not-tell'
const keyLine = privateKey.split('\n')[5] as string

const credentials = {
  superOfficeSystemUser: (connection: SuperOfficeConnection) =>
    superOfficeSystemUser({
      ...connection,
      contextIdentifier: 'Cust12345',
      systemUserToken: `App-${mark}`,
      clientSecret: `secret-${mark}`,
      privateKey,
    }),
  superOfficeRefreshToken: (connection: SuperOfficeConnection) =>
    superOfficeRefreshToken({ ...connection, clientId: 'client', clientSecret: `secret-${mark}`, refreshToken: `refresh-${mark}` }),
  superOfficeTenant: (connection: SuperOfficeConnection) => superOfficeTenant('Cust12345', connection),
}

/** Each service takes this answer, if nothing else is wrong with it. */
const success = {
  Token: toToken('7T:ticket'),
  access_token: 'token',
  Api: 'https://online2.superoffice.com/Cust12345/api',
}

type Kind = new (...parameters: never[]) => EngagementError

/** Each answer repeats what the service received, or contains a secret itself. */
const answers: [string, answer: (request: LoginRequest) => LoginAnswer, kind: Kind, text?: string][] = [
  [
    'a refusal',
    ({ body }) => ({ status: 400, body: { error: 'invalid_grant', error_description: body } }),
    ResponseError,
    '400 (invalid_grant)',
  ],
  ['a refusal with an unknown code', ({ body }) => ({ status: 401, body: { error: `${mark} ${body}` } }), ResponseError, '401'],
  ['a refusal in HTML', ({ body }) => ({ status: 500, body: `<pre>${body}` }), ResponseError, '500'],
  ['a refusal with 200', ({ body }) => ({ body: { IsSuccessful: false, ErrorMessage: body } }), ResponseError],
  ['a page', ({ body }) => ({ body: `<p>${body}` }), ResponseError],
  ['null', () => ({ body: null }), ResponseError],
  ['a list', () => ({ body: [mark] }), ResponseError],
  ['a token that is no text', () => ({ body: { IsSuccessful: true, Token: { mark }, access_token: { mark } } }), ResponseError],
  [
    'a token that ends the header',
    () => ({ body: { Token: toToken(`7T:${mark}\r\nx: y`), access_token: `${mark}\r\nx: y` } }),
    ResponseError,
  ],
  ['a token that is no JSON Web Token', () => ({ body: { IsSuccessful: true, Token: mark } }), ResponseError],
  ['a token without a ticket', () => ({ body: { IsSuccessful: true, Token: toToken(undefined) } }), ResponseError],
  ['more than 1 MB', () => ({ body: { ...success, mark: mark.repeat(100_000) } }), ResponseError],
  ['a redirect to the same host', () => ({ status: 307, location: '/login' }), ResponseError, '307'],
  ['a redirect to another host', () => ({ status: 302, location: 'https://evil.example/' }), ResponseError, '302'],
  ['a broken connection', () => 'broken', NetworkError],
  ['silence', () => undefined, TimeoutError, '0.2 s'],
]

function toToken(ticket: string | undefined) {
  const claims = { 'http://schemes.superoffice.net/identity/ticket': ticket, mark }
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${mark}`
}

let login: LoginServer

beforeEach(async () => {
  login = await startLogin(() => ({ body: {} }))
})

afterEach(() => login.close())

describe.each(Object.entries(credentials))('%s', (_name, create) => {
  test.each(answers)(
    'behavior: after %s, the error contains no secret, and the next call requests again',
    async (_answer, answer, kind, text) => {
      login.answer = answer
      const credential = create({ fetch: login.fetch, timeout: kind === TimeoutError ? 0.2 : 30 })
      const error = await credential().catch((error: unknown) => error)
      expect(error).toBeInstanceOf(kind)
      const texts = textsOf(error)
      if (text) expect(texts).toContain(text)
      expect(texts).not.toContain(mark)
      expect(texts).not.toContain(keyLine)
      expect((error as Error).cause).toBeUndefined()

      await expect(credential()).rejects.toThrow(kind)
      expect(login.requests).toHaveLength(2)
    },
  )

  test('behavior: a fetch that throws its own request, or ignores the signal, is no leak and no endless wait', async () => {
    const leaking: typeof fetch = (_input, init) => Promise.reject(Object.assign(new Error(String(init?.body)), { init }))
    const error = await create({ fetch: leaking })().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(NetworkError)
    expect(textsOf(error)).not.toContain(mark)
    await expect(create({ fetch: () => new Promise(() => {}), timeout: 0.05 })()).rejects.toThrow(TimeoutError)
  })
})
