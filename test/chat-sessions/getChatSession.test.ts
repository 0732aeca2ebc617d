import { describe, expect, test, vi } from 'vitest'
import { appEngagement, createEngagementClient, getChatSession, getEngagement, superOffice, updateChatSession } from '../../src/index.js'
import { createChatClient, tenant } from '../support/chatClient.js'

describe('getChatSession', () => {
  test('default: the session is read with its secrets', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada' })
    const session = await getChatSession(client, { id: 1 })
    expect(session).toMatchObject({ ChatSessionId: 1, Status: 'InQueue', CustomerName: 'Ada', SessionKey: 'key-1' })
    expect(simulator.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([`GET ${tenant}/v1/ChatSession/1`])
  })

  test('parameters: select names the members that are read', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ CustomerName: 'Ada', User: { AssociateId: 3, Name: 'BO', FullName: 'Bo Agent' } })
    const session = await getChatSession(client, { id: 1, select: ['CustomerName', 'User/FullName'] })
    expect(session).toMatchObject({ CustomerName: 'Ada', User: { FullName: 'Bo Agent', Name: null } })
    expect(simulator.requests[0]?.url).toBe(`${tenant}/v1/ChatSession/1?$select=CustomerName,User/FullName`)
  })

  test('behavior: an unknown session is a ServiceError with the message of the service', async () => {
    const { client } = createChatClient()
    await expect(getChatSession(client, { id: 9 })).rejects.toMatchObject({
      name: 'ServiceError',
      status: 404,
      errorType: 'SoNotFoundException',
      serviceMessage: 'ChatSession 9 was not found.',
    })
  })

  test('behavior: a client without chat sessions throws a ConfigurationError', async () => {
    const client = createEngagementClient({ accountId: '1', service: appEngagement(), storage: null })
    await expect(getChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ConfigurationError' })
  })

  test('behavior: a client of chat sessions alone cannot request an engagement', async () => {
    const { client, simulator } = createChatClient()
    await expect(getEngagement(client)).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(simulator.requests).toEqual([])
  })

  test('behavior: a client that requires consent reads nothing before consent is granted', async () => {
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

describe('a reset of the client', () => {
  test('behavior: a reset aborts the write in flight, and the waiting write is not sent', async () => {
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

  test('behavior: a reset discards the credentials, so that the next read requests new ones', async () => {
    const authorization = vi.fn().mockReturnValueOnce('Bearer one').mockReturnValueOnce('Bearer two')
    const { client, simulator } = createChatClient({ authorization })
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    client.reset()
    await getChatSession(client, { id: 1 })
    expect(simulator.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two'])
  })
})
