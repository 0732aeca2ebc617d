import { describe, expect, test } from 'vitest'
import { createRelay, type Grant, type RelayEvent, type SuperOfficeRelayOptions } from '../../../src/server/index.js'
import { json, pageRequest, startUpstream, text, type Upstream } from './startUpstream.js'

const sessions = '/chat-proxy/superoffice/api/v1/ChatSession'
const entity = { ChatSessionId: 7, Status: 'InQueue', CustomerName: 'Ada', SessionKey: 'key', customerhost: '192.0.2.1', Rank: 3 }

async function setUp(role: Grant['role'], answer: Upstream['answer'] = json(200, entity), options: Partial<SuperOfficeRelayOptions> = {}) {
  const upstream = await startUpstream(answer)
  const events: RelayEvent[] = []
  const asked: unknown[] = []
  const relay = createRelay({
    basePath: '/chat-proxy',
    superOffice: {
      baseUrl: `${upstream.origin}/Cust12345/api`,
      authorization: () => 'Bearer 8A:secret',
      appToken: 'app-secret',
      authorize(request, target) {
        asked.push([request.method, request.body, target])
        return { role }
      },
      ...options,
    },
    timeout: 1,
    onEvent: (event) => events.push(event),
  })
  return { upstream, events, asked, send: (...parameters: Parameters<typeof pageRequest>) => relay.fetch(pageRequest(...parameters)) }
}

describe('the calls of an agent', () => {
  test.each([
    ['GET', '/7', undefined, 'read', '7'],
    ['GET', '/7?$select=Status,User/FullName', undefined, 'read', '7'],
    [
      'PATCH',
      '/7',
      [
        { op: 'test', path: '/Person/PersonId', value: 1 },
        { op: 'replace', path: 'Status', value: 'Finished' },
      ],
      'update',
      '7',
    ],
    ['PATCH', '/7', { Status: 'Finished' }, 'update', '7'],
    ['POST', '', { TopicId: 1, ChatSessionId: 0 }, 'create', undefined],
    ['GET', '/default', undefined, 'create', undefined],
    ['POST', '/7/Pickup', undefined, 'pickUp', '7'],
    ['POST', '/7/TransferTo/ada%40example.com', undefined, 'transfer', '7'],
    ['POST', '/7/AcceptTransfer', undefined, 'acceptTransfer', '7'],
    ['POST', '/7/RejectTransfer', undefined, 'rejectTransfer', '7'],
    ['POST', '/7/Reset', undefined, 'reset', '7'],
  ])('%s ChatSession%s is sent', async (method, path, body, operation, chatSessionId) => {
    const { send, upstream, asked } = await setUp('agent')
    const response = await send(sessions + path, { method, body })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ ChatSessionId: 7, Status: 'InQueue', CustomerName: 'Ada', Rank: 3 })
    expect(upstream.calls).toMatchObject([
      {
        method,
        url: `/Cust12345/api/v1/ChatSession${path}`,
        headers: { authorization: 'Bearer 8A:secret', 'so-apptoken': 'app-secret', 'so-timezone': 'UTC,includeTZOffset' },
      },
    ])
    expect(upstream.calls[0]?.body).toEqual(body)
    expect(asked).toEqual([[method, null, { operation, chatSessionId }]])
  })

  test('an empty answer and null come back as they are', async () => {
    const { send, upstream } = await setUp('agent', json(200, null))
    expect(await (await send(`${sessions}/7/Pickup`, { method: 'POST' })).text()).toBe('null')
    upstream.answer = text(204, '')
    expect((await send(`${sessions}/7/Pickup`, { method: 'POST' })).status).toBe(204)
  })

  test('the hidden members leave the relay in neither direction', async () => {
    const inner = { SessionKey: 1, a: [{ customerHOST: 1, b: 2 }], _links: {}, tableRight: null, FIELDPROPERTIES: {} }
    const { send, upstream } = await setUp('agent', json(200, { ...entity, User: inner }))
    const response = await send(sessions, { body: { TopicId: 1, User: inner } })
    expect(await response.json()).toMatchObject({ User: { a: [{ b: 2 }] } })
    expect(upstream.calls[0]?.body).toEqual({ TopicId: 1, User: { a: [{ b: 2 }] } })
  })

  test.each([
    ['the id of another session', 'PUT', '/7', { ChatSessionId: 8 }, 400],
    ['the id of a session in a creation', 'POST', '', { chatSessionId: 8 }, 400],
    ['the id in a merge patch', 'PATCH', '/7', { CHATSESSIONID: 8 }, 400],
    ['the id in a patch', 'PATCH', '/7', [{ op: 'replace', path: 'chatsessionid', value: 8 }], 403],
    ['a secret in a patch', 'PATCH', '/7', [{ op: 'test', path: '/sessionKEY', value: 'a' }], 403],
    ['a deep secret in a patch', 'PATCH', '/7', [{ op: 'add', path: '/User/TableRight', value: 'a' }], 403],
    ['a copy', 'PATCH', '/7', [{ op: 'copy', from: '/SessionKey', path: '/CustomerAlias' }], 403],
    ['a move', 'PATCH', '/7', [{ op: 'move', from: '/SessionKey', path: '/CustomerAlias' }], 403],
    ['a from beside a replace', 'PATCH', '/7', [{ op: 'replace', from: '/a', path: '/CustomerAlias', value: 1 }], 403],
    ['a secret in $select', 'GET', '/7?$select=Status,sessionkey', undefined, 400],
    ['a $select that is no list of names', 'GET', '/7?$select=Status%26a%3D1', undefined, 400],
  ])('%s is refused', async (_name, method, path, body, status) => {
    const { send, upstream } = await setUp('agent')
    expect((await send(sessions + path, { method, body })).status).toBe(status)
    expect(upstream.calls).toEqual([])
  })
})

describe('the calls of a customer', () => {
  const rules = { customerReads: ['ChatSessionId', 'Status', 'Rating', 'User/FullName'], customerWrites: ['Rating', 'CustomerName'] }

  test('a read has the $select of customerReads, and its answer has only these members', async () => {
    const answer = { ...entity, User: { FullName: 'Alex', Email: 'alex@site.example', AssociateId: 1 }, Person: { Email: 'a' } }
    const { send, upstream } = await setUp('customer', json(200, answer), rules)
    const response = await send(`${sessions}/7?$select=CustomerEmail`)
    expect(upstream.calls[0]?.url).toBe('/Cust12345/api/v1/ChatSession/7?$select=ChatSessionId,Status,Rating,User/FullName')
    expect(await response.json()).toEqual({ ChatSessionId: 7, Status: 'InQueue', User: { FullName: 'Alex' } })
  })

  test('a patch of customerWrites is written anew', async () => {
    const { send, upstream } = await setUp('customer', undefined, rules)
    const body = [
      { op: 'test', path: '/Status', value: 'InQueue', note: 1 },
      { op: 'replace', path: '/CustomerName', value: 'Ada', Path: '/Status' },
      { op: 'add', path: '/Rating', value: 5 },
      { op: 'remove', path: '/Rating', value: 5 },
    ]
    expect((await send(`${sessions}/7`, { method: 'PATCH', body })).status).toBe(200)
    expect(upstream.calls[0]?.body).toEqual([
      { op: 'test', path: '/Status', value: 'InQueue' },
      { op: 'replace', path: '/CustomerName', value: 'Ada' },
      { op: 'add', path: '/Rating', value: 5 },
      { op: 'remove', path: '/Rating' },
    ])
  })

  test.each([
    ['another member', [{ op: 'replace', path: '/Status', value: 'Closed' }]],
    ['a test of another member', [{ op: 'test', path: '/CustomerName', value: 'Ada' }]],
    ['a path without a slash', [{ op: 'replace', path: 'Rating', value: 1 }]],
    ['another casing', [{ op: 'replace', path: '/rating', value: 1 }]],
    ['another casing of the operation', [{ op: 'Replace', path: '/Rating', value: 1 }]],
    ['a deeper path', [{ op: 'replace', path: '/Rating/a', value: 1 }]],
    ['a test of a deeper path', [{ op: 'test', path: '/User/FullName', value: 'Alex' }]],
    ['an escaped path', [{ op: 'replace', path: '/~0Rating', value: 1 }]],
    ['two slashes', [{ op: 'replace', path: '//Rating', value: 1 }]],
    ['the whole document', [{ op: 'replace', path: '', value: {} }]],
    ['a move', [{ op: 'move', from: '/Status', path: '/Rating' }]],
    ['a copy', [{ op: 'copy', from: '/Status', path: '/Rating' }]],
    [
      'a second operation that is not allowed',
      [
        { op: 'replace', path: '/Rating', value: 1 },
        { op: 'remove', path: '/User' },
      ],
    ],
    ['a merge patch', { Rating: 5 }],
    ['an operation that is no object', [['replace', '/Rating', 1]]],
  ])('a patch with %s is refused', async (_name, body) => {
    const { send, upstream } = await setUp('customer', undefined, rules)
    expect((await send(`${sessions}/7`, { method: 'PATCH', body })).status).toBe(403)
    expect(upstream.calls).toEqual([])
  })

  test.each([
    ['PUT', '/7'],
    ['POST', ''],
    ['GET', '/default'],
    ['POST', '/7/Pickup'],
    ['POST', '/7/TransferTo/1'],
    ['POST', '/7/AcceptTransfer'],
    ['POST', '/7/RejectTransfer'],
    ['POST', '/7/Reset'],
  ])('%s ChatSession%s is refused', async (method, path) => {
    const { send, upstream } = await setUp('customer', undefined, rules)
    expect((await send(sessions + path, { method, body: method === 'GET' ? undefined : {} })).status).toBe(403)
    expect(upstream.calls).toEqual([])
  })
})

describe('the errors of SuperOffice', () => {
  test.each<[string, object, object]>([
    [
      'a name and a message',
      { ErrorType: 'SoNotFoundException', ErrorMessage: 'No session.' },
      { ErrorType: 'SoNotFoundException', ErrorMessage: 'No session.' },
    ],
    ['a full name', { ErrorType: 'SuperOffice.Exceptions.SoException' }, { ErrorType: 'SuperOffice.Exceptions.SoException' }],
    ['a stack', { StackTrace: 'at Api.cs:7', ErrorMessage: 'It failed.\n at Api.cs:7' }, { ErrorMessage: 'It failed.' }],
    ['the host of the tenant', { ErrorType: '127.0.0.1', ErrorMessage: '127.0.0.1 failed.' }, { ErrorMessage: 'failed.' }],
    [
      'another host',
      { ErrorType: 'node7.internal', ErrorMessage: 'No route to node7.internal:8443 now' },
      { ErrorMessage: 'No route to  now' },
    ],
    [
      'an address',
      { ErrorMessage: 'No route to https://node7/a?b=c or 10.1.2.3, ::1 or node7:8443' },
      { ErrorMessage: 'No route to  or ,  or' },
    ],
    ['the application token', { ErrorType: 'app_secret', ErrorMessage: 'APP_SECRET is wrong.' }, {}],
    ['the credential', { ErrorType: 'SoException', ErrorMessage: 'Ticket 8A:secret is wrong.' }, { ErrorType: 'SoException' }],
    ['a text as a type', { ErrorType: 'It failed', ErrorMessage: 'It failed.' }, { ErrorMessage: 'It failed.' }],
  ])('%s', async (_name, sent, received) => {
    for (const status of [200, 400, 500]) {
      const { send } = await setUp('agent', json(status, { Error: true, ...sent }), { appToken: 'app_secret' })
      const response = await send(`${sessions}/7`)
      expect(response.status).toBe(status)
      expect(await response.json()).toEqual({ Error: true, ...received })
    }
  })
})

describe('the decision of authorize', () => {
  test.each<[string, SuperOfficeRelayOptions['authorize']]>([
    ['false', () => false],
    ['a later false', async () => false as const],
    ['true', () => true as never],
    ['nothing', () => undefined as never],
    ['an unknown role', () => ({ role: 'admin' }) as never],
    ['a list', () => [{ role: 'agent' }] as never],
    [
      'an error',
      () => {
        throw new Error('Bearer 8A:secret')
      },
    ],
    ['a rejection', () => Promise.reject(new Error('Bearer 8A:secret'))],
    ['no result in time', () => new Promise(() => {})],
  ])('%s refuses, and nothing is sent', async (_name, authorize) => {
    const { send, upstream, events } = await setUp('agent', undefined, { authorize })
    const response = await send(`${sessions}/7`)
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ relay: 'authorize' })
    expect(upstream.calls).toEqual([])
    expect(events).toEqual([{ type: 'refused', route: 'chatSession', status: 403, reason: 'authorize' }])
  })
})
