// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from '../../src/testing/index.js'

const url = 'https://online.superoffice.example/Cust1/api/v1/ChatSession'

describe("the simulator's chat sessions", () => {
  let simulator: Simulator
  beforeEach(() => {
    simulator = createSimulator()
    simulator.openChatSession({ CustomerName: 'Ada' })
  })

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = { authorization: 'Bearer a' }) {
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const response = await simulator.fetch(url + path, init)
    return { status: response.status, body: await response.json() }
  }

  test('default: GET default answers with the documented defaults', async () => {
    const { body } = await call('GET', '/default')
    expect(body).toMatchObject({
      ChatSessionId: 0,
      Status: 'Invalid',
      User: null,
      WhenStarted: '0001-01-01T00:00:00Z',
      Flags: 'CustomerIsTyping',
    })
    expect(Object.keys(body)).toHaveLength(31)
  })

  test('behavior: GET answers with links, and dates with seven digits and an offset', async () => {
    const { body } = await call('GET', '/1')
    expect(body).toMatchObject({
      ChatSessionId: 1,
      TableRight: null,
      FieldProperties: {},
      _Links: { Self: `https://online.superoffice.example/api/v1/ChatSession/1` },
    })
    expect(body.WhenRequested).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00$/)
  })

  test('behavior: members that $select does not name are null', async () => {
    simulator.changeChatSession(1, { User: { Name: 'A', FullName: 'Alex' } })
    const { body } = await call('GET', '/1?$select=customername,User/FullName')
    expect(body).toMatchObject({ ChatSessionId: null, CustomerName: 'Ada', Status: null, User: { Name: null, FullName: 'Alex' } })
  })

  test('behavior: PUT sets missing members to their defaults', async () => {
    await call('PUT', '/1', { CustomerName: 'Grace', ChatSessionId: 9 })
    expect(simulator.chatSessions[0]).toMatchObject({ ChatSessionId: 1, CustomerName: 'Grace', Status: 'Invalid', SessionKey: '' })
  })

  test('behavior: PUT or PATCH with an invalid body is an error of model binding', async () => {
    await expect(call('PUT', '/1', [])).resolves.toEqual({
      status: 400,
      body: { Message: expect.any(String), MessageDetail: expect.any(String) },
    })
    await expect(call('PATCH', '/1', 'text')).resolves.toMatchObject({ status: 400, body: { MessageDetail: expect.any(String) } })
  })

  test('behavior: PATCH accepts paths in any case, without a slash, and inside references', async () => {
    simulator.changeChatSession(1, { Person: { PersonId: 3 } })
    const operations = [
      { op: 'test', path: 'customername', value: 'Ada' },
      { op: 'add', path: '/Rating', value: 4 },
      { op: 'replace', path: '/Person/PersonId', value: 5 },
      { op: 'remove', path: '/Sale' },
    ]
    await expect(call('PATCH', '/1', operations)).resolves.toMatchObject({
      status: 200,
      body: { Rating: 4, Person: { PersonId: 5 }, Sale: null },
    })
  })

  test('behavior: PATCH merges an object path by path', async () => {
    simulator.changeChatSession(1, { Person: { PersonId: 3, FullName: 'Ada' } })
    await expect(call('PATCH', '/1', { person: { PersonId: 4 } })).resolves.toMatchObject({
      body: { Person: { PersonId: 4, FullName: 'Ada' } },
    })
    await expect(call('PATCH', '/1', { CustomerName: 'Grace' })).resolves.toMatchObject({
      body: { CustomerName: 'Grace', Status: 'InQueue' },
    })
  })

  test('behavior: PATCH copies and moves members', async () => {
    const operations = [
      { op: 'copy', from: '/CustomerName', path: '/CustomerAlias' },
      { op: 'move', from: '/SessionKey', path: '/CustomerPhone' },
    ]
    await expect(call('PATCH', '/1', operations)).resolves.toMatchObject({
      status: 200,
      body: { CustomerName: 'Ada', CustomerAlias: 'Ada', CustomerPhone: 'key-1', SessionKey: null },
    })
  })

  test.each([
    ['a test that fails', [{ op: 'test', path: '/CustomerName', value: 'Bo' }], 409],
    ['an unknown operation', [{ op: 'merge', path: '/CustomerName', value: 'Bo' }], 400],
    ['a path into nothing', [{ op: 'replace', path: '/Person/PersonId', value: 1 }], 400],
    ['the key', [{ op: 'replace', path: '/ChatSessionId', value: 2 }], 400],
    ['a move of the key', [{ op: 'move', path: '/Rating', from: '/ChatSessionId' }], 400],
    ['a copy of nothing', [{ op: 'copy', path: '/Rating', from: '/Person/PersonId' }], 400],
  ])('behavior: PATCH with %s changes nothing', async (_name, operations, status) => {
    const before = structuredClone(simulator.chatSessions[0])
    const answer = await call('PATCH', '/1', [{ op: 'replace', path: '/Rating', value: 1 }, ...operations])
    expect(answer).toMatchObject({
      status,
      body: { Error: true, ErrorType: expect.stringMatching(/^So/), ErrorMessage: expect.any(String) },
    })
    expect(simulator.chatSessions[0]).toEqual(before)
  })

  test('behavior: Pickup answers with null if the session is not in the queue', async () => {
    await expect(call('POST', '/1/Pickup')).resolves.toMatchObject({ body: { Status: 'UserLast', User: { AssociateId: 21 } } })
    await expect(call('POST', '/1/Pickup')).resolves.toEqual({ status: 200, body: null })
  })

  test('behavior: Pickup without an id takes the session that waits longest, and answers with null if none waits', async () => {
    simulator.openChatSession()
    await expect(call('POST', '/Pickup')).resolves.toMatchObject({ body: { ChatSessionId: 1, User: { AssociateId: 21 } } })
    await expect(call('POST', '/Pickup')).resolves.toMatchObject({ body: { ChatSessionId: 2 } })
    await expect(call('POST', '/Pickup')).resolves.toEqual({ status: 200, body: null })
  })

  test('behavior: a session passes from agent to agent, and back to the queue', async () => {
    await call('POST', '/1/Pickup')
    await expect(call('POST', '/1/TransferTo/5')).resolves.toMatchObject({
      body: { User: { AssociateId: 21 }, TransferTo: { AssociateId: 5 } },
    })
    simulator.changeChatSession(1, { User: { AssociateId: 5 }, TransferTo: { AssociateId: 21 } })
    await expect(call('POST', '/1/AcceptTransfer')).resolves.toMatchObject({ body: { User: { AssociateId: 21 }, TransferTo: null } })
    simulator.changeChatSession(1, { User: { AssociateId: 5 }, TransferTo: { AssociateId: 21 } })
    await expect(call('POST', '/1/RejectTransfer')).resolves.toMatchObject({ body: { User: { AssociateId: 5 }, TransferTo: null } })
    await expect(call('POST', '/1/Reset')).resolves.toMatchObject({ body: { User: null, Status: 'InQueue', ChatbotIsActive: false } })
  })

  test.each(['Pickup', 'TransferTo/5', 'AcceptTransfer', 'RejectTransfer', 'Reset'])(
    'behavior: %s answers with the whole session, without links',
    async (action) => {
      const { body } = await call('POST', `/1/${action}?$select=Status`)
      expect(body).toMatchObject({ ChatSessionId: 1, SessionKey: 'key-1', TableRight: null, FieldProperties: {} })
      expect(body).not.toHaveProperty('_Links')
    },
  )

  test('behavior: POST creates a session with a key of the service', async () => {
    const { body: entity } = await call('GET', '/default')
    await expect(call('POST', '', { ...entity, TopicId: 4, Status: 'InQueue', SessionKey: 'mine' })).resolves.toMatchObject({
      status: 200,
      body: { ChatSessionId: 2, TopicId: 4, Status: 'InQueue', SessionKey: 'key-2', _Links: {} },
    })
  })

  test.each(['TransferTo/5', 'AcceptTransfer', 'RejectTransfer'])(
    'behavior: %s without a cause answers with success, and changes nothing',
    async (action) => {
      const before = structuredClone(simulator.chatSessions[0])
      await expect(call('POST', `/1/${action}`)).resolves.toMatchObject({ status: 200, body: { ChatSessionId: 1 } })
      expect(simulator.chatSessions[0]).toEqual(before)
    },
  )

  test.each([
    ['an unknown session', 'GET', '/9', 404],
    ['an unknown command', 'POST', '/1/Close', 405],
    ['a reset without an id', 'POST', '/Reset', 405],
    ['an unknown method', 'DELETE', '/1', 405],
    ['an unknown method for the defaults', 'PUT', '/default', 405],
    ['a list, which is not simulated,', 'GET', '', 405],
  ])('behavior: a request for %s is refused', async (_name, method, path, status) => {
    await expect(call(method, path)).resolves.toMatchObject({ status })
  })

  test('behavior: an authorization with a scheme, or a token of the page, is required and can expire', async () => {
    await expect(call('GET', '/1', undefined, {})).resolves.toMatchObject({ status: 401, body: { Error: true } })
    await expect(call('GET', '/1', undefined, { authorization: 'token without a scheme' })).resolves.toMatchObject({ status: 401 })
    await expect(call('GET', '/1', undefined, { 'X-XSRF-TOKEN': 'x' })).resolves.toMatchObject({ status: 200 })
    simulator.expireCredentials()
    await expect(call('GET', '/1', undefined, { 'X-XSRF-TOKEN': 'x' })).resolves.toMatchObject({ status: 401 })
    await expect(call('GET', '/1')).resolves.toMatchObject({ status: 200 })
  })

  test('behavior: a member that is undefined changes nothing', () => {
    const { ChatSessionId } = simulator.openChatSession({ Status: undefined, CustomerName: 'Grace' })
    simulator.changeChatSession(ChatSessionId, { CustomerName: undefined, Rating: 3 })
    expect(simulator.chatSessions.at(-1)).toMatchObject({ Status: 'InQueue', CustomerName: 'Grace', Rating: 3 })
  })

  test('behavior: changeChatSession throws for an unknown session', () => {
    expect(() => simulator.changeChatSession(7, {})).toThrow('There is no chat session 7.')
  })
})
