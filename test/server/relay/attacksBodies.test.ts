import { gzipSync } from 'node:zlib'
import { describe } from 'vitest'
import {
  type AttackRow,
  asAgent,
  askChatSession,
  askEngagement,
  atLivePerson,
  atSuperOffice,
  paths,
  runAttacks,
  seenEngagement,
} from '../../support/relayAttacks.js'
import { hosts } from '../../support/relayServices.js'
import type { RawRequest } from '../../support/sendRaw.js'

/** Returns a body of exactly so many bytes. */
function ofBytes(bytes: number, letter = 'a'): string {
  const [start, end] = ['{"appType":"EXTERNAL","filler":"', '"}']
  const space = bytes - start.length - end.length
  const letters = letter.repeat(Math.floor(space / Buffer.byteLength(letter)))
  return start + letters + 'a'.repeat(space - Buffer.byteLength(letters)) + end
}

const limit = 16_384
const update: Partial<RawRequest> = { method: 'PUT' }
const seenUpdate = { ...seenEngagement, method: 'PUT' }
const report: Partial<RawRequest> = { method: 'PUT', target: atLivePerson(paths.report) }
const seenReport = { method: 'PUT', url: `${hosts.appEngagement}${paths.report}&obh=true` }

const lengths: AttackRow[] = [
  { title: 'a body of 16 kB goes to the service', request: askEngagement({ body: ofBytes(limit) }), status: 200, seen: seenEngagement },
  { title: 'a body of one byte more is too long', request: askEngagement({ body: ofBytes(limit + 1) }), status: 413 },
  { title: 'the bytes of a body count, and not its letters', request: askEngagement({ body: ofBytes(limit + 1, 'ü') }), status: 413 },
  {
    title: 'letters of several bytes fill 16 kB',
    request: askEngagement({ body: ofBytes(limit, '€') }),
    status: 200,
    seen: seenEngagement,
  },
  { title: 'an update may have 64 kB', request: askEngagement({ ...update, body: ofBytes(4 * limit) }), status: 200, seen: seenUpdate },
  { title: 'an update of one byte more is too long', request: askEngagement({ ...update, body: ofBytes(4 * limit + 1) }), status: 413 },
  { title: 'a report may have 64 kB', request: askEngagement({ ...report, body: ofBytes(4 * limit) }), status: 200, seen: seenReport },
  { title: 'a report of one byte more is too long', request: askEngagement({ ...report, body: ofBytes(4 * limit + 1) }), status: 413 },
  {
    title: 'a patch of more than 64 kB is too long',
    request: askChatSession({ method: 'PATCH', body: ofBytes(4 * limit + 1) }),
    status: 413,
  },
  { title: 'a body of a megabyte is too long', request: askEngagement({ body: ofBytes(1_000_000) }), status: 413 },
  {
    title: 'the option maxBody is the limit',
    request: askEngagement({ body: ofBytes(101) }),
    options: { maxBody: 100 },
    status: 413,
  },
  {
    title: 'a body up to maxBody goes to the service',
    request: askEngagement({ body: ofBytes(100) }),
    options: { maxBody: 100 },
    status: 200,
    seen: seenEngagement,
  },
  { title: 'chunks go to the service', request: askEngagement({ framing: 'chunked' }), status: 200, seen: seenEngagement },
  {
    title: 'chunks of 16 kB go to the service',
    request: askEngagement({ framing: 'chunked', body: ofBytes(limit) }),
    status: 200,
    seen: seenEngagement,
  },
  {
    title: 'chunks of one byte more are too long',
    request: askEngagement({ framing: 'chunked', body: ofBytes(limit + 1) }),
    status: 413,
  },
  {
    title: 'chunks of more than the limit are too long before their end',
    request: askEngagement({ framing: 'chunked', isSlow: true, body: ofBytes(2 * limit) }),
    status: 413,
  },
  {
    title: 'an invalid chunk is refused',
    request: askEngagement({ framing: 'none', headers: { 'transfer-encoding': 'chunked' }, body: 'zz\r\n{}\r\n0\r\n\r\n' }),
    status: [0, 400, 500],
  },
  {
    title: 'a length that ends inside the JSON is invalid JSON',
    request: askEngagement({ headers: { 'content-length': '10' }, body: '{"appType":"MSDK"}' }),
    status: 400,
  },
  {
    title: 'a length over the limit does not wait for its bytes',
    request: askEngagement({ headers: { 'content-length': '9999999' }, body: '{}' }),
    options: { timeout: 0.2 },
    status: [408, 413],
  },
]

const slow = { options: { timeout: 0.2 }, status: 408 }

const slowBodies: AttackRow[] = [
  { title: 'a body without its last byte is too slow', request: askEngagement({ isSlow: true }), ...slow },
  { title: 'a body that never begins is too slow', request: askEngagement({ headers: { 'content-length': '2' }, body: '' }), ...slow },
  { title: 'a length beyond the body is too slow', request: askEngagement({ headers: { 'content-length': '99' }, body: '{}' }), ...slow },
  { title: 'chunks without an end are too slow', request: askEngagement({ framing: 'chunked', isSlow: true }), ...slow },
  { title: 'a slow update is too slow', request: askEngagement({ ...update, isSlow: true }), ...slow },
  { title: 'a slow report is too slow', request: askEngagement({ ...report, isSlow: true }), ...slow },
  { title: 'a slow patch is too slow', request: askChatSession({ method: 'PATCH', body: [], isSlow: true }), ...slow },
  {
    title: 'a slow replacement is too slow',
    request: askChatSession({ method: 'PUT', headers: asAgent, body: { Status: 'InQueue' }, isSlow: true }),
    ...slow,
  },
]

const contentTypes: AttackRow[] = [
  ...[
    'text/plain',
    'text/plain; charset=application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/json-seq',
    'application/jsonp',
    'application/xml',
    'json',
    '*/*',
    '',
    'text/plain, application/json',
  ].map((type) => ({
    title: `the content type “${type}” is refused`,
    request: askEngagement({ headers: { 'content-type': type } }),
    status: 415,
  })),
  ...['application/json; charset=utf-8', 'application/json;charset=UTF-8', 'Application/JSON'].map((type) => ({
    title: `the content type “${type}” is JSON`,
    request: askEngagement({ headers: { 'content-type': type } }),
    status: 200,
    seen: seenEngagement,
  })),
  {
    title: 'a body without a content type is refused',
    request: { ...askEngagement(), headers: { 'sec-fetch-site': 'same-origin' } },
    status: 415,
  },
  {
    title: 'a patch of another content type is refused',
    request: askChatSession({ method: 'PATCH', headers: { 'content-type': 'text/plain' }, body: [] }),
    status: 415,
  },
  {
    title: 'a compressed body is refused',
    request: askEngagement({ headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"appType":"EXTERNAL"}') }),
    status: [400, 415],
  },
]

const invalid: AttackRow[] = [
  ...[
    '',
    '{',
    '{"appType":"EXTERNAL"',
    '{appType:1}',
    '{} {}',
    '{}\0',
    'undefined',
    'NaN',
    '{"a":01}',
    '{"a":1,}',
    '/*x*/{}',
    '<xml/>',
  ].map((body) => ({ title: `the body “${body.replace('\0', 'NUL')}” is invalid`, request: askEngagement({ body }), status: 400 })),
  ...[[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82]].map((bytes) => ({
    title: `the bytes ${bytes} are no UTF-8`,
    request: askEngagement({ body: Buffer.concat([Buffer.from('{"appType":"'), Buffer.from(bytes), Buffer.from('"}')]) }),
    status: 400,
  })),
  {
    title: 'a name that comes twice goes to the service once',
    request: askEngagement({ body: '{"appType":"MSDK","appType":"EXTERNAL"}' }),
    status: [200, 400],
    seen: { ...seenEngagement, body: { appType: 'EXTERNAL' } },
  },
  {
    title: 'spaces of the body do not go to the service',
    request: askEngagement({ body: ' \n{ "appType" :\t"EXTERNAL" }\r\n' }),
    status: 200,
    seen: { ...seenEngagement, body: { appType: 'EXTERNAL' } },
  },
  {
    title: 'a prototype in the body changes no object',
    request: askEngagement({ body: '{"appType":"EXTERNAL","__proto__":{"ipAddress":"127.0.0.1","isAdmin":true}}' }),
    status: [200, 400],
    seen: seenEngagement,
  },
  ...['null', '5', '"text"', 'true', '[]'].map((body) => ({
    title: `the body ${body} is no question`,
    request: askEngagement({ body }),
    status: [200, 400],
    seen: seenEngagement,
  })),
  {
    title: 'thousands of nested lists do no harm',
    request: askEngagement({ body: `${'['.repeat(8_000)}${']'.repeat(8_000)}` }),
    status: [200, 400],
    seen: seenEngagement,
  },
  {
    title: 'thousands of nested lists in a patch do no harm',
    request: askChatSession({
      method: 'PATCH',
      body: `[{"op":"replace","path":"/CustomerName","value":${'['.repeat(7_000)}${']'.repeat(7_000)}}]`,
    }),
    status: [200, 400, 403],
    seen: {
      method: 'PATCH',
      url: `${hosts.superOffice}/Cust12345${paths.chatSession}?$select=ChatSessionId,Status,CustomerName,InitialQueuePos`,
    },
  },
  {
    title: 'a body of a command does not go to the tenant',
    request: askChatSession({
      method: 'POST',
      target: `${atSuperOffice(paths.chatSession)}/Reset`,
      headers: asAgent,
      body: { ChatSessionId: 1 },
    }),
    status: [200, 400],
    seen: { method: 'POST', url: `${hosts.superOffice}/Cust12345${paths.chatSession}/Reset`, body: undefined },
  },
]

describe('attacks: bodies', () => {
  describe('lengths', () => runAttacks(lengths))
  describe('slow bodies', () => runAttacks(slowBodies))
  describe('content types', () => runAttacks(contentTypes))
  describe('invalid JSON', () => runAttacks(invalid))
})
