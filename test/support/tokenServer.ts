import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import { createLocks, type Locks } from '../../src/browser/createLocks.js'
import type { EngagementStorage } from '../../src/browser/engagementStorage.js'
import type { MessagingContext } from '../../src/model/messagingService.js'
import { close, listen, readBody } from './loopback.js'

export type TokenCall = 'domain' | 'authorize' | 'authenticate' | 'connectors'

export type TokenRequest = {
  call: TokenCall
  method: string
  path: string
  host: string
  headers: NodeJS.Dict<string | string[]>
  body: string
}

/** A planned response. A text is sent as it is. */
export type PlannedResponse = { status?: number; body: unknown }

export type TokenServer = {
  origin: string
  requests: TokenRequest[]
  /** The calls of the requests, in their order. */
  calls: () => TokenCall[]
  /** The responses to the next requests of a call. */
  plan: (call: TokenCall, ...responses: PlannedResponse[]) => void
  /** Holds the responses to a call, until the returned function runs. */
  hold: (call: TokenCall) => () => void
  /** The visitor of a token; undefined for a token that this server did not issue. */
  visitorOf: (token: string) => string | undefined
  /** Sends each request to this server, with the host as the first segment of the path. */
  fetch: typeof fetch
}

const accountId = '12345678'

const account = `/api/account/${accountId}`

const paths: [call: TokenCall, method: string, path: RegExp][] = [
  ['domain', 'GET', new RegExp(`${account}/service/(\\w+)/baseURI.json\\?version=1.0$`)],
  ['authorize', 'POST', new RegExp(`${account}/anonymous/authorize$`)],
  ['authenticate', 'POST', new RegExp(`${account}/app/([^/]+)/authenticate\\?v=3.0$`)],
  ['connectors', 'GET', new RegExp(`${account}/configuration/le-connectors/all-connectors$`)],
]

/** Makes a token whose payload is readable. */
export function toJwt(payload: unknown): string {
  const write = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${write({ alg: 'RS256' })}.${write(payload)}.signature`
}

/** The identity provider of LivePerson on loopback, with the look-ups of hosts and connectors. It closes at the end of the test. */
export async function startTokenServer(): Promise<TokenServer> {
  const requests: TokenRequest[] = []
  const planned = new Map<TokenCall, PlannedResponse[]>()
  const held = new Map<TokenCall, Promise<void>>()
  const visitors = new Map<string, string>()

  /** A number makes each token another one. */
  function issue(visitor: string): string {
    const token = toJwt({ sub: visitor, number: visitors.size, exp: Math.floor(Date.now() / 1000) + 3600 })
    visitors.set(token, visitor)
    return token
  }
  function answer({ call, path, body }: TokenRequest): PlannedResponse {
    const match = paths.find(([name]) => name === call)?.[2].exec(path)
    if (call === 'domain') return { body: { service: match?.[1], account: accountId, baseURI: `lo.${match?.[1]?.toLowerCase()}.example` } }
    if (call === 'connectors') {
      return {
        body: [
          { id: 7, configuration: {} },
          { id: 11, configuration: { jsMethodName: 'lpTag.taglets.unAuthMessaging.lpUnauthFunction' } },
        ],
      }
    }
    const idToken = body ? (JSON.parse(body).id_token as string) : undefined
    if (idToken === undefined) return { body: { token: issue(`visitor-${visitors.size}`) } }
    const visitor = visitors.get(idToken) ?? (idToken.startsWith('brand-') ? idToken : undefined)
    return visitor === undefined ? { status: 401, body: { internalErrorCode: '9012' } } : { body: { token: issue(visitor) } }
  }

  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request
    const call = paths.find(([, wanted, pattern]) => wanted === method && pattern.test(path))?.[0]
    if (!call) return void response.writeHead(404).end()
    const found = { call, method, path, host: String(headers.host), headers, body: await readBody(request) }
    requests.push(found)
    await held.get(call)
    const { status = 200, body } = planned.get(call)?.shift() ?? answer(found)
    response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  const origin = await listen(server)
  onTestFinished(() => close(server))

  return {
    origin,
    requests,
    calls: () => requests.map(({ call }) => call),
    plan: (call, ...responses) => planned.set(call, responses),
    hold(call) {
      let release: () => void = () => {}
      held.set(call, new Promise((resolve) => (release = resolve)))
      return () => {
        held.delete(call)
        release()
      }
    },
    visitorOf: (token) => visitors.get(token),
    fetch: (input, init) => fetch(String(input).replace(/^https:\/\//, `${origin}/`), init),
  }
}

/** A storage of a site, which several clients can share. */
export function createSiteStorage(): EngagementStorage & { items: Map<string, string> } {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    keys: () => [...items.keys()],
  }
}

export type Tab = { storage?: EngagementStorage | null; tabStorage?: EngagementStorage | null; locks?: Locks; fetch?: typeof fetch }

/** The parts of a client that messaging works with, without a client. Delays between attempts are short. */
export function createMessagingContext({ storage = null, tabStorage = null, fetch: send = fetch, ...tab }: Tab = {}): MessagingContext {
  const clientStorage = createClientStorage(storage)
  return {
    accountId,
    fetch: send,
    storage: clientStorage,
    tabStorage: createClientStorage(tabStorage),
    key: 'react-engagement:2:test',
    locks: tab.locks ?? createLocks(clientStorage, storage !== null),
    network: { isOnline: () => true, waitUntilOnline: async () => {}, onOfflineResponse: () => {} },
    schedule: [0, 0],
    jitter: 0,
    waitUntilSendable: async () => {},
    onFrame: () => {},
  }
}
