import { describe, expect, test, vi } from 'vitest'
import { type ChatSessionChanges, type ChatSessionEntity, getChatSession, updateChatSession } from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'

describe('updateChatSession', () => {
  test('default: the session is read, and a patch with tests changes it', async () => {
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

  test('parameters: base replaces the read before the patch', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    await updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' }, base: { CustomerName: 'Ada' } })
    expect(simulator.requests.map(({ method }) => method)).toEqual(['PATCH'])
  })

  test('parameters: select names the members of the answer', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    const session = await updateChatSession(client, { id: 1, changes: { Rating: 5 }, base: { Rating: 0 }, select: ['Rating'] })
    expect(session).toMatchObject({ Rating: 5, CustomerName: null })
    expect(simulator.requests[0]?.url).toContain('?$select=Rating')
  })

  test('behavior: an update without a difference writes nothing', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    await updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada' }, base: { CustomerName: 'Ada' } })
    expect(simulator.requests.map(({ method }) => method)).toEqual(['GET'])
  })

  test('behavior: an update with an outdated base is a ConflictError with both sides and without secrets', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Grace' })
    const update = updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' }, base: { CustomerName: 'Ada' } })
    const error = await update.catch((error) => error)
    expect(error).toMatchObject({ name: 'ConflictError', status: 409, server: { CustomerName: 'Grace' }, ours: { CustomerName: 'Ada L.' } })
    expect(error.server).not.toHaveProperty('SessionKey')
    expect(error.server).not.toHaveProperty('CustomerHost')
    expect(simulator.chatSessions[0]?.CustomerName).toBe('Grace')
  })

  test('behavior: a message that changes the status of a conversation is no conflict', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'CustomerLast' })
    const ended = await updateChatSession(client, { id: 1, changes: { Status: 'Finished' }, base: { Status: 'UserLast' } })
    expect(ended.Status).toBe('Finished')
    expect(simulator.requests.map(({ method, status }) => `${method} ${status}`)).toEqual(['PATCH 409', 'GET 200', 'PATCH 200'])
  })

  test.each([
    ['the conversation is over', { Status: 'Closed' }],
    ['another member has changed too', { Status: 'CustomerLast', CustomerName: 'Grace' }],
  ])('behavior: a new status is a conflict if %s', async (_name, members) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada', ...members })
    const base = { Status: 'UserLast', CustomerName: 'Ada' }
    const update = updateChatSession(client, { id: 1, changes: { Status: 'Finished', CustomerName: 'Bo' }, base })
    await expect(update).rejects.toMatchObject({ name: 'ConflictError', server: members })
  })

  test('behavior: a member that is undefined does not change', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada', CustomerEmail: 'ada@example.com' })
    const changes = { CustomerName: undefined, CustomerEmail: 'a@example.com' } as never
    await updateChatSession(client, { id: 1, changes })
    expect(simulator.chatSessions[0]).toMatchObject({ CustomerName: 'Ada', CustomerEmail: 'a@example.com' })
    await expect(updateChatSession(client, { id: 1, changes: { CustomerName: undefined } as never })).resolves.toMatchObject({
      CustomerName: 'Ada',
    })
  })

  test.each([Number.NaN, -1, 1.5])('parameters: an id of %s is refused', async (id) => {
    const { client, simulator } = createChatClient()
    await expect(updateChatSession(client, { id, changes: { Rating: 1 } })).rejects.toMatchObject({ name: 'ConfigurationError' })
    await expect(getChatSession(client, { id })).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(simulator.requests).toEqual([])
  })

  test('behavior: the status 412 is a conflict', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', status: 412, times: 1 })
    const update = updateChatSession(client, { id: 1, changes: { Rating: 5 }, base: { Rating: 0 } })
    await expect(update).rejects.toMatchObject({ name: 'ConflictError', status: 412, server: { Rating: 0 } })
  })

  test('behavior: a conflict with the first attempt, whose answer was lost, is a success', async () => {
    vi.useFakeTimers()
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    simulator.fail({ call: 'chatSession', networkError: true, applied: true, times: 1 })
    const update = updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' }, base: { CustomerName: 'Ada' } })
    await vi.advanceTimersByTimeAsync(1000)
    await expect(update).resolves.toMatchObject({ CustomerName: 'Ada L.' })
    expect(simulator.requests.map(({ method, status }) => `${method} ${status}`)).toEqual(['PATCH undefined', 'PATCH 409', 'GET 200'])
  })

  test('behavior: an empty answer causes a read of the session', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    for (const body of [null, '']) {
      simulator.fail({ call: 'chatSession', method: 'PATCH', status: 200, body, times: 1, applied: true })
      const name = `Ada ${body}`
      await expect(updateChatSession(client, { id: 1, changes: { CustomerName: name } })).resolves.toMatchObject({ CustomerName: name })
    }
  })

  test('behavior: an empty answer is a conflict if the session has not changed', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    simulator.fail({ call: 'chatSession', method: 'PATCH', status: 200, body: null })
    const update = updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' } })
    await expect(update).rejects.toMatchObject({ name: 'ConflictError', status: 200, server: { CustomerName: 'Ada' } })
  })

  const normalised: [string, ChatSessionChanges, Partial<ChatSessionEntity>][] = [
    ['a text', { CustomerPhone: '+47 22 33' }, { CustomerPhone: '+472233' }],
    ['a text back to its old value', { CustomerName: 'Ada ' }, { CustomerName: 'Ada' }],
    ['an empty text', { CustomerAlias: '' }, { CustomerAlias: null }],
    ['a long text', { CustomerName: 'Ada '.repeat(80) }, { CustomerName: 'Ada '.repeat(80).slice(0, 255) }],
    ['a number', { Rating: 9 }, { Rating: 5 }],
    ['a status', { Status: 'Finished' }, { Status: 'Closed' }],
    ['a reference', { Person: { PersonId: 4 } }, { Person: { PersonId: 4, FullName: 'Ada L.' }, Contact: { ContactId: 7 } }],
    ['one member of two', { CustomerName: 'Bo', Rating: 5 }, { CustomerName: 'Bo', Rating: 0 }],
    [
      'members that nobody asked for',
      { CustomerName: 'Bo' },
      { CustomerName: 'Bo', InitialQueuePos: 9, Rank: 3, User: { AssociateId: 5 } },
    ],
  ]
  test.each(normalised)('behavior: an empty answer is a success if the service normalises %s', async (_name, changes, stored) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada', CustomerAlias: 'A', Status: 'UserLast' })
    simulator.fail({ call: 'chatSession', method: 'PATCH', status: 204, body: '' })
    simulator.subscribe(() => {
      if (simulator.requests.at(-1)?.status === 204) Object.assign(simulator.chatSessions[0] ?? {}, stored)
    })
    await expect(updateChatSession(client, { id: 1, changes })).resolves.toMatchObject(stored)
  })

  test('behavior: the message of a conflict without a refusal does not say that the service refused', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    simulator.fail({ call: 'chatSession', method: 'PATCH', status: 204, body: '' })
    const error = await updateChatSession(client, { id: 1, changes: { CustomerName: 'Bo' } }).catch((error) => error)
    expect(error).toMatchObject({ name: 'ConflictError', status: 200, ours: { CustomerName: 'Bo' } })
    expect(error.message).toContain('does not show the effect')
    expect(error.message).not.toMatch(/nothing was written|refused/)
  })

  test('behavior: a status that flips within a conversation does not show a write', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast' })
    simulator.fail({ call: 'chatSession', method: 'PATCH', status: 204, body: '', times: 1 })
    simulator.subscribe(() => {
      if (simulator.requests.at(-1)?.status === 204) Object.assign(simulator.chatSessions[0] ?? {}, { Status: 'CustomerLast' })
    })
    await expect(updateChatSession(client, { id: 1, changes: { Status: 'Finished' } })).resolves.toMatchObject({ Status: 'Finished' })
    expect(simulator.requests.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET', 'PATCH'])
  })

  test('behavior: a conflict with the first attempt is a success if the service has completed a reference', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Person: { PersonId: 4, FullName: 'Ada' } })
    simulator.fail({ call: 'chatSession', method: 'PATCH', status: 409, times: 1 })
    const changes = { Person: { PersonId: 4, FullName: 'A.' } }
    await expect(updateChatSession(client, { id: 1, changes, base: { Person: null } })).resolves.toMatchObject({
      Person: { FullName: 'Ada' },
    })
  })

  test('behavior: an HTML page as the answer is a ResponseError', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    simulator.fail({ call: 'chatSession', method: 'PATCH', malformed: true })
    await expect(updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' } })).rejects.toMatchObject({ name: 'ResponseError' })
  })

  test('parameters: a base without a changed member causes a read of the session', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    await updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada L.' }, base: { Rating: 0 } })
    expect(simulator.requests).toMatchObject([
      { method: 'GET' },
      { method: 'PATCH', body: [{ op: 'test', value: 'Ada' }, { op: 'replace' }] },
    ])
  })

  test('behavior: the patch does not contain the rights of a reference', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    const Person = { PersonId: 4, TableRight: { Mask: 'FULL' }, FieldProperties: {} }
    await updateChatSession(client, { id: 1, changes: { Person }, base: { Person: null } })
    expect(simulator.requests[0]?.body).toEqual([{ op: 'replace', path: '/Person', value: { PersonId: 4 } }])
  })

  test('parameters: signal ends the wait for earlier writes', async () => {
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
    'behavior: a change of %s is refused',
    async (name) => {
      const { client, simulator } = createChatClient()
      await expect(updateChatSession(client, { id: 1, changes: { [name]: 1 } })).rejects.toMatchObject({ name: 'ConfigurationError' })
      expect(simulator.requests).toEqual([])
    },
  )
})
