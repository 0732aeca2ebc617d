import { gzipSync } from 'node:zlib'
import { describe } from 'vitest'
import {
  type AttackRow,
  asAgent,
  askChatSession,
  askEngagement,
  atLivePerson,
  chatUrl,
  paths,
  runAttacks,
  seenEngagement,
  seenRead,
} from '../../support/relayAttacks.js'
import { hosts, personal, secrets } from '../../support/relayServices.js'
import type { UpstreamAnswer } from '../../support/relayUpstream.js'

const seenAgentRead = { method: 'GET', url: chatUrl(paths.chatSession) }
const seenUpdate = { ...seenEngagement, method: 'PUT' }
const agentRead = askChatSession({ headers: asAgent })
const leaky = `at ${hosts.superOffice}/Cust12345/api with ${secrets.authorization} and ${secrets.appToken} in C:\\WebApi\\Session.cs:line 12`

/** To another host, to the same host, to a path, and to nothing. */
const locations = ['{other}/elsewhere', '{same}/elsewhere', '/elsewhere', '']

const redirects: AttackRow[] = [301, 302, 303, 307, 308].flatMap((status) =>
  locations.flatMap((location) => {
    const answer = { status, headers: { location }, body: { status: 'Available' } }
    return [
      {
        title: `a redirect ${status} of LivePerson to “${location}” ends here`,
        request: askEngagement(),
        answer,
        status: 502,
        seen: seenEngagement,
      },
      {
        title: `a redirect ${status} of a report to “${location}” ends here`,
        request: askEngagement({ method: 'PUT', body: { pageId: '1' } }),
        answer,
        status: 502,
        seen: seenUpdate,
      },
      {
        title: `a redirect ${status} of the tenant to “${location}” ends here`,
        request: askChatSession(),
        answer,
        status: 502,
        seen: seenRead,
      },
    ]
  }),
)

/** Members that never leave, at each place and in each spelling. */
const hidden = {
  sessionKey: secrets.sessionKey,
  SESSIONKEY: { inside: secrets.sessionKey },
  CustomerHost: [secrets.customerHost],
  customerhost: secrets.customerHost,
  _Links: { Self: hosts.superOffice },
  _LINKS: hosts.superOffice,
  TableRight: { Mask: 'FULL' },
  FieldProperties: {},
  SessionKey: secrets.sessionKey,
}
const shown = { ChatSessionId: Number(personal.chatSessionId), Status: 'InQueue' }
const nested = { ...shown, ...hidden, Person: { ...hidden, Contact: [[{ ...hidden, Address: { ...hidden } }]] }, List: [hidden, [hidden]] }

const members: AttackRow[] = [
  { title: 'no secret of a session leaves for a customer', request: askChatSession(), seen: seenRead, forbidden: 'Person' },
  { title: 'no secret of a session leaves for an agent', request: agentRead, seen: seenAgentRead },
].flatMap((row) => [
  { ...row, answer: { body: nested }, status: 200, response: shown },
  {
    ...row,
    title: `${row.title}, with an escaped name`,
    answer: { text: JSON.stringify(nested).replaceAll('SessionKey', 'S\\u0065ssionKey') },
    status: 200,
    response: shown,
  },
])

const deep = `{"ChatSessionId":${personal.chatSessionId},"Status":"InQueue","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`

const shapes: AttackRow[] = [
  {
    title: 'an error of the tenant has its status and type alone',
    request: agentRead,
    answer: {
      status: 404,
      body: { Error: true, ErrorType: 'SoNotFoundException', ErrorMessage: leaky, ErrorSource: 'node7.internal', StackTrace: leaky },
    },
    status: 404,
    seen: seenAgentRead,
    response: { ErrorType: 'SoNotFoundException' },
  },
  ...[400, 409, 412, 429, 500, 503].map((status) => ({
    title: `the tenant's ${status} is the page's ${status}`,
    request: agentRead,
    answer: {
      status,
      headers: { 'retry-after': '7' },
      body: { Error: true, ErrorType: 'SoException', ErrorMessage: leaky, SessionKey: secrets.sessionKey },
    },
    status,
    seen: seenAgentRead,
    headers: status === 429 || status === 503 ? { 'retry-after': '7' } : {},
  })),
  ...[
    { Message: leaky, MessageDetail: leaky },
    { title: leaky, detail: leaky, traceId: secrets.appToken },
    { Message: leaky, StackTrace: leaky, InnerException: { StackTrace: leaky, Parameters: [secrets.authorization] } },
  ].map((body) => ({
    title: `an error with ${Object.keys(body)} tells nothing of the server`,
    request: agentRead,
    answer: { status: 400, body },
    status: 400,
    seen: seenAgentRead,
  })),
  {
    title: "an error of LivePerson has its code, and a loading account's visitor",
    request: askEngagement(),
    answer: { status: 500, body: { time: 1, message: 'Loading account: 12345678, vid: visitor-9', internalCode: 20 } },
    status: 500,
    seen: seenEngagement,
    response: { internalCode: 20, message: 'Loading account: 12345678, vid: visitor-9' },
  },
  {
    title: 'a loading account of Monitoring is a 202',
    request: askEngagement({ target: atLivePerson(paths.engagement) }),
    answer: { status: 202, body: { message: 'Loading account: 12345678, vid: visitor-9', internalCode: 38 } },
    status: 202,
    seen: { method: 'POST', url: `${hosts.appEngagement}${paths.engagement}&obh=true` },
    response: { internalCode: 38, message: 'Loading account: 12345678, vid: visitor-9' },
  },
  {
    title: 'an unknown session of LivePerson is a 404 with its code',
    request: askEngagement(),
    answer: { status: 404, body: { time: 1, message: `no session at ${hosts.appEngagement}`, internalCode: 39, stack: leaky } },
    status: 404,
    seen: seenEngagement,
    response: { internalCode: 39 },
  },
  ...[200, 500, 503].map((status) => ({
    title: `HTML with the status ${status} does not leave`,
    request: askEngagement(),
    answer: { status, headers: { 'content-type': 'text/html' }, text: `<html><script>alert(1)</script>${leaky}</html>` },
    status: status === 200 ? 502 : [status, 502],
    seen: seenEngagement,
  })),
  {
    title: 'JSON of another content type is JSON',
    request: askEngagement(),
    answer: { headers: { 'content-type': 'application/octet-stream' }, body: { status: 'NotAvailable' } },
    status: 200,
    seen: seenEngagement,
    response: { status: 'NotAvailable' },
  },
  {
    title: 'a number of more digits than JavaScript has keeps its digits',
    request: askEngagement(),
    answer: { text: '{"status":"Available","engagementDetails":{"campaignId":12345678901234567891}}' },
    status: 200,
    seen: seenEngagement,
    contained: '12345678901234567891',
  },
  {
    title: 'a response of over a megabyte does not leave',
    request: askEngagement(),
    answer: { body: { filler: 'a'.repeat(1_100_000) } },
    status: 502,
    seen: seenEngagement,
  },
  {
    title: 'a response of thousands of nested lists does no harm',
    request: agentRead,
    answer: { text: deep },
    status: [200, 502],
    seen: seenAgentRead,
  },
  {
    title: 'an unreachable service is a 502',
    request: askEngagement(),
    answer: { reset: true },
    status: 502,
    seen: seenEngagement,
  },
  {
    title: 'a silent service is a 504',
    request: askEngagement(),
    options: { timeout: 0.2 },
    answer: { silent: true },
    status: 504,
    seen: seenEngagement,
  },
  {
    title: 'a silent tenant is a 504',
    request: askChatSession(),
    options: { timeout: 0.2 },
    answer: { silent: true },
    status: 504,
    seen: seenRead,
  },
  ...[hosts.appEngagement, secrets.appToken, 'node7 internal', '-1', '1e9'].map((value) => ({
    title: `the Retry-After “${value}” does not leave`,
    request: askEngagement(),
    answer: { status: 503, headers: { 'retry-after': value }, body: { internalCode: 1 } },
    status: 503,
    seen: seenEngagement,
    headers: { 'retry-after': undefined },
  })),
  ...['7', 'Fri, 27 Nov 2026 21:00:00 GMT'].map((value) => ({
    title: `the Retry-After “${value}” leaves`,
    request: askEngagement(),
    answer: { status: 503, headers: { 'retry-after': value }, body: { internalCode: 1 } },
    status: 503,
    seen: seenEngagement,
    headers: { 'retry-after': value },
  })),
  ...[new URL(hosts.superOffice).host, secrets.appToken, secrets.authorization, 'node7.internal'].map((text) => ({
    title: `the type of an error is no place for ${text}`,
    request: agentRead,
    answer: { status: 400, body: { Error: true, ErrorType: text, ErrorMessage: 'The session is locked.' } },
    status: 400,
    seen: seenAgentRead,
    forbidden: text,
  })),
  ...[new URL(hosts.appEngagement).host, 'node7.internal:8443', 'https://node7.internal/x', '10.1.2.3'].flatMap((text) => [
    {
      title: `the message of LivePerson has no ${text}`,
      request: askEngagement(),
      answer: { status: 500, body: { time: text, message: `no route to ${text} now`, internalCode: 18 } },
      status: 500,
      seen: seenEngagement,
      response: { internalCode: 18 },
      forbidden: text,
    },
    {
      title: `the message of SuperOffice has no ${text}`,
      request: agentRead,
      answer: { status: 500, body: { Error: true, ErrorType: 'SoException', ErrorMessage: `no route to ${text} now` } },
      status: 500,
      seen: seenAgentRead,
      response: { ErrorType: 'SoException' },
      forbidden: text,
    },
  ]),
  {
    title: 'a response that begins and does not end is a 504',
    request: askEngagement(),
    options: { timeout: 0.2 },
    answer: { isStalled: true, text: '{"status":' },
    status: 504,
    seen: seenEngagement,
  },
  {
    title: 'a compressed response of over a megabyte does not leave',
    request: askEngagement(),
    answer: { headers: { 'content-encoding': 'gzip' }, text: gzipSync(JSON.stringify({ filler: 'a'.repeat(5_000_000) })) },
    status: 502,
    seen: seenEngagement,
  },
  {
    title: 'a response that is shorter than its length is a 502',
    request: askEngagement(),
    answer: { headers: { 'content-length': '999' }, isCut: true, text: '{"status":"Available"}' },
    status: 502,
    seen: seenEngagement,
  },
]

/** Rows whose answer the services give for a read that returns nothing. */
const empty: AttackRow[] = ([{ status: 204 }, { text: '' }, { text: 'null' }] as UpstreamAnswer[]).map((answer) => ({
  title: `an empty answer ${JSON.stringify(answer)} stays empty`,
  request: askChatSession({ method: 'POST', target: `/chat-proxy/superoffice${paths.chatSession}/Pickup`, headers: asAgent }),
  answer,
  status: [200, 204],
  seen: { method: 'POST', url: chatUrl(`${paths.chatSession}/Pickup`) },
}))

describe('attacks: responses', () => {
  describe('redirects', () => runAttacks(redirects))
  describe('members', () => runAttacks(members))
  describe('shapes', () => runAttacks(shapes))
  describe('without a body', () => runAttacks(empty))
})
