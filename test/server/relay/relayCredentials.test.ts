import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRelay, type RelayEvent, superOfficeSystemUser, superOfficeTenant, toNodeListener } from '../../../src/server/index.js'
import { close, listen } from '../../support/loopback.js'
import { createRsaKey } from '../../support/rsaKey.js'
import { type LoginAnswer, type LoginRequest, type LoginServer, startLogin } from '../../support/superOfficeLogin.js'

const { pkcs8: privateKey } = createRsaKey()

/** Each secret contains this text. */
const mark = 'do-not-tell'

let login: LoginServer
let server: Server
let origin: string
let events: RelayEvent[]

const ofPath = (path: string) => login.requests.filter(({ url }) => new URL(url).pathname.startsWith(path))
const tickets = () => ofPath('/Login/')
const states = () => ofPath('/api/state/')
const chatSessions = () => ofPath('/Cust12345/api/v1/ChatSession/')

/** SuperOffice's own services: each ticket and each host of the tenant has the number of its request. */
function answer({ url, authorization }: LoginRequest): LoginAnswer {
  const { pathname } = new URL(url)
  if (pathname.startsWith('/Login/')) {
    const claims = { 'http://schemes.superoffice.net/identity/ticket': `7T:${mark}-${tickets().length}` }
    return { body: { IsSuccessful: true, Token: `e30.${btoa(JSON.stringify(claims))}.x` } }
  }
  if (pathname.startsWith('/api/state/')) {
    const Api = `https://online${states().length}.superoffice.com/Cust12345/api`
    return { body: { IsRunning: true, Api, ValidUntil: new Date(Date.now() + 3_600_000) } }
  }
  return answerChatSession(authorization, url)
}

let answerChatSession: (authorization: string | undefined, url: string) => LoginAnswer

beforeEach(async () => {
  answerChatSession = (_authorization, url) => ({ body: { ChatSessionId: Number(url.split('/').at(-1)) } })
  events = []
  login = await startLogin(answer)
  const connection = { fetch: login.fetch }
  const relay = createRelay({
    basePath: '/chat-proxy',
    superOffice: {
      baseUrl: superOfficeTenant('Cust12345', connection),
      authorization: superOfficeSystemUser({
        ...connection,
        contextIdentifier: 'Cust12345',
        systemUserToken: `App-${mark}`,
        clientSecret: `secret-${mark}`,
        privateKey,
      }),
      appToken: `secret-${mark}`,
      authorize: () => ({ role: 'agent' }),
    },
    fetch: login.fetch,
    onEvent: (event) => events.push(event),
  })
  server = createServer(toNodeListener(relay))
  origin = await listen(server)
})

afterEach(async () => {
  await close(server)
  await login.close()
})

async function getChatSession(id: number) {
  const response = await fetch(`${origin}/chat-proxy/superoffice/api/v1/ChatSession/${id}`, { headers: { 'x-react-engagement': '1' } })
  const text = await response.text()
  expect(JSON.stringify([text, [...response.headers], events])).not.toContain(mark)
  return { status: response.status, text }
}

describe('a relay on Node with the credentials of a SuperOffice tenant', () => {
  test('default: the first request gets the address and the ticket, and later ones share both', async () => {
    expect(await getChatSession(7)).toEqual({ status: 200, text: '{"ChatSessionId":7}' })
    expect(await getChatSession(8)).toMatchObject({ status: 200 })
    expect([states().length, tickets().length]).toEqual([1, 1])
    expect(chatSessions()).toMatchObject([
      { url: 'https://online1.superoffice.com/Cust12345/api/v1/ChatSession/7', authorization: `SOTicket 7T:${mark}-1` },
      { url: 'https://online1.superoffice.com/Cust12345/api/v1/ChatSession/8', authorization: `SOTicket 7T:${mark}-1` },
    ])
  })

  test('behavior: 300 requests whose ticket is refused get their answers with one new ticket', async () => {
    answerChatSession = (authorization, url) =>
      authorization?.endsWith('-1') ? { status: 401, body: {} } : { body: { ChatSessionId: Number(url.split('/').at(-1)) } }
    const ids = Array.from({ length: 300 }, (_, index) => index + 1)
    const sessions = await Promise.all(ids.map(getChatSession))
    expect(sessions).toEqual(ids.map((id) => ({ status: 200, text: `{"ChatSessionId":${id}}` })))
    expect(tickets()).toHaveLength(2)
  })

  test('behavior: a ticket that stays refused is no 401, and is not requested for each request', async () => {
    answerChatSession = () => ({ status: 401, body: { ErrorMessage: mark } })
    for (let id = 1; id < 5; id++) expect(await getChatSession(id)).toMatchObject({ status: 502 })
    expect(tickets()).toHaveLength(2)
  })

  test('behavior: the relay follows a tenant to its new host, by the state service instead of the redirect', async () => {
    answerChatSession = (_authorization, url) =>
      url.startsWith('https://online1.') ? { status: 307, location: 'https://evil.example/' } : { body: { ChatSessionId: 7 } }
    expect(await getChatSession(7)).toEqual({ status: 200, text: '{"ChatSessionId":7}' })
    expect([...new Set(login.requests.map(({ url }) => new URL(url).host))].sort()).toEqual([
      'online.superoffice.com',
      'online1.superoffice.com',
      'online2.superoffice.com',
    ])
  })

  test.each<[string, LoginServer['answer']]>([
    ['refuses', ({ body }) => ({ status: 400, body: { error: mark, body } })],
    ['breaks the connection', () => 'broken'],
  ])('behavior: a login service that %s gives 502, and the next request tries again', async (_name, fail) => {
    login.answer = (request) => (request.url.includes('/Login/') ? fail(request) : answer(request))
    expect(await getChatSession(7)).toMatchObject({ status: 502 })
    expect(chatSessions()).toEqual([])
    login.answer = answer
    expect(await getChatSession(7)).toMatchObject({ status: 200 })
  })
})
