import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  appEngagement,
  createEngagementClient,
  getChatSession,
  getEngagement,
  ServiceError,
  superOffice,
  updateChatSession,
  updateSession,
} from '../../src/index.js'
import { type Fixture, installFixture, type Server } from './installFixture.js'
import { type Loopback, startLoopback } from './loopback.js'

/** A site that mounts a relay, and the service behind the relay. */
export type Mount = { origin: string; service: Loopback }

/** Installs, builds and starts the fixture of a server, and tests the relay that it mounts. */
export function testConsumer(name: string): void {
  describe(name, () => {
    const mount = {} as Mount
    let fixture: Fixture
    let server: Server

    beforeAll(async () => {
      mount.service = await startLoopback()
      fixture = await installFixture('relay', name)
      const env = { UPSTREAM: mount.service.origin }
      await fixture.run('npm run build --if-present', env)
      server = await fixture.serve('start', env)
      mount.origin = server.origin
    })
    afterAll(async () => {
      await server.stop()
      await mount.service.close()
      fixture.remove()
      expect(server.errors()).toBe('')
    })

    testRelay(mount)
  })
}

/** Tests the relay of `test/consumers/relay` that a site mounts at the path. The mount is complete when the first test begins. */
export function testRelay(mount: Mount, basePath = '/chat-proxy'): void {
  /** Requests as a page of the site does. */
  const createClient = (headers: Record<string, string> = {}) =>
    createEngagementClient({
      accountId: '12345678',
      service: appEngagement({ domain: basePath }),
      chatSessions: superOffice({ baseUrl: `${basePath}/superoffice` }),
      storage: null,
      fetch: (path, init) => {
        const sent = new Headers(init?.headers)
        for (const [name, value] of Object.entries({ 'sec-fetch-site': 'same-origin', ...headers })) sent.set(name, value)
        return fetch(new URL(String(path), mount.origin), { ...init, headers: sent })
      },
    })

  const requests = () => mount.service.simulator.requests

  afterEach(() => {
    requests().splice(0)
  })

  test('default: the relay sends the engagement request and the update of a button to the service', async () => {
    const client = createClient()
    const engagement = await getEngagement(client)
    expect(engagement.status).toBe('available')
    await updateSession(client, { engagementAttributes: [{ type: 'personal', personal: { language: 'en-US' } }] })
    const address = '/api/account/12345678/app/engagement/visitors'
    const { visitorId, sessionId } = engagement
    expect(requests().map(({ method, url }) => `${method} ${url.slice(mount.service.origin.length)}`)).toEqual([
      `POST ${address}?v=1.0`,
      `PUT ${address}/${visitorId}?v=1.0&sid=${sessionId}`,
    ])
  })

  test('behavior: the relay refuses the request of a foreign page, and sends nothing', async () => {
    const foreign = createClient({ 'sec-fetch-site': 'cross-site', origin: 'https://foreign.example' })
    await expect(getEngagement(foreign)).rejects.toThrow(expect.objectContaining({ status: 403 }))
    expect(requests()).toEqual([])
  })

  test('behavior: the relay makes, renews and exchanges the tokens of a conversation', async () => {
    const post = async (path: string, body?: object) => {
      const response = await fetch(`${mount.origin}${basePath}/api/account/12345678${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: body ? JSON.stringify(body) : null,
      })
      expect(response.status).toBe(200)
      return ((await response.json()) as { token: string }).token
    }
    const first = await post('/anonymous/authorize')
    const renewed = await post('/anonymous/authorize', { id_token: first })
    const jwt = await post('/app/2100000010/authenticate?v=3.0', { id_token: renewed })
    const { sub } = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as { sub: unknown }
    expect(sub).toEqual(expect.any(String))
    expect(requests().map(({ call, status }) => [call, status])).toEqual([
      ['authorize', 200],
      ['authorize', 200],
      ['authenticate', 200],
    ])
  })

  test('behavior: a customer reads and writes the permitted members of the chat session, and nothing else', async () => {
    const { ChatSessionId: id } = mount.service.simulator.openChatSession({ CustomerName: 'Ada', SessionKey: 'secret' })
    const client = createClient({ cookie: 'customer=ada' })
    const session = await getChatSession(client, { id })
    expect(session.CustomerName).toBe('Ada')
    expect(session.SessionKey).toBeUndefined()
    const written = await updateChatSession(client, { id, changes: { CustomerName: 'Ada Lovelace' }, base: session })
    expect(written.CustomerName).toBe('Ada Lovelace')
    await expect(updateChatSession(client, { id, changes: { Status: 'Finished' }, base: session })).rejects.toThrow(ServiceError)
    expect(requests().map(({ method, headers }) => [method, headers.authorization, headers.cookie])).toEqual([
      ['GET', 'Bearer secret-of-the-site', undefined],
      ['PATCH', 'Bearer secret-of-the-site', undefined],
    ])
  })

  test('behavior: somebody else reads no chat session', async () => {
    const { ChatSessionId: id } = mount.service.simulator.openChatSession()
    await expect(getChatSession(createClient(), { id })).rejects.toThrow(expect.objectContaining({ status: 403 }))
    expect(requests()).toEqual([])
  })
}
