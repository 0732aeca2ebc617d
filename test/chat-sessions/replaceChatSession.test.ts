import { describe, expect, test } from 'vitest'
import { type ChatSessionEntity, getChatSession, replaceChatSession } from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'

describe('replaceChatSession', () => {
  test('behavior: the entity of another session is refused', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    simulator.openChatSession({ CustomerName: 'Grace' })
    const entity = await getChatSession(client, { id: 1 })
    await expect(replaceChatSession(client, { id: 2, entity })).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(simulator.chatSessions[1]).toMatchObject({ CustomerName: 'Grace' })
  })

  test('behavior: an empty answer is a success, even if members that the service maintains have changed', async () => {
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

  const owned: Partial<ChatSessionEntity>[] = [
    { InitialQueuePos: 9, TopicId: 4, CustomerConsented: true, Rating: 5, ChatbotIsActive: true },
    { User: { AssociateId: 5 }, TransferTo: { AssociateId: 6 }, Status: 'UserLast' },
    { Person: { PersonId: 4, FullName: 'Ada L.' }, Contact: { ContactId: 7 } },
    { CustomerPhone: '+472233', CustomerCompanyName: null },
    { CustomerName: `${'Ada '.repeat(63)}Ada` },
  ]
  test.each(owned)('behavior: an empty answer is a success, even if the service then has %j', async (stored) => {
    for (const hasSecrets of [true, false]) {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada', CustomerCompanyName: '' })
      const { SessionKey, CustomerHost, ...read } = await getChatSession(client, { id: 1 })
      const changes = { CustomerName: 'Ada '.repeat(70), CustomerPhone: '+47 22 33', Person: { PersonId: 4 } }
      const entity = { ...read, ...changes, ...(hasSecrets && { SessionKey, CustomerHost }) }
      simulator.fail({ call: 'chatSession', method: 'PUT', status: 204, applied: true })
      simulator.subscribe(() => {
        if (simulator.requests.at(-1)?.status === 204) Object.assign(simulator.chatSessions[0] ?? {}, stored)
      })
      await expect(replaceChatSession(client, { id: 1, entity })).resolves.toMatchObject(stored)
    }
  })

  test.each([true, false])('behavior: an empty answer is a conflict if nothing was written, with secrets: %s', async (hasSecrets) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    const { SessionKey, CustomerHost, ...read } = await getChatSession(client, { id: 1 })
    const entity = { ...read, CustomerName: 'Grace', ...(hasSecrets && { SessionKey, CustomerHost }) }
    simulator.fail({ call: 'chatSession', method: 'PUT', status: 204 })
    await expect(replaceChatSession(client, { id: 1, entity })).rejects.toMatchObject({
      name: 'ConflictError',
      status: 200,
      server: { CustomerName: 'Ada' },
      ours: { CustomerName: 'Grace' },
    })
  })

  test('behavior: a conflict with the first attempt is a success if members of the service have changed', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    const entity = await getChatSession(client, { id: 1 })
    simulator.changeChatSession(1, { InitialQueuePos: 9, User: { AssociateId: 5 }, Rating: 2 })
    simulator.fail({ call: 'chatSession', method: 'PUT', status: 412 })
    await expect(replaceChatSession(client, { id: 1, entity })).resolves.toMatchObject({ InitialQueuePos: 9 })
  })

  test('behavior: an entity without its secrets is sent with the secrets of the service', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    const { SessionKey, CustomerHost, ...entity } = await getChatSession(client, { id: 1 })
    await replaceChatSession(client, { id: 1, entity: { ...entity, CustomerName: 'Ada L.' } })
    expect(simulator.chatSessions[0]).toMatchObject({ CustomerName: 'Ada L.', SessionKey, CustomerHost })
    expect(SessionKey).toBe('key-1')
  })

  test('behavior: the body does not contain the members that a read adds, in the session or in a reference', async () => {
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
