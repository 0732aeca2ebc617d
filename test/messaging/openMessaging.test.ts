// @vitest-environment node
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import WebSocket from 'ws'
import { appEngagement, type ClientEvent, createEngagementClient, type EngagementClientOptions } from '../../src/index.js'
import { type LiveMessagingOptions, liveMessaging } from '../../src/messaging/liveMessaging.js'
import { startService } from '../support/openScripted.js'
import type { ScriptedMessaging } from '../support/scriptedMessaging.js'
import { createSiteStorage, startTokenServer, type TokenServer } from '../support/tokenServer.js'

type Site = { server: TokenServer; service: ScriptedMessaging }

async function startSite(): Promise<Site> {
  return { server: await startTokenServer(), service: await startService() }
}

/** Creates a client whose tokens and socket are on loopback. */
function createPage({ server, service }: Site, options: LiveMessagingOptions = {}, clientOptions: Partial<EngagementClientOptions> = {}) {
  const domain = { idp: `${server.origin}/chat-proxy`, asyncMessagingEnt: service.url.replace('ws', 'http') }
  const events: ClientEvent[] = []
  const client = createEngagementClient({
    accountId: '12345678',
    service: appEngagement(),
    messaging: liveMessaging({ domain, WebSocket, ...options }),
    storage: null,
    retry: { schedule: [0] },
    onEvent: (event) => events.push(event),
    ...clientOptions,
  } as EngagementClientOptions)
  const { messaging } = client.core
  if (!messaging) throw new Error('The client has no messaging.')
  const onClose = vi.fn()
  async function open(signal?: AbortSignal) {
    const socket = await messaging?.open({ onEvent: () => {}, onClose, signal })
    if (!socket) throw new Error('No socket was opened.')
    onTestFinished(socket.disconnect)
    return socket
  }
  return { client, messaging, open, onClose, events }
}

/** The tokens that sockets have sent. */
const jwtsOf = ({ service }: Site) =>
  service.requestsOf('InitConnection').map(({ headers }) => (headers as { jwt?: string }[]).find(({ jwt }) => jwt)?.jwt as string)

const refusals: [name: string, refuse: (service: ScriptedMessaging) => void][] = [
  ['a response', (service) => (service.answers.InitConnection = (_, count) => ({ code: count === 1 ? 401 : 200, body: '' }))],
  ...[4407, 4401, 1008].map((code): [string, (service: ScriptedMessaging) => void] => [
    `the code ${code}`,
    (service) => {
      service.answers.InitConnection = (_, count) => {
        if (count === 1) service.drop(code)
        return count === 1 ? undefined : { code: 200, body: '' }
      }
    },
  ]),
]

describe('a socket of a visitor', () => {
  test('default: the socket is opened with the token of the visitor', async () => {
    const site = await startSite()
    const { open, messaging } = createPage(site)
    expect(messaging.hasIdentity()).toBe(false)
    const { visitorId } = await open()
    expect(visitorId).toBe('visitor-0')
    expect(jwtsOf(site).map(site.server.visitorOf)).toEqual(['visitor-0'])
    expect(messaging.hasIdentity()).toBe(true)
  })

  test.each(refusals)('behavior: a token that the socket refuses by %s is renewed once', async (_name, refuse) => {
    const site = await startSite()
    refuse(site.service)
    expect((await createPage(site).open()).visitorId).toBe('visitor-0')
    const [first, second] = jwtsOf(site)
    expect(first).not.toBe(second)
    expect(site.server.calls()).toEqual(['authorize', 'connectors', 'authenticate', 'authorize', 'authenticate'])
  })

  test('behavior: a second refusal is final', async () => {
    const site = await startSite()
    site.service.answers.InitConnection = () => ({ code: 401, body: '' })
    await expect(createPage(site).open()).rejects.toMatchObject({ name: 'ServiceError', status: 401 })
    expect(jwtsOf(site)).toHaveLength(2)
  })

  test('behavior: the socket after one whose token ended has a new token', async () => {
    const site = await startSite()
    const { open, onClose } = createPage(site)
    await open()
    site.service.drop(4407)
    await expect.poll(() => onClose).toHaveBeenCalledOnce()
    expect((await open()).visitorId).toBe('visitor-0')
    expect(new Set(jwtsOf(site)).size).toBe(2)
    expect(site.server.calls().slice(3)).toEqual(['authorize', 'authenticate'])
  })

  test('behavior: the socket after a lost one has the same token', async () => {
    const site = await startSite()
    const { open, onClose } = createPage(site)
    await open()
    site.service.drop(1012)
    await expect.poll(() => onClose).toHaveBeenCalledOnce()
    await open()
    expect(new Set(jwtsOf(site)).size).toBe(1)
  })

  test("behavior: a refused token of the brand calls the site's function again", async () => {
    const site = await startSite()
    refusals[0]?.[1](site.service)
    const authorization = vi.fn(async () => 'brand-1')
    expect((await createPage(site, { authorization, connectorId: '21' }).open()).visitorId).toBe('brand-1')
    expect(authorization).toHaveBeenCalledTimes(2)
  })

  test('behavior: without a WebSocket, nothing is requested', async () => {
    const site = await startSite()
    vi.stubGlobal('WebSocket', undefined)
    const error = await createPage(site, { WebSocket: undefined })
      .open()
      .catch((error) => error)
    expect(error).toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining('`WebSocket`') })
    expect(site.server.calls()).toEqual([])
  })

  test('behavior: the global WebSocket may appear after the client', async () => {
    const site = await startSite()
    const { open } = createPage(site, { WebSocket: undefined })
    vi.stubGlobal('WebSocket', WebSocket)
    expect((await open()).visitorId).toBe('visitor-0')
  })

  test('behavior: a path on a server without an origin is an error of the options', async () => {
    const site = await startSite()
    await expect(createPage(site, { domain: '/chat-proxy' }).open()).rejects.toMatchObject({ name: 'ConfigurationError' })
  })

  test('parameters: signal: an abort ends the look-up of the host with its reason', async () => {
    const site = await startSite()
    const release = site.server.hold('domain')
    const controller = new AbortController()
    const opened = createPage(site, { domain: `${site.server.origin}/chat-proxy` }).open(controller.signal)
    await expect.poll(site.server.calls).toContain('domain')
    controller.abort(new Error('The page is left.'))
    await expect(opened).rejects.toThrow('The page is left.')
    release()
  })

  test('parameters: signal: an abort ends each step with its reason', async () => {
    for (const call of ['authorize', 'connectors', 'authenticate'] as const) {
      const site = await startSite()
      const release = site.server.hold(call)
      const controller = new AbortController()
      const opened = createPage(site).open(controller.signal)
      await expect.poll(site.server.calls).toContain(call)
      controller.abort(new Error('The page is left.'))
      await expect(opened).rejects.toThrow('The page is left.')
      release()
    }
  })
})

describe('the consent of the visitor', () => {
  test('default: without consent, nothing is read, requested or stored', async () => {
    const site = await startSite()
    const storage = createSiteStorage()
    const read = vi.spyOn(storage, 'getItem')
    const { client, open, messaging } = createPage(site, {}, { storage, consent: 'required' })
    const opened = open()
    expect(messaging.hasIdentity()).toBe(false)
    await new Promise(setImmediate)
    expect(site.server.calls()).toEqual([])
    expect(read).not.toHaveBeenCalled()
    client.setConsent('granted')
    expect((await opened).visitorId).toBe('visitor-0')
    expect([...storage.items.keys()].filter((key) => key.endsWith(':messaging'))).toHaveLength(1)
  })

  test('behavior: a stored visitor is continued after the consent', async () => {
    const site = await startSite()
    const storage = createSiteStorage()
    await createPage(site, {}, { storage }).open()
    const { client, open } = createPage(site, {}, { storage, consent: 'required' })
    const opened = open()
    await new Promise(setImmediate)
    client.setConsent('granted')
    expect((await opened).visitorId).toBe('visitor-0')
    expect(site.server.calls().slice(3)).toEqual(['authenticate'])
  })

  test("behavior: the brand's function is not called before the consent", async () => {
    const site = await startSite()
    const authorization = vi.fn(async () => 'brand-1')
    const { client, open } = createPage(site, { authorization, connectorId: '21' }, { consent: 'required' })
    const opened = open()
    await new Promise(setImmediate)
    expect(authorization).not.toHaveBeenCalled()
    client.setConsent('granted')
    expect((await opened).visitorId).toBe('brand-1')
  })

  test('parameters: signal: an abort ends the wait for consent', async () => {
    const site = await startSite()
    const controller = new AbortController()
    const opened = createPage(site, {}, { consent: 'required' }).open(controller.signal)
    controller.abort(new Error('The page is left.'))
    await expect(opened).rejects.toThrow('The page is left.')
  })

  test.each(['reset', 'denied'] as const)('behavior: %s forgets the visitor, and the next one is another', async (end) => {
    const site = await startSite()
    const storage = createSiteStorage()
    const { client, open, messaging } = createPage(site, {}, { storage })
    await open()
    if (end === 'reset') client.reset()
    else client.setConsent('denied')
    expect(messaging.hasIdentity()).toBe(false)
    expect([...storage.items.values()].join()).not.toContain('externalToken')
    client.setConsent('granted')
    expect((await open()).visitorId).not.toBe('visitor-0')
  })

  test.each(
    (['authorize', 'connectors', 'authenticate'] as const).flatMap((call) => [[call, 'browser'] as const, [call, 'none'] as const]),
  )('behavior: a log-out during %s stores nothing afterwards (resume %s)', async (call, resume) => {
    const site = await startSite()
    const storage = createSiteStorage()
    const release = site.server.hold(call)
    const { client, open, messaging } = createPage(site, { resume }, { storage })
    const opened = open()
    await expect.poll(site.server.calls).toContain(call)
    client.reset()
    await expect(opened).rejects.toMatchObject({ name: 'AbortError' })
    release()
    await open()
    expect(messaging.hasIdentity()).toBe(true)
    client.reset()
    await new Promise(setImmediate)
    expect(messaging.hasIdentity()).toBe(false)
    expect([...storage.items.values()].join()).not.toContain('externalToken')
  })

  test('behavior: no event of the client has a token', async () => {
    const site = await startSite()
    const storage = createSiteStorage()
    site.server.plan('authenticate', { status: 503, body: { message: 'Try again.' } })
    const { open, events, client } = createPage(site, {}, { storage })
    await open()
    const stored = [...storage.items.values()].join()
    expect(stored).toContain('externalToken')
    client.reset()
    const tokens = site.server.requests.map(({ body }) => body && JSON.parse(body).id_token).filter(Boolean)
    for (const token of [...tokens, ...jwtsOf(site)]) {
      expect(JSON.stringify(events)).not.toContain(token)
      expect(stored.includes(token)).toBe(tokens.includes(token))
    }
  })
})
