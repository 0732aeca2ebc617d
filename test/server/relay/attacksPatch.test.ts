import { describe, expect, test } from 'vitest'
import { type AttackRow, asAgent, askChatSession, chatUrl, paths, runAttacks, selected } from '../../support/relayAttacks.js'
import { customerReads, customerWrites, startRelay } from '../../support/relaySetup.js'
import { sendRaw } from '../../support/sendRaw.js'

const customerUrl = chatUrl(paths.chatSession, selected)
const agentUrl = chatUrl(paths.chatSession)
const patch = (body: unknown, headers = {}) => askChatSession({ method: 'PATCH', body, headers })
const refusedStatus = [400, 403]

const replace = { op: 'replace', path: '/CustomerName', value: 'Ada' }

const allowed: AttackRow[] = [
  ...customerWrites.flatMap((name) => [
    { op: 'add', path: `/${name}`, value: 'Ada' },
    { op: 'replace', path: `/${name}`, value: null },
    { op: 'remove', path: `/${name}` },
  ]),
  ...customerReads.map((name) => ({ op: 'test', path: `/${name}`, value: 1 })),
].map((operation) => ({
  title: `a customer may ${operation.op} ${operation.path}`,
  request: patch([operation]),
  status: 200,
  seen: { method: 'PATCH', url: customerUrl, body: [operation] },
}))

const written: AttackRow[] = [
  {
    title: 'a patch goes to the tenant in its order',
    request: patch([{ op: 'test', path: '/Status', value: 'InQueue' }, replace, { ...replace, path: '/CustomerEmail' }]),
    status: 200,
    seen: {
      method: 'PATCH',
      url: customerUrl,
      body: [{ op: 'test', path: '/Status', value: 'InQueue' }, replace, { ...replace, path: '/CustomerEmail' }],
    },
  },
  ...[
    { ...replace, SessionKey: 'x' },
    { ...replace, 'path ': '/SessionKey', Path: '/SessionKey', PATH: '/SessionKey' },
    { ...replace, Op: 'move', From: '/SessionKey' },
  ].map((operation) => ({
    title: `members that a patch does not have stay here: ${Object.keys(operation)}`,
    request: patch([operation]),
    status: [200, ...refusedStatus],
    seen: { method: 'PATCH', url: customerUrl, body: [replace] },
  })),
  {
    title: 'a path that comes twice is one path',
    request: patch('[{"op":"replace","path":"/SessionKey","path":"/CustomerName","value":"Ada"}]'),
    status: [200, ...refusedStatus],
    seen: { method: 'PATCH', url: customerUrl, body: [replace] },
  },
]

const refusedOperations: unknown[] = [
  ...['move', 'copy'].map((op) => ({ op, from: '/CustomerEmail', path: '/CustomerName' })),
  ...['move', 'copy'].map((op) => ({ op, path: '/CustomerName', value: 1 })),
  ...['add', 'replace', 'remove', 'test'].map((op) => ({ op, path: '/CustomerName', from: '/SessionKey', value: 1 })),
  ...[
    'Replace',
    'REPLACE',
    ' replace',
    'replace ',
    'delete',
    'set',
    '',
    'constructor',
    'toString',
    null,
    1,
    ['replace'],
    { op: 'replace' },
  ].map((op) => ({ ...replace, op })),
  { path: '/CustomerName', value: 'Ada' },
]

const refusedPaths: unknown[] = [
  '/SessionKey',
  '/CustomerHost',
  '/Status',
  '/ChatSessionId',
  '/InitialQueuePos',
  '/Person',
  '/User',
  '/Person/PersonId',
  '/CustomerName/0',
  '/CustomerName/-',
  '/CustomerName/',
  '/CustomerName/..',
  '/CustomerName/../SessionKey',
  '//CustomerName',
  'CustomerName',
  '/customername',
  '/CUSTOMERNAME',
  '/CustomerName ',
  ' /CustomerName',
  '/CustomerName\n',
  '/CustomerName\0',
  '/Customer~0Name',
  '/Customer~1Name',
  '/~1CustomerName',
  '~1CustomerName',
  '/~01CustomerName',
  '/CustomerName~',
  '/%43ustomerName',
  '/CustomerNam\u212f',
  '/\uFF23ustomerName',
  '\\CustomerName',
  '/CustomerName,/SessionKey',
  '/*',
  '/-',
  '/',
  '',
  '#/CustomerName',
  '/constructor',
  '/__proto__',
  '/toString',
  '/length',
  '/0',
  null,
  0,
  ['/CustomerName'],
  { toString: '/CustomerName' },
]

const refusedTests = ['/SessionKey', '/CustomerHost', '/CustomerEmail', '/Person/PersonId', '/status', 'Status', '/Status/', '/Sta~tus', '']

const refused: AttackRow[] = [
  ...refusedOperations,
  ...refusedPaths.flatMap((path) => ['add', 'replace', 'remove'].map((op) => ({ ...replace, op, path }))),
  { op: 'replace', value: 'Ada' },
  ...refusedTests.map((path) => ({ op: 'test', path, value: 'x' })),
].map((operation) => ({
  title: `a customer may not send ${JSON.stringify(operation)}`,
  request: patch([operation]),
  status: refusedStatus,
}))

const refusedPatches: AttackRow[] = [
  ...[
    ['a forbidden operation behind an allowed one', [replace, { op: 'replace', path: '/SessionKey', value: 'x' }]],
    ['a forbidden operation before an allowed one', [{ op: 'remove', path: '/Status' }, replace]],
    ['a merge patch', { CustomerName: 'Ada' }],
    ['a merge patch of a secret', { SessionKey: 'x' }],
    ['a merge patch that looks like a list', { 0: replace, length: 1 }],
    ['a lone operation', replace],
    ['a list in a list', [[replace]]],
    ['null', null],
    ['a list with null', [null]],
    ['a list with a text', ['/CustomerName']],
    ['a number', 1],
  ].map(([title, body]) => ({ title: `a customer may not send ${title}`, request: patch(body), status: refusedStatus })),
  {
    title: 'a prototype of an operation is no operation',
    request: patch('[{"__proto__":{"op":"replace","path":"/CustomerName","value":"Ada"}}]'),
    status: refusedStatus,
  },
  ...['application/merge-patch+json', 'application/json-patch+json'].map((type) => ({
    title: `a customer may not send a merge patch as ${type}`,
    request: patch({ SessionKey: 'x' }, { 'content-type': type }),
    status: [400, 403, 415],
  })),
  {
    title: 'a customer may not patch the chat session of another',
    request: askChatSession({
      method: 'PATCH',
      target: '/chat-proxy/superoffice/api/v1/ChatSession/47110816',
      body: [{ ...replace, path: '/CustomerName' }],
    }),
    status: 403,
  },
]

/** The lists of the relay itself. */
const defaults = { superOffice: { customerReads: undefined, customerWrites: undefined } }

const byDefault: AttackRow[] = [
  ...['SessionKey', 'CustomerHost', 'User', 'Person', 'Contact', 'Ticket', 'Flags', 'WhenFetched', 'ChatSessionId', 'TransferTo'].map(
    (name) => ({
      title: `a customer may not change ${name} by default`,
      request: patch([{ ...replace, path: `/${name}` }]),
      options: defaults,
      status: refusedStatus,
    }),
  ),
  ...['SessionKey', 'CustomerHost', 'Person', 'TableRight', 'FieldProperties', '_Links'].map((name) => ({
    title: `a customer may not test ${name} by default`,
    request: patch([{ op: 'test', path: `/${name}`, value: 1 }]),
    options: defaults,
    status: refusedStatus,
  })),
]

const agents: AttackRow[] = [
  [{ op: 'replace', path: '/Status', value: 'Finished' }],
  [
    { op: 'test', path: '/Person/PersonId', value: 5 },
    { op: 'replace', path: '/Person', value: { PersonId: 6 } },
  ],
  [{ op: 'remove', path: '/TransferTo' }],
  { CustomerName: 'Ada', Person: { PersonId: 6 } },
].map((body) => ({
  title: `an agent may send ${JSON.stringify(body)}`,
  request: patch(body, asAgent),
  status: 200,
  seen: { method: 'PATCH', url: agentUrl, body },
}))

describe('attacks: patches', () => {
  describe('from a customer', () => runAttacks(allowed))
  describe('as the tenant sees them', () => runAttacks(written))
  describe('with refused operations', () => runAttacks(refused))
  describe('with a refused form', () => runAttacks(refusedPatches))
  describe('without lists of the site', () => {
    runAttacks(byDefault)

    test("a customer's read selects members, and no secret, by default", async () => {
      const { server, upstream, close } = await startRelay(defaults)
      await sendRaw(server.origin, askChatSession())
      const names = upstream.requests.map(({ url }) => url.searchParams.get('$select'))
      expect(names).toEqual([expect.stringMatching(/^[A-Z][\w/]*(,[A-Z][\w/]*)*$/)])
      expect(names[0]).not.toMatch(/SessionKey|CustomerHost|Person|Contact|Ticket|_Links|TableRight|FieldProperties/i)
      await close()
    })
  })
  describe('from an agent', () => runAttacks(agents))
})
