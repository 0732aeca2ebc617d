import { inspect } from 'node:util'
import { expect } from 'vitest'
import { createRelay } from '../../src/server/index.js'
import type { LivePersonRelayOptions, RelayEvent, RelayOptions, SuperOfficeRelayOptions } from '../../src/server/relay.js'
import { type RelayServer, startRelayServer } from './relayServer.js'
import { answerAsServices, hosts, personal, secrets } from './relayServices.js'
import { startUpstream, type Upstream } from './relayUpstream.js'
import type { RawResponse } from './sendRaw.js'

/** The options that a test changes. */
export type ChangedOptions = Omit<Partial<RelayOptions>, 'livePerson' | 'superOffice'> & {
  livePerson?: Partial<LivePersonRelayOptions>
  superOffice?: Partial<SuperOfficeRelayOptions>
}

export type RelaySetup = {
  server: RelayServer
  upstream: Upstream
  events: RelayEvent[]
  close: () => Promise<void>
}

export const siteOrigin = 'https://site.example'
export const customerReads = ['ChatSessionId', 'Status', 'CustomerName', 'InitialQueuePos']
export const customerWrites = ['CustomerName', 'CustomerEmail', 'CustomerPhone']

/** The site's sessions: a cookie says who the visitor is. A customer may use one chat session, an agent all of them. */
export const authorize: SuperOfficeRelayOptions['authorize'] = ({ headers }, { chatSessionId }) => {
  const visitor = /visitor=(\w+)/.exec(headers.get('cookie') ?? '')?.[1]
  if (visitor === 'agent') return { role: 'agent' }
  const isOwn = visitor === 'customer' && chatSessionId === personal.chatSessionId
  return (isOwn || visitor === 'everyCustomer') && { role: 'customer' }
}

export function toRelayOptions({ livePerson, superOffice, ...options }: ChangedOptions = {}): RelayOptions {
  return {
    basePath: '/chat-proxy',
    origin: siteOrigin,
    timeout: 5,
    livePerson: {
      accountId: '12345678',
      services: ['appEngagement', 'monitoring', 'messaging'],
      appInstallationId: 'app-1',
      domain: hosts.appEngagement,
      ...livePerson,
    },
    superOffice: {
      baseUrl: `${hosts.superOffice}/Cust12345/api`,
      authorization: () => secrets.authorization,
      appToken: secrets.appToken,
      authorize,
      customerReads,
      customerWrites,
      ...superOffice,
    },
    ...options,
  }
}

/** Starts a relay on loopback, and the services behind it. */
export async function startRelay(options: ChangedOptions = {}, answer: Upstream['answer'] = answerAsServices): Promise<RelaySetup> {
  const upstream = await startUpstream(answer)
  const events: RelayEvent[] = []
  const relay = createRelay(toRelayOptions({ fetch: upstream.fetch, onEvent: (event) => events.push(event), ...options }))
  const server = await startRelayServer(relay)
  return {
    server,
    upstream,
    events,
    async close() {
      await server.close()
      await upstream.close()
    },
  }
}

const responseHeaders = new Set([
  'content-type',
  'content-length',
  'retry-after',
  'cache-control',
  'x-content-type-options',
  'allow',
  // Node's own.
  'date',
  'connection',
  'keep-alive',
  'transfer-encoding',
])

/** Expects that a response has the headers of each response, and no other. */
export function expectSafeResponse({ status, headers, body }: RawResponse): void {
  expect(headers.filter(([name]) => !responseHeaders.has(name))).toEqual([])
  expect(Object.fromEntries(headers), `the headers of the response ${status}`).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  if (body) expect(Object.fromEntries(headers)['content-type']).toMatch(/^application\/json\b/)
  expectNothingPlanted(headers.join('\n') + body)
  expect(body).not.toMatch(/"(SessionKey|CustomerHost|_Links|TableRight|FieldProperties)"/i)
}

/** Expects that no event and no error has a secret, and that the relay threw nothing. */
export function expectSafeRecords({ server, events }: Pick<RelaySetup, 'server' | 'events'>): void {
  const records = inspect([events, server.thrown], { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null })
  expectNothingPlanted(records)
  expect(Object.values(personal).filter((value) => records.includes(value))).toEqual([])
  expect(server.thrown).toEqual([])
  // The texts of an event are constants, because a text of a request could be personal.
  for (const { type, ...details } of events) {
    expect(['refused', 'relayed', 'failed', 'credentialRenewed']).toContain(type)
    const { route, reason, status, duration, ...others } = details as Record<string, unknown>
    expect(others).toEqual({})
    expect([undefined, 'engagement', 'report', 'token', 'chatSession']).toContain(route)
    expect(String(reason)).toMatch(/^[a-z]+$/i)
    expect([typeof status, typeof duration].filter((kind) => !['number', 'undefined'].includes(kind))).toEqual([])
  }
}

/** The secrets, in plain text and in Base64, and the hosts of the services. */
const planted = [...Object.values(secrets), 'PlantedToken.x1y2z3', ...Object.values(hosts).map((origin) => new URL(origin).host)].flatMap(
  (text) => [text, Buffer.from(text).toString('base64').replace(/=*$/, '')].map((part) => part.toLowerCase()),
)

/** Expects that a text has no secret and no host of a service, in no encoding. */
export function expectNothingPlanted(text: string): void {
  const searched = `${text}\n${decode(text)}`.toLowerCase()
  expect(
    planted.filter((part) => searched.includes(part)),
    'secrets and hosts',
  ).toEqual([])
}

function decode(text: string): string {
  return text
    .replace(/\\u([\da-f]{4})/gi, (_match, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%([\da-f]{2})/gi, (_match, code) => String.fromCharCode(Number.parseInt(code, 16)))
}
