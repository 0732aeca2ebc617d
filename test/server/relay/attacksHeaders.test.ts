import { describe } from 'vitest'
import {
  type AttackRow,
  asAgent,
  asCustomer,
  askChatSession,
  askEngagement,
  atLivePerson,
  atSuperOffice,
  chatUrl,
  json,
  paths,
  runAttacks,
  sameOrigin,
  seenEngagement,
  seenRead,
} from '../../support/relayAttacks.js'
import { hosts, personal, secrets } from '../../support/relayServices.js'

const evil = 'evil.example'

/** Headers that a browser, a proxy or an attacker adds. The services see none of them. */
const stripped: [name: string, value: string | string[]][] = [
  ['cookie', 'session=1; visitor=customer'],
  ['cookie2', '$Version=1'],
  ['authorization', 'Bearer forged'],
  ['proxy-authorization', 'Basic Zm9yZ2Vk'],
  ['origin', 'https://site.example'],
  ['referer', 'https://site.example/secret?token=1'],
  ['connection', 'close, authorization, so-apptoken'],
  ['keep-alive', 'timeout=600'],
  ['te', 'trailers'],
  ['trailer', 'authorization'],
  ['proxy-connection', 'keep-alive'],
  ['x-forwarded-for', '127.0.0.1'],
  ['x-forwarded-host', evil],
  ['x-forwarded-proto', 'http'],
  ['forwarded', `for=127.0.0.1;host=${evil}`],
  ['via', '1.1 evil'],
  ['x-real-ip', '127.0.0.1'],
  ['client-ip', '127.0.0.1'],
  ['true-client-ip', '127.0.0.1'],
  ['cf-connecting-ip', '127.0.0.1'],
  ['x-http-method', 'DELETE'],
  ['x-method-override', 'DELETE'],
  ['user-agent', 'attacker'],
  ['accept-language', 'de'],
  ['accept-encoding', 'br'],
  ['accept', 'text/html'],
  ['range', 'bytes=0-1'],
  ['if-none-match', '*'],
  ['if-modified-since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['if-unmodified-since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['so-apptoken', 'forged'],
  ['so-language', '*'],
  ['so-timezone', 'US-NY'],
  ['x-xsrf-token', 'forged'],
  ['x-react-engagement', '1'],
  ['x-custom', ['1', '2']],
  ['upgrade-insecure-requests', '1'],
  ['lp-url', `https://${evil}`],
]

const headers: AttackRow[] = stripped.flatMap(([name, value]) => [
  { title: `LivePerson does not see ${name}`, request: askEngagement({ headers: { [name]: value } }), status: 200, seen: seenEngagement },
  {
    title: `SuperOffice does not see ${name}`,
    request: askChatSession({ headers: { [name]: name === 'cookie' ? `${asCustomer.cookie}; ${value}` : value } }),
    status: 200,
    seen: seenRead,
  },
])

const put = { 'x-http-method-override': 'PUT' }
const updateBody = { pageId: '5150', impAttributes: [] }
const override = (value: string | string[]) => ({ 'x-http-method-override': value })

const overrides: AttackRow[] = [
  {
    title: "the override PUT is App Engagement's update",
    request: askEngagement({ headers: put, body: updateBody }),
    status: 200,
    seen: { method: 'PUT', url: hosts.appEngagement + paths.appEngagement, body: updateBody },
  },
  {
    title: "the override PUT is Monitoring's report",
    request: askEngagement({ target: atLivePerson(paths.report), headers: put, body: { engagementAttributes: [] } }),
    status: 200,
    seen: { method: 'PUT', url: `${hosts.appEngagement}${paths.report}&obh=true` },
  },
  ...['DELETE', 'PATCH', 'GET', 'POST', 'put', 'PUT ,DELETE', 'PUT, PUT', '', 'TRACE'].map((value) => ({
    title: `the override “${value}” is refused`,
    request: askEngagement({ headers: override(value), body: updateBody }),
    status: 400,
  })),
  {
    title: 'two overrides are refused',
    request: askEngagement({ headers: override(['PUT', 'DELETE']), body: updateBody }),
    status: 400,
  },
  {
    title: 'the override PUT has no path at an engagement request of Monitoring',
    request: askEngagement({ target: atLivePerson(paths.engagement), headers: put }),
    status: 405,
  },
  {
    title: "a customer's override PUT replaces no chat session",
    request: askChatSession({ method: 'POST', headers: put, body: { ChatSessionId: 47110815 } }),
    status: [400, 403, 404, 405],
  },
  {
    title: "a customer's override PUT changes no patch into a replacement",
    request: askChatSession({ method: 'PATCH', headers: put, body: [{ op: 'replace', path: '/CustomerName', value: 'Ada' }] }),
    status: [200, 400],
    seen: { method: 'PATCH', url: chatUrl(paths.chatSession, '$select=ChatSessionId,Status,CustomerName,InitialQueuePos') },
  },
  {
    title: "an agent's override of a command is no other method",
    request: askChatSession({
      method: 'POST',
      target: `${atSuperOffice(paths.chatSession)}/Reset`,
      headers: { ...asAgent, ...override('DELETE') },
    }),
    status: 400,
  },
]

/** Node itself refuses most of these, before the relay sees them. */
const smuggled: AttackRow[] = [
  {
    title: 'a length and chunks in one request are refused',
    request: askEngagement({ headers: { 'content-length': '4', 'transfer-encoding': 'chunked' } }),
    status: 400,
  },
  { title: 'two lengths are refused', request: askEngagement({ headers: { 'content-length': ['2', '4'] } }), status: 400 },
  { title: 'a length that is no number is refused', request: askEngagement({ headers: { 'content-length': '0x10' } }), status: 400 },
  { title: 'a negative length is refused', request: askEngagement({ headers: { 'content-length': '-1' } }), status: 400 },
  {
    title: 'an unknown transfer encoding is refused',
    request: askEngagement({ framing: 'none', headers: { 'transfer-encoding': 'xchunked' } }),
    status: [400, 501],
  },
  {
    title: 'a space before a colon is refused',
    request: askEngagement({ headers: { 'x-react-engagement : 1\r\nhost ': evil } }),
    status: 400,
  },
  {
    title: 'a folded header is refused',
    request: askEngagement({ headers: { 'x-custom': `1\r\n x-http-method-override: DELETE` } }),
    status: [200, 400],
    seen: seenEngagement,
  },
  {
    title: 'a request behind a request has its own response',
    request: askEngagement({
      headers: { connection: 'keep-alive', 'content-length': '2' },
      body: `{}DELETE ${atSuperOffice(paths.chatSession)} HTTP/1.1\r\nhost: ${evil}\r\ncookie: visitor=agent\r\n\r\n`,
    }),
    status: 200,
    seen: { ...seenEngagement, body: {} },
  },
  {
    title: 'a NUL in a header is refused',
    request: askEngagement({ headers: { 'x-custom': 'a\0b' } }),
    status: 400,
  },
  {
    title: 'an upgrade is an ordinary request',
    request: askChatSession({ headers: { connection: 'upgrade', upgrade: 'websocket' } }),
    status: [200, 400, 426],
    seen: seenRead,
  },
  {
    title: 'a second host does not count',
    request: askEngagement({ headers: { ...sameOrigin, ...json, host: ['site.example', evil] } }),
    status: [200, 400],
    seen: seenEngagement,
  },
]

/** Returns the header that a proxy of the platform writes. */
const clientAddress = (request: Request) => request.headers.get('x-trusted-address') ?? undefined
const forged = { appType: 'EXTERNAL', appDetails: { os: 'IOS', ipAddress: '127.0.0.1' } }

const addresses: AttackRow[] = [
  {
    title: "App Engagement gets the callback's address",
    request: askEngagement({ headers: { 'x-trusted-address': personal.address }, body: { appType: 'EXTERNAL' } }),
    options: { clientAddress },
    status: 200,
    seen: { ...seenEngagement, body: { appType: 'EXTERNAL', appDetails: { ipAddress: personal.address } } },
  },
  {
    title: "the callback's address replaces the page's",
    request: askEngagement({ headers: { 'x-trusted-address': personal.address, 'x-forwarded-for': '127.0.0.1' }, body: forged }),
    options: { clientAddress },
    status: 200,
    seen: { ...seenEngagement, body: { appType: 'EXTERNAL', appDetails: { os: 'IOS', ipAddress: personal.address } } },
  },
  {
    title: "the page's address goes nowhere without a callback",
    request: askEngagement({ headers: { 'x-forwarded-for': '127.0.0.1' }, body: forged }),
    status: 200,
    seen: { ...seenEngagement, body: { appType: 'EXTERNAL', appDetails: { os: 'IOS' } } },
  },
  {
    title: "Monitoring gets the callback's address, on behalf of the visitor",
    request: askEngagement({
      target: `${atLivePerson(paths.engagement)}&obh=false`,
      headers: { 'x-trusted-address': personal.address },
      body: { clientProperties: { os: 'IOS', ipAddress: '127.0.0.1' } },
    }),
    options: { clientAddress },
    status: 201,
    seen: {
      method: 'POST',
      url: `${hosts.appEngagement}${paths.engagement}&obh=true`,
      body: { clientProperties: { os: 'IOS', ipAddress: personal.address } },
    },
  },
  {
    title: 'a callback that throws refuses nothing to the visitor and tells nothing',
    request: askEngagement({ body: { appType: 'EXTERNAL' } }),
    options: {
      clientAddress: () => {
        throw new Error(secrets.appToken)
      },
    },
    status: [200, 500, 502, 429],
    seen: seenEngagement,
  },
]

describe('attacks: headers', () => {
  describe('from a browser or a proxy', () => runAttacks(headers))
  describe('that override the method', () => runAttacks(overrides))
  describe('that smuggle', () => runAttacks(smuggled))
  describe('with an address', () => runAttacks(addresses))
})
