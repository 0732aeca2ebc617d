import { describe, expect, test } from 'vitest'
import {
  acceptChatSessionTransfer,
  appEngagement,
  createChatSession,
  createEngagementClient,
  type EngagementClientOptions,
  getChatSession,
  getEngagement,
  monitoring,
  pickUpChatSession,
  replaceChatSession,
  reportImpression,
  resetChatSession,
  superOffice,
  transferChatSession,
  updateChatSession,
  updateSession,
} from '../../../src/index.js'
import { createRelay, type Grant } from '../../../src/server/index.js'
import { createSimulator } from '../../../src/testing/index.js'
import { site } from './startUpstream.js'

/** Makes a client of a server, whose requests go through the relay in process, and the simulator behind the relay. */
function setUp(options: Partial<EngagementClientOptions>, role: Grant['role'] = 'customer') {
  const simulator = createSimulator()
  const relay = createRelay({
    basePath: '/chat-proxy',
    livePerson: { accountId: '12345678', appInstallationId: 'site' },
    superOffice: {
      baseUrl: 'https://online.superoffice.com/Cust12345/api',
      authorization: () => 'Bearer a',
      authorize: () => ({ role }),
    },
    fetch: simulator.fetch,
  })
  const client = createEngagementClient({
    accountId: '12345678',
    fetch: (path, init) => relay.fetch(new Request(new URL(String(path), site), init)),
    ...options,
  } as EngagementClientOptions)
  return { client, simulator }
}

describe('a client behind the relay', () => {
  test.each([
    ['App Engagement', appEngagement({ domain: '/chat-proxy' })],
    ['App Engagement with a method override', appEngagement({ domain: '/chat-proxy', updateMethod: 'post-override' })],
    ['Monitoring', monitoring({ appInstallationId: 'site', domain: '/chat-proxy' })],
    ['Monitoring with PUT', monitoring({ appInstallationId: 'site', domain: '/chat-proxy', reportMethod: 'put' })],
  ])('%s: the client gets an offer, and reports what happened to it', async (_name, service) => {
    const { client, simulator } = setUp({ service })
    const engagement = await getEngagement(client)
    expect(engagement.status).toBe('available')
    await updateSession(client, { engagementAttributes: [{ type: 'cart', total: 9, numItems: 1 }] })
    if (engagement.status === 'available') await reportImpression(client, { type: 'impAccept', engagement })
    await client.flush()
    expect(simulator.attributes).toEqual([{ type: 'cart', total: 9, numItems: 1 }])
    expect(simulator.impressions.map(({ type }) => type)).toContain('impAccept')
  })

  const chatSessions = superOffice({ baseUrl: '/chat-proxy/superoffice' })

  test('a customer reads the session, and changes a member', async () => {
    const { client, simulator } = setUp({ chatSessions })
    const { ChatSessionId: id } = simulator.openChatSession({ CustomerName: 'Ada', LastMessage: 'Hello' })
    const session = await getChatSession(client, { id })
    expect(session).toMatchObject({ ChatSessionId: id, Status: 'InQueue', CustomerName: 'Ada', LastMessage: 'Hello' })
    expect(session).not.toHaveProperty('SessionKey')
    expect(session).not.toHaveProperty('AlertLevel')
    const updated = await updateChatSession(client, { id, changes: { CustomerName: 'Ada L.', Rating: 5 } })
    expect(updated).toMatchObject({ CustomerName: 'Ada L.', Rating: 5 })
    await expect(updateChatSession(client, { id, changes: { Status: 'Closed' } })).rejects.toMatchObject({ status: 403 })
    await expect(pickUpChatSession(client, { id })).rejects.toMatchObject({ status: 403 })
    expect(simulator.chatSessions[0]).toMatchObject({ Status: 'InQueue', User: null })
  })

  test('an agent has every call, and erases no secret', async () => {
    const { client, simulator } = setUp({ chatSessions }, 'agent')
    const { ChatSessionId: id } = await createChatSession(client, { entity: { TopicId: 3, Status: 'InQueue' } })
    await pickUpChatSession(client, { id })
    await transferChatSession(client, { id, toAssociate: 21 })
    await acceptChatSessionTransfer(client, { id })
    const entity = await getChatSession(client, { id })
    Object.assign(simulator.chatSessions[0] as object, { SessionKey: 'secret', CustomerHost: '192.0.2.1' })
    await replaceChatSession(client, { id, entity: { ...entity, CustomerName: 'Ada' } })
    await updateChatSession(client, { id, changes: { Status: 'Finished' } })
    await resetChatSession(client, { id })
    expect(simulator.chatSessions).toMatchObject([
      { TopicId: 3, CustomerName: 'Ada', SessionKey: 'secret', CustomerHost: '192.0.2.1', Status: 'InQueue' },
    ])
  })
})
