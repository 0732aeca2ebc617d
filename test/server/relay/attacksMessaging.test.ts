import { describe } from 'vitest'
import {
  type AttackRow,
  account,
  askLookUp,
  askToken,
  atLivePerson,
  atSuperOffice,
  paths,
  runAttacks,
  type Seen,
  seenConnectors,
  seenToken,
} from '../../support/relayAttacks.js'
import { hosts, personal, secrets } from '../../support/relayServices.js'
import { siteOrigin } from '../../support/relaySetup.js'
import type { RawRequest } from '../../support/sendRaw.js'

const jsMethodName = 'lpTag.taglets.unAuthMessaging.lpUnauthFunction'
const authorize = atLivePerson(paths.authorize)
const seenAuthorize = (body?: object): Seen => ({ method: 'POST', url: hosts.appEngagement + paths.authorize, body })
const renewed = seenAuthorize({ id_token: personal.idToken })
const socketHost = askLookUp({ target: atLivePerson(paths.socketHost) })
const seenSocketHost: Seen = { method: 'GET', url: hosts.domainApi + paths.socketHost }

/** Each request of the client, and what the services see of it. */
const requests: [name: string, request: RawRequest, seen: Seen, response: object][] = [
  ['a new visitor', askToken({ target: authorize, body: undefined }), seenAuthorize(), { token: 'external-1' }],
  ['a new visitor with an empty body', askToken({ target: authorize, body: {} }), seenAuthorize(), { token: 'external-1' }],
  ['a renewal', askToken({ target: authorize }), renewed, { token: 'external-1' }],
  ["LivePerson's own token", askToken(), seenToken, { token: 'a.b.c' }],
  [
    'the connectors',
    askLookUp(),
    seenConnectors,
    [11, 12].map((id) => ({ id: String(id), name: 'Unauth', configuration: { jsMethodName } })),
  ],
  ['the host of the socket', socketHost, seenSocketHost, { account: '12345678', baseURI: 'lo.asyncMessagingEnt.example'.toLowerCase() }],
]

const allowed: AttackRow[] = requests.map(([name, request, seen, response]) => ({
  title: `${name} is answered`,
  request,
  status: 200,
  seen,
  response,
  forbidden: 'issuer',
}))

const proofs: [title: string, headers: Record<string, string>][] = [
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling site', { 'sec-fetch-site': 'same-site' }],
  ['a foreign origin', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
  ['no proof', { 'sec-fetch-site': '' }],
]

const withHeaders = ({ headers, ...request }: RawRequest, added: Record<string, string>): RawRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries({ ...headers, ...added }).filter(([, value]) => value !== '')) as Record<string, string>,
})

const origins: AttackRow[] = requests.flatMap(([name, request, seen]) => [
  ...proofs.map(([title, headers]) => ({ title: `${title} gets no answer: ${name}`, request: withHeaders(request, headers), status: 403 })),
  {
    title: `a proof of the library is enough: ${name}`,
    request: withHeaders(request, { 'sec-fetch-site': '', 'x-react-engagement': '1' }),
    status: 200,
    seen,
  },
  { title: `the limit refuses: ${name}`, request, options: { limit: ({ route }) => route !== 'token' }, status: 429 },
  {
    title: `a relay without messaging has no path: ${name}`,
    request,
    options: { livePerson: { services: ['appEngagement', 'monitoring'] } },
    status: 404,
  },
])

const methods: AttackRow[] = requests.flatMap(([name, request]) =>
  ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
    .filter((method) => method !== (request.method ?? 'GET'))
    .map((method) => ({
      title: `${method} is no method: ${name}`,
      request: { ...request, method, body: undefined },
      status: 405,
      headers: { allow: request.method ?? 'GET' },
    })),
)

const targets: AttackRow[] = [
  [404, 'another account', '/api/account/99999999/anonymous/authorize'],
  [404, 'the sign-up of demonstrations', `${account}/signup`],
  [404, 'the older exchange', `${account}/authenticate`],
  [404, 'an exchange without a connector', `${account}/app//authenticate?v=3.0`],
  [404, 'a connector with an encoded slash', `${account}/app/11%2f12/authenticate?v=3.0`],
  [404, 'a connector of dots', `${account}/app/../authenticate?v=3.0`],
  [404, 'a connector of encoded dots', `${account}/app/%2e%2e/authenticate?v=3.0`],
  [404, 'a connector with an address', `${account}/app/evil.example/authenticate?v=3.0`],
  [404, 'a connector with a port', `${account}/app/11:80/authenticate?v=3.0`],
  [404, 'a connector with a space', `${account}/app/1%201/authenticate?v=3.0`],
  [404, 'a connector with a line break', `${account}/app/11%0d%0a/authenticate?v=3.0`],
  [404, 'a long connector', `${account}/app/${'1'.repeat(101)}/authenticate?v=3.0`],
  [404, 'text after the exchange', `${account}/app/11/authenticate/more?v=3.0`],
  [404, 'another query', `${account}/app/11/authenticate?v=3.0&redirect_uri=evil.example`],
  [404, 'two versions', `${account}/app/11/authenticate?v=3.0&v=3.0`],
  [400, 'another version', `${account}/app/11/authenticate?v=2.0`],
  [404, 'a query of the authorization', `${paths.authorize}?v=3.0`],
  [404, 'a slash at the end', `${paths.authorize}/`],
  [404, 'an encoded letter', `${account}/%61nonymous/authorize`],
  [404, 'another case', `${account}/Anonymous/authorize`],
  [404, 'the socket', '/ws_api/account/12345678/messaging/consumer?v=3'],
].map(([status, title, path]) => ({
  title: `${title} is refused`,
  request: askToken({ target: atLivePerson(path as string) }),
  status: status as number,
}))

const lookUps: AttackRow[] = [
  [404, 'the host of another service', `${account}/service/agentVep/baseURI.json?version=1.0`],
  [404, 'the host of App Engagement', `${account}/service/msdkgw/baseURI.json?version=1.0`],
  [404, 'the host of no service', `${account}/service//baseURI.json?version=1.0`],
  [404, 'all hosts', `${account}/service/baseURI.json?version=1.0`],
  [404, 'a host of another account', '/api/account/99999999/service/idp/baseURI.json?version=1.0'],
  [404, 'a host in another format', `${account}/service/idp/baseURI.lpCsds?version=1.0`],
  [404, 'a host with a callback', `${paths.socketHost}&cb=alert`],
  [400, 'a host in another version', `${account}/service/idp/baseURI.json?version=2.0`],
  [404, 'other configuration', `${account}/configuration/le-campaigns/campaigns`],
  [404, 'one connector', `${paths.connectors}/11`],
  [404, 'connectors with a query', `${paths.connectors}?v=1`],
].map(([status, title, path]) => ({
  title: `${title} is refused`,
  request: askLookUp({ target: atLivePerson(path as string) }),
  status: status as number,
}))

const pinned = { livePerson: { connectorId: '12' } }
const connectors: AttackRow[] = [
  { title: 'another connector than the pinned one is refused', request: askToken(), options: pinned, status: 404 },
  {
    title: 'the pinned connector is answered',
    request: askToken({ target: atLivePerson(`${account}/app/12/authenticate?v=3.0`) }),
    options: pinned,
    status: 200,
    seen: { ...seenToken, url: `${hosts.appEngagement}${account}/app/12/authenticate?v=3.0` },
  },
  {
    title: 'the pinned connector in an encoding is refused',
    request: askToken({ target: atLivePerson(`${account}/app/%312/authenticate?v=3.0`) }),
    options: pinned,
    status: 404,
  },
  {
    title: 'the list shows the pinned connector alone',
    request: askLookUp(),
    options: pinned,
    status: 200,
    seen: seenConnectors,
    response: [{ id: '12' }],
    forbidden: '"11"',
  },
  { title: 'messaging is no path of SuperOffice', request: askToken({ target: atSuperOffice(paths.authenticate) }), status: 404 },
]

const bodies: AttackRow[] = [
  ...[
    ['no token', {}],
    ['an empty token', { id_token: '' }],
    ['a token that is no text', { id_token: { a: 1 } }],
    ['a token in a list', { id_token: ['a'] }],
    ['a list', [{ id_token: 'a' }]],
    ['null', 'null'],
    ['a text', '"a"'],
    ['broken JSON', '{"id_token":"a'],
    ['an inherited token', '{"__proto__":{"id_token":"a"}}'],
    ['a code', { code: 'a', redirect_uri: 'https://evil.example' }],
  ].map(([title, body]) => ({ title: `the exchange of ${title} is refused`, request: askToken({ body }), status: 400 })),
  ...[
    ['an empty token', { id_token: '' }],
    ['a token that is no text', { id_token: 7 }],
    ['a list', []],
    ['null', 'null'],
    ['broken JSON', '{'],
  ].map(([title, body]) => ({ title: `the renewal of ${title} is refused`, request: askToken({ target: authorize, body }), status: 400 })),
  { title: 'the exchange without a body is refused', request: askToken({ body: undefined }), status: 400 },
  {
    title: 'further members do not go on',
    request: askToken({ body: { id_token: personal.idToken, code: 'a', redirect_uri: 'https://evil.example', ipAddress: '192.0.2.1' } }),
    status: 200,
    seen: seenToken,
  },
  { title: 'a token of another content type is refused', request: askToken({ headers: { 'content-type': 'text/plain' } }), status: 415 },
  {
    title: 'a new visitor of a form is refused',
    request: askToken({ target: authorize, body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    status: 415,
  },
  { title: 'a token of 17 kB is too long', request: askToken({ body: { id_token: 'a'.repeat(17_000) } }), status: 413 },
  {
    title: 'headers of the page do not go on',
    request: askToken({
      headers: { authorization: 'Bearer a', cookie: personal.cookie, 'x-forwarded-for': '192.0.2.1', origin: siteOrigin },
    }),
    status: 200,
    seen: seenToken,
  },
  { title: 'a method override is refused', request: askToken({ headers: { 'x-http-method-override': 'PUT' } }), status: [400, 405] },
]

const leak = `at ${hosts.appEngagement} with ${personal.idToken} of ${secrets.customerHost}`
const responses: AttackRow[] = [
  ...[301, 302, 303, 307, 308].flatMap((status) => [
    {
      title: `a redirect ${status} of a token ends here`,
      request: askToken(),
      answer: { status, headers: { location: '{other}/elsewhere' }, body: { token: 'a' } },
      status: 502,
      seen: seenToken,
    },
    {
      title: `a redirect ${status} of the connectors ends here`,
      request: askLookUp(),
      answer: { status, headers: { location: '{other}/elsewhere' }, body: [] },
      status: 502,
      seen: seenConnectors,
    },
  ]),
  ...['<script>alert(1)</script>', '', 'null', '{}', '{"token":""}', '{"token":{}}', '[]'].map((text) => ({
    title: `the token response ${text || 'without a body'} is a 502`,
    request: askToken(),
    answer: { text },
    status: 502,
    seen: seenToken,
  })),
  ...['<script>alert(1)</script>', '', 'null', '"a"', '[1]'].map((text) => ({
    title: `the connectors ${text || 'without a body'} are a 502`,
    request: askLookUp(),
    answer: { text },
    status: 502,
    seen: seenConnectors,
  })),
  ...[
    { service: 'asyncMessagingEnt', baseURI: `${new URL(hosts.appEngagement).host}:8443` },
    { service: 'asyncMessagingEnt', baseURI: '127.0.0.1' },
    { service: 'asyncMessagingEnt', account: '99999999', baseURI: 'evil.example' },
    { service: 'idp', baseURI: 'evil.example' },
    '<html>',
  ].map((body) => ({
    title: `the host ${JSON.stringify(body)} is a 502`,
    request: socketHost,
    answer: { body },
    status: 502,
    seen: seenSocketHost,
    response: { relay: 'domain' },
  })),
  ...[400, 401, 403, 404, 429, 500, 503].map((status) => ({
    title: `a refusal ${status} shows its code, and no token and no host`,
    request: askToken(),
    answer: { status, body: { internalErrorCode: '9012', message: leak, stack: leak, id_token: personal.idToken } },
    status,
    seen: seenToken,
    response: { internalErrorCode: 9012 },
    forbidden: personal.idToken,
  })),
  {
    title: 'a refusal of the connectors shows no host',
    request: askLookUp(),
    answer: { status: 500, text: leak.replace(personal.idToken, '') },
    status: 500,
    seen: seenConnectors,
  },
  {
    title: 'a connector with a name of a host has no name',
    request: askLookUp(),
    answer: { body: [{ id: 12345678901, name: secrets.customerHost, configuration: { jsMethodName: `${hosts.configuration}/a(b)` } }] },
    status: 200,
    seen: seenConnectors,
    response: [{ id: '12345678901', configuration: {} }],
  },
]

describe('attacks: messaging', () => {
  describe('requests', () => runAttacks(allowed))
  describe('origins and limits', () => runAttacks(origins))
  describe('methods', () => runAttacks(methods))
  describe('paths', () => runAttacks([...targets, ...lookUps]))
  describe('connectors', () => runAttacks(connectors))
  describe('bodies', () => runAttacks(bodies))
  describe('responses', () => runAttacks(responses))
})
