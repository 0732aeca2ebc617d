import { generateKeyPairSync, verify } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ConfigurationError } from '../../../src/errors.js'
import { type SuperOfficeSystemUserOptions, superOfficeSystemUser } from '../../../src/server/superOfficeSystemUser.js'
import { createRsaKey } from '../../support/rsaKey.js'
import { type LoginServer, startLogin, textsOf } from '../../support/superOfficeLogin.js'

const key = createRsaKey()
const ticketLifetime = 6 * 60 * 60

let login: LoginServer

/** A JSON Web Token with a ticket that numbers the requests. Its name has a letter that takes two bytes. */
const toToken = (claims: object) => `e30.${Buffer.from(JSON.stringify({ name: 'Åse', ...claims })).toString('base64url')}.signature`
const answerTicket = () => {
  const ticket = `7T:ticket-${login.requests.length}`
  return { body: { IsSuccessful: true, Token: toToken({ 'http://schemes.superoffice.net/identity/ticket': ticket }) } }
}

const create = (options: Partial<SuperOfficeSystemUserOptions> = {}) =>
  superOfficeSystemUser({
    contextIdentifier: 'Cust12345',
    systemUserToken: 'My App-pzqc70604i',
    clientSecret: 'client-secret',
    privateKey: key.pkcs8,
    fetch: login.fetch,
    ...options,
  })

function readSigned({ body }: { body: string }) {
  const [, content = '', signature = ''] = /^(.*)\.([^.]*)$/.exec(JSON.parse(body).SignedSystemToken) ?? []
  return { content, isSigned: verify('RSA-SHA256', Buffer.from(content), key.publicKey, Buffer.from(signature, 'base64')) }
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 2, 3, 4, 59) })
  login = await startLogin(answerTicket)
})

afterEach(async () => {
  vi.useRealTimers()
  await login.close()
})

describe('superOfficeSystemUser', () => {
  test('default: exchanges the signed token for a ticket', async () => {
    expect(await create()()).toBe('SOTicket 7T:ticket-1')
    expect(login.requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://online.superoffice.com/Login/api/PartnerSystemUser/Authenticate',
        contentType: 'application/json',
      },
    ])
    const [request] = login.requests as [LoginServer['requests'][0]]
    expect(JSON.parse(request.body)).toEqual({
      SignedSystemToken: expect.any(String),
      ApplicationToken: 'client-secret',
      ContextIdentifier: 'Cust12345',
      ReturnTokenType: 'JWT',
    })
    expect(readSigned(request)).toEqual({ content: 'My App-pzqc70604i.202601020304', isSigned: true })
  })

  test('parameters: environment: stage and development have hosts of their own', async () => {
    await create({ environment: 'qaonline' })()
    await create({ environment: 'sod' })()
    expect(login.requests.map(({ url }) => new URL(url).host)).toEqual(['qaonline.superoffice.com', 'sod.superoffice.com'])
  })

  test.each([
    ['PKCS#8', key.pkcs8],
    ['PKCS#1', key.pkcs1],
    ['the XML that SuperOffice issues', key.xml],
    ['PKCS#8 with escaped line breaks', key.pkcs8.replaceAll('\n', '\\n')],
    ['PKCS#1 with line breaks of Windows', `\uFEFF${key.pkcs1.replaceAll('\n', '\r\n')}`],
  ])('parameters: privateKey: %s signs', async (_form, privateKey) => {
    await create({ privateKey })()
    expect(login.requests.map(readSigned)).toMatchObject([{ isSigned: true }])
  })

  test.each([
    ['an encrypted key', key.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }), 'is encrypted'],
    [
      'an encrypted PKCS#1 key',
      key.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      'is encrypted',
    ],
    ['a public key', key.publicKey.export({ type: 'spki', format: 'pem' }), 'has a form that cannot be read'],
    ['the XML of a public key', key.xml.replace(/<P>[\s\S]*<\/D>/, ''), 'has a form that cannot be read'],
    ['XML with another text than Base64', key.xml.replace(/<D>.*<\/D>/, '<D>%%%</D>'), 'has a form that cannot be read'],
    ['the name of a file', '/run/secrets/privatekey.pem', 'has a form that cannot be read'],
    ['a key without its last line', key.pkcs8.replace(/-----END.*/, ''), 'has a form that cannot be read'],
  ])('parameters: privateKey: %s is refused when the function is made', (_form, privateKey, text) => {
    const attempt = () => create({ privateKey: privateKey.toString() })
    expect(attempt).toThrow(ConfigurationError)
    expect(attempt).toThrow(text)
    expect(attempt).toThrow('<RSAKeyValue>')
  })

  test.each([
    ['a damaged key', key.pkcs8.replace(/\n.{64}\n/, '\n')],
    ['a PKCS#1 key that says PKCS#8', key.pkcs1.replaceAll('RSA PRIVATE', 'PRIVATE')],
    [
      'a key of elliptic curves',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
  ])('parameters: privateKey: %s rejects before a request', async (_form, privateKey) => {
    const error = await create({ privateKey })().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(textsOf(error)).toContain('damaged or no RSA key')
    expect(login.requests).toEqual([])
  })

  test.each(['contextIdentifier', 'systemUserToken', 'clientSecret', 'privateKey'] as const)(
    'parameters: %s: a missing option is refused by its name',
    (name) => {
      for (const value of [undefined, '', ' ']) {
        expect(() => create({ [name]: value })).toThrow(ConfigurationError)
        expect(() => create({ [name]: value })).toThrow(`\`${name}\``)
      }
    },
  )

  test.each<[string, object]>([
    ['contextIdentifier', { contextIdentifier: '../Cust12345' }],
    ['environment', { environment: 'evil.example/' }],
    ['timeout', { timeout: 0 }],
    ['timeout', { timeout: Number.POSITIVE_INFINITY }],
  ])('parameters: %s: a value that cannot work is refused: %o', (name, options) => {
    expect(() => create(options)).toThrow(ConfigurationError)
    expect(() => create(options)).toThrow(`\`${name}\``)
  })

  test('behavior: a ticket is used for 6 hours, less 60 s', async () => {
    const credential = create()
    await credential()
    vi.setSystemTime(Date.now() + (ticketLifetime - 61) * 1000)
    expect(await credential()).toBe('SOTicket 7T:ticket-1')
    vi.setSystemTime(Date.now() + 2000)
    expect(await credential()).toBe('SOTicket 7T:ticket-2')
    expect(login.requests.map((request) => readSigned(request).content)).toEqual([
      'My App-pzqc70604i.202601020304',
      'My App-pzqc70604i.202601020904',
    ])
  })

  test('behavior: 1,000 callers share one ticket, also after a refusal', async () => {
    const credential = create()
    expect(new Set(await Promise.all(Array.from({ length: 1000 }, credential)))).toEqual(new Set(['SOTicket 7T:ticket-1']))
    credential.invalidate?.()
    expect(new Set(await Promise.all(Array.from({ length: 1000 }, credential)))).toEqual(new Set(['SOTicket 7T:ticket-2']))
    expect(login.requests).toHaveLength(2)
  })
})
