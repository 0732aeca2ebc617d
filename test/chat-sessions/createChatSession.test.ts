import { describe, expect, test } from 'vitest'
import { createChatSession } from '../../src/index.js'
import { createChatClient, tenant } from '../support/chatClient.js'

describe('createChatSession', () => {
  test('default: the entity is created from the defaults of the service', async () => {
    const { client, simulator } = createChatClient()
    const created = await createChatSession(client, { entity: { TopicId: 4, CustomerName: 'Ada', Status: 'InQueue' } })
    expect(created).toMatchObject({ ChatSessionId: 1, TopicId: 4, CustomerName: 'Ada', Rating: 0 })
    expect(simulator.requests.map(({ method, url }) => `${method} ${url.slice(tenant.length)}`)).toEqual([
      'GET /v1/ChatSession/default',
      'POST /v1/ChatSession',
    ])
  })

  test('behavior: a failed creation is not sent again', async () => {
    const { client, simulator } = createChatClient()
    simulator.fail({ call: 'chatSession', method: 'POST', networkError: true, applied: true })
    await expect(createChatSession(client, { entity: { TopicId: 4 } })).rejects.toMatchObject({ name: 'NetworkError' })
    expect(simulator.chatSessions).toHaveLength(1)
  })
})
