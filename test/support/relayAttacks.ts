import { afterAll, expect, test } from 'vitest'
import { answerAsServices, hosts, personal, secrets } from './relayServices.js'
import { type ChangedOptions, expectSafeRecords, expectSafeResponse, type RelaySetup, startRelay } from './relaySetup.js'
import type { UpstreamAnswer, UpstreamRequest } from './relayUpstream.js'
import { type RawRequest, type RawResponse, sendRaw } from './sendRaw.js'

/** The request that the services saw. */
export type Seen = {
  /** `PUT` also means `POST` with the override. */
  method: string
  /** The address. The order and the encoding of its query do not count. */
  url: string
  /** The whole body. The services may see any body if there is none. */
  body?: unknown
}

/** A request to the relay, and what must become of it. */
export type AttackRow = {
  title: string
  request: RawRequest
  options?: ChangedOptions
  /** @default the services answer with success */
  answer?: UpstreamAnswer
  /** A list has the statuses among which no document chooses. */
  status: number | number[]
  /**
   * The request that the services see. Without this member, they see none.
   * If the row has several statuses and no answer, they see the request only after a success.
   */
  seen?: Seen | Seen[] | undefined
  /** Members of the response. */
  response?: unknown
  /** Headers of the response. */
  headers?: Record<string, string | undefined>
  /** A text of the response. */
  contained?: string
  /** A text that the response does not have. */
  forbidden?: string
}

const { visitorId, sessionId, chatSessionId } = personal

export const account = '/api/account/12345678'
export const visitors = `${account}/app/engagement/visitors`
export const ids = `vid=${visitorId}&sid=${sessionId}`
/** The paths of the services that the relay knows, with all that they need. */
export const paths = {
  appEngagement: `${visitors}/${visitorId}?v=1.0&sid=${sessionId}`,
  engagement: `${account}/app/app-1/engagement?v=1.1&${ids}`,
  report: `${account}/app/app-1/report?v=1.1&${ids}`,
  authorize: `${account}/anonymous/authorize`,
  authenticate: `${account}/app/11/authenticate?v=3.0`,
  connectors: `${account}/configuration/le-connectors/all-connectors`,
  socketHost: `${account}/service/asyncMessagingEnt/baseURI.json?version=1.0`,
  chatSessions: '/api/v1/ChatSession',
  chatSession: `/api/v1/ChatSession/${chatSessionId}`,
}

/** A path as the page names it. */
export const atLivePerson = (path: string) => `/chat-proxy${path}`
export const atSuperOffice = (path: string) => `/chat-proxy/superoffice${path}`

export const sameOrigin = { 'sec-fetch-site': 'same-origin' }
export const json = { 'content-type': 'application/json' }
export const asCustomer = { ...sameOrigin, cookie: `visitor=customer; other=${personal.cookie}` }
export const asEveryCustomer = { ...sameOrigin, cookie: 'visitor=everyCustomer' }
export const asAgent = { ...sameOrigin, cookie: 'visitor=agent' }

/** A request for an engagement, with changes. */
export function askEngagement({ headers, ...request }: Partial<RawRequest> = {}): RawRequest {
  const body = {
    appType: 'EXTERNAL',
    engagementAttributes: [{ type: 'personal', personal: { contacts: [{ email: personal.attribute }] } }],
  }
  return { method: 'POST', target: atLivePerson(paths.appEngagement), body, ...request, headers: { ...sameOrigin, ...json, ...headers } }
}

/** A request for a token of messaging, by default for LivePerson's own one. */
export function askToken({ headers, ...request }: Partial<RawRequest> = {}): RawRequest {
  const body = { id_token: personal.idToken }
  return { method: 'POST', target: atLivePerson(paths.authenticate), body, ...request, headers: { ...sameOrigin, ...json, ...headers } }
}

/** A look-up of messaging, by default of the connectors. */
export function askLookUp({ headers, ...request }: Partial<RawRequest> = {}): RawRequest {
  return { target: atLivePerson(paths.connectors), ...request, headers: { ...sameOrigin, ...headers } }
}

/** A request to SuperOffice, by default to read the customer's chat session. */
export function askChatSession({ headers, ...request }: Partial<RawRequest> = {}): RawRequest {
  return {
    target: atSuperOffice(paths.chatSession),
    ...request,
    headers: { ...asCustomer, ...(request.body !== undefined && json), ...headers },
  }
}

export const seenEngagement: Seen = { method: 'POST', url: hosts.appEngagement + paths.appEngagement }
export const seenToken: Seen = {
  method: 'POST',
  url: hosts.appEngagement + paths.authenticate,
  body: { id_token: personal.idToken },
}
export const seenConnectors: Seen = { method: 'GET', url: hosts.configuration + paths.connectors }
export const selected = '$select=ChatSessionId,Status,CustomerName,InitialQueuePos'
export const chatUrl = (path: string, query = '') => `${hosts.superOffice}/Cust12345${path}${query && `?${query}`}`
/** A replacement keeps the members that the page does not know, so the relay reads them first. */
export const seenReplace = (path: string, query?: string, body?: object): Seen[] => [
  { method: 'GET', url: chatUrl(path, '$select=SessionKey,CustomerHost') },
  {
    method: 'PUT',
    url: chatUrl(path, query),
    ...(body && { body: { ...body, SessionKey: secrets.sessionKey, CustomerHost: secrets.customerHost } }),
  },
]
export const seenRead: Seen = { method: 'GET', url: chatUrl(paths.chatSession, selected) }

/** Sends the request of each row to a relay of its own, over real HTTP. */
export function runAttacks(rows: AttackRow[]): void {
  const setups: RelaySetup[] = []

  test.each(rows.map((row) => [row.title, row] as const))('%s', async (_title, row) => {
    const { request, options, answer, status, seen, response, headers = {}, contained = '', forbidden } = row
    const setup = await startRelay(options, (incoming) => answer ?? answerAsServices(incoming))
    setups.push(setup)
    const received = await sendRaw(setup.server.origin, request)
    expect([status].flat()).toContain(received.status)
    const isSeen = seen && (answer || typeof status === 'number' || received.status < 300)
    expect(setup.upstream.requests.map(toSeen)).toEqual(isSeen ? toExpected(seen) : [])
    for (const sent of setup.upstream.requests) expectSafeRequest(sent)
    if (!isNodes(received)) expectSafeResponse(received)
    if (response !== undefined) expect(JSON.parse(received.body)).toMatchObject(response as object)
    const receivedHeaders = Object.fromEntries(received.headers)
    for (const [name, value] of Object.entries(headers)) expect(receivedHeaders[name], name).toEqual(value)
    expect(received.body).toContain(contained)
    if (forbidden) expect(received.body).not.toContain(forbidden)
    expectSafeRecords(setup)
    await setup.close()
  })

  afterAll(() => {
    for (const setup of setups) expectSafeRecords(setup)
  })
}

/** Node refuses some requests itself, before the relay sees them or their end. */
function isNodes({ status, headers }: RawResponse): boolean {
  return [0, 400].includes(status) && headers.every(([name]) => name === 'connection')
}

/** Returns the requests that the services must see, as `toSeen` converts them. */
export function toExpected(seen: Seen | Seen[]): unknown[] {
  return [seen].flat().map((request) => expect.objectContaining(toComparable(request)))
}

function toComparable({ url, ...seen }: Seen): Seen {
  const { origin, pathname, searchParams } = new URL(url)
  const path = pathname.split('/').map((segment) => encodeURIComponent(decodeURIComponent(segment)))
  return { ...seen, url: `${origin}${path.join('/')} ${[...searchParams].map((pair) => pair.join('=')).sort()}` }
}

export function toSeen({ method, url, headers, body }: UpstreamRequest): Seen {
  const override = String(headers['x-http-method-override'] ?? method)
  return toComparable({ method: method === 'POST' ? override.replace(/^POST$/, method) : method, url: url.href, body })
}

/** The values are `fetch`'s own, or the relay's. */
const requestHeaders: Record<string, RegExp> = {
  host: /^127\.0\.0\.1:\d+$/,
  connection: /^keep-alive$/,
  'user-agent': /^node$/,
  'accept-language': /^\*$/,
  'accept-encoding': /^gzip, deflate$/,
  'sec-fetch-mode': /^cors$/,
  'content-length': /^\d+$/,
  'content-type': /^application\/json\b/,
  accept: /^(application\/json\b|\*\/\*$)/,
  'x-http-method-override': /^PUT$/,
}

const superOfficeHeaders: Record<string, RegExp> = {
  ...requestHeaders,
  authorization: new RegExp(`^${secrets.authorization}$`),
  'so-apptoken': new RegExp(`^${secrets.appToken}$`),
  'so-timezone': /^UTC,includeTZOffset$/,
}

/** Expects that the services saw the relay's headers alone, and the credentials where they belong. */
export function expectSafeRequest({ url, headers }: UpstreamRequest): void {
  const isSuperOffice = url.origin === hosts.superOffice
  const allowed = isSuperOffice ? superOfficeHeaders : requestHeaders
  const wrong = Object.entries(headers).filter(([name, value]) => !allowed[name]?.test(String(value)))
  expect(wrong, `headers of ${url.origin}`).toEqual([])
  if (isSuperOffice) expect(headers).toMatchObject({ authorization: secrets.authorization, 'so-apptoken': secrets.appToken })
}
