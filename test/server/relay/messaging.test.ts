import { describe, expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { appEngagement, createEngagementClient } from '../../../src/index.js'
import { type LiveMessagingOptions, liveMessaging } from '../../../src/messaging/liveMessaging.js'
import { createRelay, type LivePersonRelayOptions, type RelayEvent } from '../../../src/server/index.js'
import { createSimulator } from '../../../src/testing/index.js'
import { createTestClient } from '../../support/client.js'
import { startService } from '../../support/openScripted.js'
import { startRelayServer } from '../../support/relayServer.js'
import { createSiteStorage, startTokenServer } from '../../support/tokenServer.js'

/** A site with a relay on loopback, and LivePerson behind it. `hosts` are those that the relay has called. */
async function startSite(options: Partial<LivePersonRelayOptions> = {}) {
  const livePerson = await startTokenServer()
  const service = await startService()
  const events: RelayEvent[] = []
  const relay = createRelay({
    basePath: '/chat-proxy',
    livePerson: { accountId: '12345678', services: ['messaging'], ...options },
    fetch: livePerson.fetch,
    onEvent: (event) => events.push(event),
  })
  const server = await startRelayServer(relay)
  onTestFinished(server.close)
  const storage = createSiteStorage()
  const urls: string[] = []

  /** The socket of the host that the relay names is on loopback. */
  class Socket extends WebSocket {
    constructor(url: string) {
      super(service.url)
      urls.push(url)
    }
  }

  /** Opens a page of the site. Its requests have the headers of a browser. */
  function openPage(messaging: LiveMessagingOptions = {}, site: string = 'same-origin') {
    const client = createEngagementClient({
      accountId: '12345678',
      service: appEngagement({ domain: '/chat-proxy' }),
      messaging: liveMessaging({ domain: '/chat-proxy', WebSocket: Socket, ...messaging }),
      storage,
      retry: { schedule: [0, 0] },
      fetch: (path, init) =>
        fetch(new URL(String(path), server.origin), { ...init, headers: { ...(init?.headers as object), 'sec-fetch-site': site } }),
    })
    async function open() {
      const socket = await client.core.messaging?.open({ onEvent: () => {}, onClose: () => {} })
      onTestFinished(() => socket?.disconnect())
      return socket
    }
    return { client, open }
  }
  const hosts = () => livePerson.requests.map(({ call, path }) => [call, path.split('/')[1]])
  return { livePerson, service, server, events, urls, openPage, hosts }
}

describe('messaging behind the relay', () => {
  test('default: a page gets its token and its socket with requests to its own origin alone', async () => {
    const { openPage, hosts, urls, events, livePerson } = await startSite()
    expect((await openPage().open())?.visitorId).toBe('visitor-0')
    expect(hosts()).toEqual([
      ['domain', 'api.liveperson.net'],
      ['authorize', 'lo.idp.example'],
      ['connectors', 'accdn.lpsnmedia.net'],
      ['authenticate', 'lo.idp.example'],
      ['domain', 'api.liveperson.net'],
    ])
    expect(urls).toEqual(['wss://lo.asyncmessagingent.example/ws_api/account/12345678/messaging/consumer?v=3'])
    expect(events.map(({ type, ...event }) => [type, 'route' in event && event.route])).toEqual(Array(4).fill(['relayed', 'token']))
    for (const { headers } of livePerson.requests) expect(headers).not.toHaveProperty('x-react-engagement')
  })

  test('default: the simulator behind the relay has the visitor of the page', async () => {
    const simulator = createSimulator()
    const relay = createRelay({
      basePath: '/chat-proxy',
      livePerson: { accountId: '12345678', services: ['messaging'] },
      fetch: simulator.fetch,
    })
    const { client } = createTestClient({
      messaging: liveMessaging({ domain: '/chat-proxy', WebSocket: simulator.WebSocket }),
      fetch: (path, init) => relay.fetch(new Request(new URL(String(path), 'http://localhost'), init)),
    })
    const socket = await client.core.messaging?.open({ onEvent: () => {}, onClose: () => {} })
    const conversation = await socket?.requestConversation(undefined)
    expect(simulator.conversations).toMatchObject([{ id: conversation?.conversationId, consumerId: socket?.visitorId }])
    socket?.disconnect()
  })

  test('behavior: the next page is the same visitor, and asks for no host again', async () => {
    const { openPage, hosts } = await startSite()
    await openPage().open()
    expect((await openPage().open())?.visitorId).toBe('visitor-0')
    expect(hosts().slice(5)).toEqual([['authenticate', 'lo.idp.example']])
  })

  test('behavior: a refused token is renewed, and a visitor who is too old begins anew', async () => {
    const { openPage, livePerson, service } = await startSite()
    service.answers.InitConnection = (_, count) => ({ code: count === 1 ? 401 : 200, body: '' })
    livePerson.plan('authorize', { body: { jwt: 'forgotten' } }, { status: 401, body: { internalErrorCode: '9012' } })
    livePerson.plan('authenticate', { status: 401, body: { internalErrorCode: '9012', message: 'forgotten' } })
    expect((await openPage().open())?.visitorId).toMatch(/^visitor-/)
    expect(livePerson.calls().filter((call) => call === 'authorize').length).toBeGreaterThan(2)
  })

  test("parameters: authorization: the brand's token passes the relay with the pinned connector alone", async () => {
    const { openPage, livePerson } = await startSite({ connectorId: '21' })
    const authorization = async () => 'brand-1'
    expect((await openPage({ authorization, connectorId: '21' }).open())?.visitorId).toBe('brand-1')
    await expect(openPage({ authorization, connectorId: '22' }).open()).rejects.toMatchObject({ name: 'ServiceError', status: 404 })
    expect(livePerson.calls().filter((call) => call === 'authenticate')).toHaveLength(1)
  })

  test('parameters: connectorId: a pinned connector of the list serves anonymous visitors', async () => {
    const { openPage } = await startSite({ connectorId: '11' })
    expect((await openPage().open())?.visitorId).toBe('visitor-0')
  })

  test('parameters: domain: the relay sends the tokens there, and looks up elsewhere', async () => {
    const { openPage, hosts } = await startSite({ domain: 'va.idp.example' })
    await openPage().open()
    expect(hosts().map(([, host]) => host)).toEqual(['va.idp.example', 'accdn.lpsnmedia.net', 'va.idp.example', 'api.liveperson.net'])
  })

  test.each(['authorize', 'connectors', 'authenticate'] as const)('behavior: a failure of %s is retried by the client', async (call) => {
    const { openPage, livePerson } = await startSite()
    livePerson.plan(call, { status: 503, body: '<html>' }, { body: '<html>' })
    expect((await openPage().open())?.visitorId).toMatch(/^visitor-/)
    expect(livePerson.calls().filter((name) => name === call)).toHaveLength(3)
  })

  test('behavior: the page of another site gets nothing', async () => {
    const { openPage, livePerson } = await startSite()
    await expect(openPage({}, 'cross-site').open()).rejects.toMatchObject({ name: 'ServiceError', status: 403 })
    expect(livePerson.requests).toEqual([])
  })

  test('behavior: a host that cannot be reached is looked up again', async () => {
    const { openPage, livePerson, hosts } = await startSite()
    livePerson.plan('domain', { body: { service: 'idp', baseURI: 'unreachable.invalid' } })
    // The server has no such path, so its answer is a redirect to nowhere.
    livePerson.plan('authorize', { status: 307, body: '' })
    await openPage().open()
    expect(hosts().filter(([call]) => call === 'domain')).toHaveLength(3)
  })

  test('behavior: a log-out of the page ends its token request', async () => {
    const { openPage, livePerson, events } = await startSite()
    const release = livePerson.hold('authorize')
    const { client, open } = openPage()
    const opened = open()
    await expect.poll(livePerson.calls).toContain('authorize')
    client.reset()
    await expect(opened).rejects.toMatchObject({ name: 'AbortError' })
    await expect.poll(() => events).toContainEqual({ type: 'refused', route: 'token', status: 499, reason: 'aborted' })
    release()
  })
})
