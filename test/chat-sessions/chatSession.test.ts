import { describe, expect, test, vi } from 'vitest'
import {
  acceptChatSessionTransfer,
  appEngagement,
  type ChatSessionEntity,
  createChatSession,
  createEngagementClient,
  getChatSession,
  getEngagement,
  pickUpChatSession,
  rejectChatSessionTransfer,
  replaceChatSession,
  resetChatSession,
  superOffice,
  transferChatSession,
  updateChatSession,
} from '../../src/index.js'
import { createChatClient, tenant } from '../support/chatClient.js'

describe('getChatSession', () => {
  test('default', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    const session = await getChatSession(client, { id: 1 })
    expect(session).toMatchObject({ ChatSessionId: 1, Status: 'InQueue', CustomerName: 'Ada', SessionKey: 'key-1' })
    expect(simulator.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([`GET ${tenant}/v1/ChatSession/1`])
  })

  test('parameters: select', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada', User: { AssociateId: 3, Name: 'BO', FullName: 'Bo Agent' } })
    const session = await getChatSession(client, { id: 1, select: ['CustomerName', 'User/FullName'] })
    expect(session).toMatchObject({ CustomerName: 'Ada', User: { FullName: 'Bo Agent', Name: null } })
    expect(simulator.requests[0]?.url).toBe(`${tenant}/v1/ChatSession/1?$select=CustomerName,User/FullName`)
  })

  test('behavior: an unknown session is a ServiceError that keeps what the service said', async () => {
    const { client } = createChatClient()
    await expect(getChatSession(client, { id: 9 })).rejects.toMatchObject({
      name: 'ServiceError',
      status: 404,
      errorType: 'SoNotFoundException',
      serviceMessage: 'ChatSession 9 was not found.',
    })
  })

  test('behavior: a client without chat sessions says how to get them', async () => {
    const client = createEngagementClient({ accountId: '1', service: appEngagement(), storage: null })
    await expect(getChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ConfigurationError' })
  })

  test('behavior: a client of chat sessions alone cannot ask for an engagement', async () => {
    const { client, simulator } = createChatClient()
    await expect(getEngagement(client)).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(simulator.requests).toEqual([])
  })

  test('behavior: with consent required nothing is read before it is granted', async () => {
    const { simulator } = createChatClient()
    simulator.openChatSession()
    const client = createEngagementClient({
      accountId: 'Cust12345',
      chatSessions: superOffice({ baseUrl: tenant, authorization: () => 'Bearer token' }),
      storage: null,
      consent: 'required',
      fetch: simulator.fetch,
    })
    vi.useFakeTimers()
    const read = getChatSession(client, { id: 1 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(simulator.requests).toEqual([])
    client.setConsent('granted')
    await expect(read).resolves.toMatchObject({ ChatSessionId: 1 })
  })
})

describe('updateChatSession', () => {
  test('default', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    const session = await updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.', CustomerPhone: '' } })
    expect(session.CustomerName).toBe('Ada L.')
    const [read, patch] = simulator.requests
    expect(read?.method).toBe('GET')
    expect(patch).toMatchObject({
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: [
        { op: 'test', path: '/CustomerName', value: 'Ada' },
        { op: 'replace', path: '/CustomerName', value: 'Ada L.' },
      ],
    })
  })

  test('parameters: base', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    await updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' }, base: { CustomerName: 'Ada' } })
    expect(simulator.requests.map(({ method }) => method)).toEqual(['PATCH'])
  })

  test('parameters: select', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    const session = await updateChatSession(client, { id: 1, changes: { Rating: 5 }, base: { Rating: 0 }, select: ['Rating'] })
    expect(session).toMatchObject({ Rating: 5, CustomerName: null })
    expect(simulator.requests[0]?.url).toContain('?$select=Rating')
  })

  test('behavior: where nothing changes, nothing is written', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    await updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada' }, base: { CustomerName: 'Ada' } })
    expect(simulator.requests.map(({ method }) => method)).toEqual(['GET'])
  })

  test('behavior: what rests on something that is no longer so is a ConflictError with both sides, and no secret', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Grace' })
    const update = updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' }, base: { CustomerName: 'Ada' } })
    const error = await update.catch((error) => error)
    expect(error).toMatchObject({ name: 'ConflictError', status: 409, server: { CustomerName: 'Grace' }, ours: { CustomerName: 'Ada L.' } })
    expect(error.server).not.toHaveProperty('SessionKey')
    expect(error.server).not.toHaveProperty('CustomerHost')
    expect(simulator.chatSessions[0]?.CustomerName).toBe('Grace')
  })

  test('behavior: in a conversation the status changes with each message, and is no conflict', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'CustomerLast' })
    const ended = await updateChatSession(client, { id: 1, changes: { Status: 'Finished' }, base: { Status: 'UserLast' } })
    expect(ended.Status).toBe('Finished')
    expect(simulator.requests.map(({ method, status }) => `${method} ${status}`)).toEqual(['PATCH 409', 'GET 200', 'PATCH 200'])
  })

  test.each([
    ['the status is no longer that of a conversation', { Status: 'Closed' }],
    ['another member has changed, too', { Status: 'CustomerLast', CustomerName: 'Grace' }],
  ])('behavior: it is a conflict where %s', async (_name, members) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada', ...members })
    const base = { Status: 'UserLast', CustomerName: 'Ada' }
    const update = updateChatSession(client, { id: 1, changes: { Status: 'Finished', CustomerName: 'Bo' }, base })
    await expect(update).rejects.toMatchObject({ name: 'ConflictError', server: members })
  })

  test('behavior: what is undefined is left alone', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada', CustomerEmail: 'ada@example.com' })
    const changes = { CustomerName: undefined, CustomerEmail: 'a@example.com' } as never
    await updateChatSession(client, { id: 1, changes })
    expect(simulator.chatSessions[0]).toMatchObject({ CustomerName: 'Ada', CustomerEmail: 'a@example.com' })
    await expect(updateChatSession(client, { id: 1, changes: { CustomerName: undefined } as never })).resolves.toMatchObject({
      CustomerName: 'Ada',
    })
  })

  test.each([Number.NaN, -1, 1.5])('parameters: id %s is none', async (id) => {
    const { client, simulator } = createChatClient()
    await expect(updateChatSession(client, { id, changes: { Rating: 1 } })).rejects.toMatchObject({ name: 'ConfigurationError' })
    await expect(getChatSession(client, { id })).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(simulator.requests).toEqual([])
  })

  test('behavior: 412 is a conflict too', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', status: 412, times: 1 })
    const update = updateChatSession(client, { id: 1, changes: { Rating: 5 }, base: { Rating: 0 } })
    await expect(update).rejects.toMatchObject({ name: 'ConflictError', status: 412, server: { Rating: 0 } })
  })

  test('behavior: a conflict with our own first attempt, whose answer was lost, is a success', async () => {
    vi.useFakeTimers()
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    simulator.fail({ call: 'chatSession', networkError: true, applied: true, times: 1 })
    const update = updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' }, base: { CustomerName: 'Ada' } })
    await vi.advanceTimersByTimeAsync(1000)
    await expect(update).resolves.toMatchObject({ CustomerName: 'Ada L.' })
    expect(simulator.requests.map(({ method, status }) => `${method} ${status}`)).toEqual(['PATCH undefined', 'PATCH 409', 'GET 200'])
  })

  test('behavior: an answer without the session has it read', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    for (const body of [null, '']) {
      simulator.fail({ call: 'chatSession', method: 'PATCH', status: 200, body, times: 1, applied: true })
      const name = `Ada ${body}`
      await expect(updateChatSession(client, { id: 1, changes: { CustomerName: name } })).resolves.toMatchObject({ CustomerName: name })
    }
  })

  test('behavior: an empty answer to what was not written is a conflict', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    simulator.fail({ call: 'chatSession', method: 'PATCH', status: 200, body: null })
    const update = updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' } })
    await expect(update).rejects.toMatchObject({ name: 'ConflictError', status: 200, server: { CustomerName: 'Ada' } })
  })

  test('behavior: a page in the place of the answer is no success', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    simulator.fail({ call: 'chatSession', method: 'PATCH', malformed: true })
    await expect(updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' } })).rejects.toMatchObject({ name: 'ResponseError' })
  })

  test('parameters: base · behavior: without a member that is to be changed, the session is read', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    await updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' }, base: { Rating: 0 } })
    expect(simulator.requests).toMatchObject([
      { method: 'GET' },
      { method: 'PATCH', body: [{ op: 'test', value: 'Ada' }, { op: 'replace' }] },
    ])
  })

  test('behavior: the rights in a reference are not sent', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    const Person = { PersonId: 4, TableRight: { Mask: 'FULL' }, FieldProperties: {} }
    await updateChatSession(client, { id: 1, changes: { Person }, base: { Person: null } })
    expect(simulator.requests[0]?.body).toEqual([{ op: 'replace', path: '/Person', value: { PersonId: 4 } }])
  })

  test('parameters: signal · behavior: it ends the wait for earlier writes', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.hang()
    const controller = new AbortController()
    void updateChatSession(client, { id: 1, changes: { Rating: 4 }, base: { Rating: 0 } }).catch(() => {})
    const update = updateChatSession(client, { id: 1, changes: { Rating: 5 }, base: { Rating: 0 }, signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(update).rejects.toThrow('enough')
    client.reset()
  })

  test.each(['ChatSessionId', 'SessionKey', 'CustomerHost', '_Links', 'TableRight', 'FieldProperties'])(
    'behavior: %s is not to be written',
    async (name) => {
      const { client, simulator } = createChatClient()
      await expect(updateChatSession(client, { id: 1, changes: { [name]: 1 } })).rejects.toMatchObject({ name: 'ConfigurationError' })
      expect(simulator.requests).toEqual([])
    },
  )
})

describe('replaceChatSession', () => {
  test('behavior: another session is not taken for it', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    simulator.openChatSession({ CustomerName: 'Grace' })
    const entity = await getChatSession(client, { id: 1 })
    await expect(replaceChatSession(client, { id: 2, entity })).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(simulator.chatSessions[1]).toMatchObject({ CustomerName: 'Grace' })
  })

  test('behavior: an empty answer is a success, whatever the service keeps by itself', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    const entity = await getChatSession(client, { id: 1 })
    simulator.fail({ call: 'chatSession', method: 'PUT', status: 204, applied: true })
    simulator.subscribe(() => {
      if (simulator.requests.at(-1)?.status === 204) {
        Object.assign(simulator.chatSessions[0] ?? {}, { WhenFetched: '2026-01-01T00:00:00Z', LastMessage: 'Hello' })
      }
    })
    const replaced = await replaceChatSession(client, { id: 1, entity: { ...entity, CustomerName: 'Ada L.' } })
    expect(replaced).toMatchObject({ CustomerName: 'Ada L.', LastMessage: 'Hello' })
  })

  test('behavior: what was read without its secrets is completed with them', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    const { SessionKey, CustomerHost, ...entity } = await getChatSession(client, { id: 1 })
    await replaceChatSession(client, { id: 1, entity: { ...entity, CustomerName: 'Ada L.' } })
    expect(simulator.chatSessions[0]).toMatchObject({ CustomerName: 'Ada L.', SessionKey, CustomerHost })
    expect(SessionKey).toBe('key-1')
  })

  test('behavior: what a read adds is not sent, nor what it adds to what the session refers to', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Person: { PersonId: 4, TableRight: { Mask: 'FULL' }, FieldProperties: {} } })
    const entity = await getChatSession(client, { id: 1 })
    await replaceChatSession(client, { id: 1, entity })
    const { body } = simulator.requests.at(-1) as { body: Record<string, unknown> }
    expect(Object.keys(body).filter((name) => /Links|TableRight|FieldProperties/.test(name))).toEqual([])
    expect(body.Person).toEqual({ PersonId: 4 })
    expect(body.SessionKey).toBe('key-1')
  })
})

describe('a log-out', () => {
  test('behavior: what was begun before it ends, and what waits is not sent', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.hang()
    const writes = [4, 5].map((Rating) => updateChatSession(client, { id: 1, changes: { Rating }, base: { Rating: 0 } }))
    await vi.waitFor(() => expect(simulator.requests).toHaveLength(1))
    client.reset()
    for (const write of writes) await expect(write).rejects.toMatchObject({ name: 'AbortError' })
    simulator.recover()
    await getChatSession(client, { id: 1 })
    expect(simulator.requests.map(({ method }) => method)).toEqual(['PATCH', 'GET'])
  })

  test('behavior: credentials are asked for anew', async () => {
    const authorization = vi.fn().mockReturnValueOnce('Bearer one').mockReturnValueOnce('Bearer two')
    const { client, simulator } = createChatClient({ authorization })
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    client.reset()
    await getChatSession(client, { id: 1 })
    expect(simulator.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two'])
  })
})

describe('createChatSession', () => {
  test('default', async () => {
    const { client, simulator } = createChatClient()
    const created = await createChatSession(client, { entity: { TopicId: 4, CustomerName: 'Ada', Status: 'InQueue' } })
    expect(created).toMatchObject({ ChatSessionId: 1, TopicId: 4, CustomerName: 'Ada', Rating: 0 })
    expect(simulator.requests.map(({ method, url }) => `${method} ${url.slice(tenant.length)}`)).toEqual([
      'GET /v1/ChatSession/default',
      'POST /v1/ChatSession',
    ])
  })

  test('behavior: it is never sent twice', async () => {
    const { client, simulator } = createChatClient()
    simulator.fail({ call: 'chatSession', method: 'POST', networkError: true, applied: true })
    await expect(createChatSession(client, { entity: { TopicId: 4 } })).rejects.toMatchObject({ name: 'NetworkError' })
    expect(simulator.chatSessions).toHaveLength(1)
  })
})

describe('the life of a session', () => {
  const us = { AssociateId: 21, FullName: 'Alex Agent' }
  const others = { AssociateId: 5, FullName: 'Other Agent' }

  test('pickUpChatSession · default', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    await expect(pickUpChatSession(client, { id: 1 })).resolves.toMatchObject({ User: us, Status: 'UserLast' })
    expect(simulator.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${tenant}/v1/ChatSession/1`,
      `POST ${tenant}/v1/ChatSession/1/Pickup`,
    ])
  })

  test('pickUpChatSession · behavior: whoever has it is not asked for it', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others })
    await expect(pickUpChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError', server: { User: others } })
    expect(simulator.requests.map(({ method }) => method)).toEqual(['GET'])
  })

  test('pickUpChatSession · behavior: whoever takes it meanwhile has it', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', method: 'POST', status: 200, body: null })
    simulator.subscribe(() => {
      if (simulator.requests.at(-1)?.method === 'POST') Object.assign(simulator.chatSessions[0] ?? {}, { Status: 'UserLast', User: others })
    })
    await expect(pickUpChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError', server: { User: others } })
  })

  test('acceptChatSessionTransfer · behavior: an empty answer to what took effect is a success', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others, TransferTo: us })
    simulator.fail({ call: 'chatSession', method: 'POST', status: 204, applied: true })
    await expect(acceptChatSessionTransfer(client, { id: 1 })).resolves.toMatchObject({ User: us })
  })

  test('transferChatSession · behavior: a user name cannot be compared with an id alone', async () => {
    const { client, simulator } = createChatClient()
    const session = simulator.openChatSession({ Status: 'UserLast', User: us })
    simulator.fail({ call: 'chatSession', method: 'POST', status: 200, body: { ...session, TransferTo: { AssociateId: 5 } } })
    await expect(transferChatSession(client, { id: 1, toAssociate: 'bo' })).resolves.toMatchObject({ TransferTo: { AssociateId: 5 } })
    await expect(transferChatSession(client, { id: 1, toAssociate: 7 })).rejects.toMatchObject({ name: 'ConflictError' })
  })

  test('pickUpChatSession · behavior: null is a conflict with whoever was faster', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others })
    await expect(pickUpChatSession(client, { id: 1 })).rejects.toMatchObject({
      name: 'ConflictError',
      status: 200,
      server: { User: others },
    })
  })

  test('transferChatSession · default', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: us })
    await expect(transferChatSession(client, { id: 1, toAssociate: 'Bo/b' })).resolves.toMatchObject({ TransferTo: { Name: 'Bo/b' } })
    await expect(transferChatSession(client, { id: 1, toAssociate: 5 })).resolves.toMatchObject({ TransferTo: { AssociateId: 5 } })
  })

  test("transferChatSession · behavior: another agent's session stays where it is, which is a conflict", async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others })
    await expect(transferChatSession(client, { id: 1, toAssociate: 7 })).rejects.toMatchObject({ name: 'ConflictError' })
  })

  test('acceptChatSessionTransfer · default', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others, TransferTo: us })
    await expect(acceptChatSessionTransfer(client, { id: 1 })).resolves.toMatchObject({ User: us, TransferTo: null })
  })

  test('rejectChatSessionTransfer · default', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others, TransferTo: us })
    await expect(rejectChatSessionTransfer(client, { id: 1 })).resolves.toMatchObject({ User: others, TransferTo: null })
  })

  test.each([
    ['acceptChatSessionTransfer', acceptChatSessionTransfer],
    ['rejectChatSessionTransfer', rejectChatSessionTransfer],
  ])('%s · behavior: without a transfer there is nothing to send', async (_name, call) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: us, TransferTo: { AssociateId: 0 } })
    await expect(call(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError' })
    expect(simulator.requests.map(({ method }) => method)).toEqual(['GET'])
  })

  test.each([
    ['acceptChatSessionTransfer', acceptChatSessionTransfer],
    ['rejectChatSessionTransfer', rejectChatSessionTransfer],
  ])('%s · behavior: a transfer to somebody else stays, which is a conflict', async (_name, call) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: us, TransferTo: others })
    await expect(call(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError', server: { TransferTo: others } })
  })

  test('acceptChatSessionTransfer · behavior: an answer in which somebody else has the session is a conflict', async () => {
    const { client, simulator } = createChatClient()
    const session = simulator.openChatSession({ Status: 'UserLast', User: others, TransferTo: us })
    simulator.fail({ call: 'chatSession', method: 'POST', status: 200, body: { ...session, TransferTo: null } })
    await expect(acceptChatSessionTransfer(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError', server: { User: others } })
  })

  test('resetChatSession · default', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: us, ChatbotIsActive: true })
    await expect(resetChatSession(client, { id: 1 })).resolves.toMatchObject({ Status: 'InQueue', ChatbotIsActive: false })
  })

  test('resetChatSession · behavior: a session that is over stays so, which is a conflict', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'Closed' })
    await expect(resetChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError' })
  })
})

describe('the entity', () => {
  const sample: ChatSessionEntity = { ...samplePrinted() }

  test('behavior: the printed request and answer of "PUT ChatSession/{id}" travel member for member', async () => {
    const answer = {
      ...sample,
      ChatSessionId: 22,
      CustomerConsented: false,
      TableRight: null,
      FieldProperties: { fieldName: { FieldRight: null, FieldType: 'System.Int32', FieldLength: 123 } },
      _Links: { Self: 'https://www.example.com/api/v1/project/321', Archive: 'https://www.example.com/api/v1/project' },
    }
    const sent: [string, RequestInit | undefined][] = []
    const client = createEngagementClient({
      accountId: 'Cust12345',
      chatSessions: superOffice({ baseUrl: tenant, authorization: () => 'Basic dXNlcjpwYXNz', language: 'sv' }),
      storage: null,
      fetch: async (url, init) => {
        sent.push([String(url), init])
        return new Response(JSON.stringify(answer))
      },
    })
    const replaced = await replaceChatSession(client, { id: 525, entity: sample })
    expect(replaced).toEqual(answer)
    expect(JSON.stringify(replaced)).toBe(JSON.stringify(answer))
    const [[url, init] = []] = sent
    expect(url).toBe(`${tenant}/v1/ChatSession/525`)
    expect(init?.method).toBe('PUT')
    expect(init?.body).toBe(JSON.stringify(sample))
    expect(new Headers(init?.headers).get('accept-language')).toBe('sv')
    expect(sent).toHaveLength(1)
  })

  test('behavior: unknown members, zeros in dates and the original of a fraction survive a round trip', async () => {
    const { client, simulator } = createChatClient()
    const odd = {
      Country: 'NO',
      WhenEnded: '0001-01-01T01:00:00+01:00',
      WhenStarted: '2020-02-18T02:30:52.3661722+01:00',
      extra: { url: 1 },
    }
    simulator.openChatSession(odd)
    const entity = await getChatSession(client, { id: 1 })
    expect(entity).toMatchObject(odd)
    await replaceChatSession(client, { id: 1, entity })
    expect(simulator.requests.at(-1)?.body).toMatchObject(odd)
    expect(simulator.chatSessions[0]).toMatchObject(odd)
  })

  test.each([
    ['InQueue', 'InQueue'],
    ['inqueue', 'InQueue'],
    [4, 'InQueue'],
    ['11', 'ClosedFromQueue'],
    [0, 'Invalid'],
    [99, '99'],
    ['Escalated', 'Escalated'],
    ['constructor', 'constructor'],
  ])('behavior: a status that comes as %j reads as %j', async (came, reads) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: came as string })
    await expect(getChatSession(client, { id: 1 })).resolves.toMatchObject({ Status: reads })
  })

  test('behavior: members in camelCase read as documented', async () => {
    const { client, simulator } = createChatClient()
    simulator.fail({ call: 'chatSession', status: 200, body: { chatSessionId: 1, status: 'InQueue', customerName: 'Ada', _Links: {} } })
    await expect(getChatSession(client, { id: 1 })).resolves.toEqual({
      ChatSessionId: 1,
      Status: 'InQueue',
      CustomerName: 'Ada',
      _Links: {},
    })
  })

  /** Printed names and values of a real person or brand are made up here. */
  function samplePrinted(): ChatSessionEntity {
    return {
      ChatSessionId: 525,
      TopicId: 842,
      User: null,
      Person: null,
      CustomerAlias: 'odio',
      CustomerHost: 'nostrum',
      CustomerName: 'Example Group',
      CustomerEmail: 'ada@example.com',
      CustomerPhone: '1-555-0100',
      CustomerConsented: true,
      CustomerCompanyName: 'Example Company',
      Status: 'Closed',
      FirstMessage: 'consequatur',
      LastMessage: 'rerum',
      WhenRequested: '2020-02-18T02:30:52.3661722+01:00',
      WhenStarted: '2001-03-16T02:30:52.3661722+01:00',
      WhenEnded: '2015-11-03T02:30:52.3661722+01:00',
      WhenIdle: '2008-11-16T02:30:52.3661722+01:00',
      WhenFetched: '2005-04-10T02:30:52.3661722+02:00',
      SessionKey: 'est',
      InitialQueuePos: 463,
      AlertLevel: 386,
      Rank: 495,
      Flags: 'CustomerIsTyping',
      Contact: null,
      Project: null,
      Sale: null,
      Ticket: null,
      TransferTo: null,
      ChatbotIsActive: false,
      Rating: 412,
    }
  }
})
