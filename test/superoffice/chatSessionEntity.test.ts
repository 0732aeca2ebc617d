import { describe, expect, test } from 'vitest'
import { type ChatSessionEntity, createEngagementClient, getChatSession, replaceChatSession, superOffice } from '../../src/index.js'
import { createChatClient, tenant } from '../support/chatClient.js'

describe('ChatSessionEntity', () => {
  const sample: ChatSessionEntity = { ...toDocumentedSample() }

  test('behavior: the documented request and answer of "PUT ChatSession/{id}" pass through without a change', async () => {
    const answer = {
      ...sample,
      // The documented response has a random id. A service answers with the session of the request.
      ChatSessionId: 525,
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

  test('behavior: unknown members, dates that are not set and long fractions survive a round trip', async () => {
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
  ])('behavior: the status %j of the wire is read as %j', async (wireStatus, status) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: wireStatus as string })
    await expect(getChatSession(client, { id: 1 })).resolves.toMatchObject({ Status: status })
  })

  test('behavior: members in camelCase are read with the documented names', async () => {
    const { client, simulator } = createChatClient()
    simulator.fail({ call: 'chatSession', status: 200, body: { chatSessionId: 1, status: 'InQueue', customerName: 'Ada', _Links: {} } })
    await expect(getChatSession(client, { id: 1 })).resolves.toEqual({
      ChatSessionId: 1,
      Status: 'InQueue',
      CustomerName: 'Ada',
      _Links: {},
    })
  })

  /** Returns the sample of the documents. Names and values of a real person or brand are replaced by made-up ones. */
  function toDocumentedSample(): ChatSessionEntity {
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
