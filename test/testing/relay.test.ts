// @vitest-environment node
import { describe, expect, test } from 'vitest'
import {
  acceptChatSessionTransfer,
  appEngagement,
  createChatSession,
  createEngagementClient,
  getChatSession,
  getEngagement,
  monitoring,
  pickUpChatSession,
  rejectChatSessionTransfer,
  replaceChatSession,
  reportImpression,
  resetChatSession,
  superOffice,
  transferChatSession,
  updateChatSession,
  type WholeChatSession,
} from '../../src/index.js'
import { createRelay, type Grant, type Relay, type SuperOfficeRelayOptions } from '../../src/server/index.js'
import { superOfficeRefreshToken } from '../../src/server/superOfficeRefreshToken.js'
import { superOfficeSystemUser } from '../../src/server/superOfficeSystemUser.js'
import { superOfficeTenant } from '../../src/server/superOfficeTenant.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { createRsaKey } from '../support/rsaKey.js'

const accountId = '12345678'
const basePath = '/chat-relay'
const engagementServices = {
  'App Engagement': appEngagement({ domain: basePath }),
  Monitoring: monitoring({ appInstallationId: 'app', domain: basePath }),
}

/** The fetch of a server that renders a page: it calls the relay in process. */
const toFetch =
  (relay: Relay): typeof fetch =>
  (address, init) =>
    relay.fetch(new Request(new URL(String(address), 'https://site.example'), init))

const credentials: Record<string, (simulator: Simulator) => SuperOfficeRelayOptions['authorization']> = {
  'a system user': ({ fetch }) =>
    superOfficeSystemUser({
      contextIdentifier: 'Cust12345',
      systemUserToken: 'App-token',
      clientSecret: 'secret',
      privateKey: createRsaKey().pkcs8,
      fetch,
    }),
  'a refresh token': ({ fetch }) => superOfficeRefreshToken({ clientId: 'app', clientSecret: 'secret', refreshToken: 'refresh', fetch }),
}

/** A client of chat sessions, whose relay has its tenant and its credentials from the simulator. */
function createChat(role: Grant['role'], credential = 'a refresh token') {
  const simulator = createSimulator()
  simulator.openChatSession({ CustomerName: 'Ada' })
  const relay = createRelay({
    basePath,
    superOffice: {
      baseUrl: superOfficeTenant('Cust12345', { fetch: simulator.fetch }),
      authorization: credentials[credential]?.(simulator) as SuperOfficeRelayOptions['authorization'],
      authorize: () => ({ role }),
    },
    fetch: simulator.fetch,
  })
  const client = createEngagementClient({
    accountId,
    chatSessions: superOffice({ baseUrl: `${basePath}/superoffice` }),
    fetch: toFetch(relay),
  })
  const count = (call: string) => simulator.requests.filter((request) => request.call === call).length
  return { simulator, client, count }
}

describe('createRelay on the simulator', () => {
  test.each(Object.entries(engagementServices))(
    'default: %s gets requests and reports, on the host that the Domain API names',
    async (_name, service) => {
      const simulator = createSimulator({ accountId })
      const relay = createRelay({
        basePath,
        livePerson: { accountId, appInstallationId: 'app' },
        clientAddress: () => '192.0.2.9',
        fetch: simulator.fetch,
      })
      const client = createEngagementClient({ accountId, service, fetch: toFetch(relay) })
      const engagement = await getEngagement(client)
      if (engagement.status !== 'available') throw new Error(engagement.status)
      await reportImpression(client, { type: 'impDisplay', engagement })
      await client.flush()
      expect(simulator.impressions).toMatchObject([{ type: 'impDisplay' }])
      expect(simulator.requests.map(({ call, status }) => [call, status])).toEqual([
        ['domain', 200],
        ['engagement', expect.any(Number)],
        ['update', 200],
      ])
      expect(simulator.requests[1]).toMatchObject({
        url: expect.stringMatching(/^https:\/\/lo\.(msdkgw|smt)\.example\/api\/account\/12345678\//),
        body: expect.objectContaining({
          [service.key.startsWith('monitoring') ? 'clientProperties' : 'appDetails']: { ipAddress: '192.0.2.9' },
        }),
      })
    },
  )

  test.each(Object.keys(credentials))('parameters: an agent does all that there is, with the credentials of %s', async (credential) => {
    const { client, simulator, count } = createChat('agent', credential)
    const { ChatSessionId: id } = await createChatSession(client, { entity: { TopicId: 4, Status: 'InQueue' } })
    expect(id).toBe(2)
    await expect(pickUpChatSession(client, { id })).resolves.toMatchObject({ User: { AssociateId: 21 } })
    await expect(transferChatSession(client, { id, toAssociate: 5 })).resolves.toMatchObject({ TransferTo: { AssociateId: 5 } })
    simulator.changeChatSession(id, { User: { AssociateId: 5 }, TransferTo: { AssociateId: 21 } })
    await expect(acceptChatSessionTransfer(client, { id })).resolves.toMatchObject({ User: { AssociateId: 21 } })
    simulator.changeChatSession(id, { User: { AssociateId: 5 }, TransferTo: { AssociateId: 21 } })
    await expect(rejectChatSessionTransfer(client, { id })).resolves.toMatchObject({ TransferTo: null })
    await expect(updateChatSession(client, { id, changes: { CustomerName: 'Grace' } })).resolves.toMatchObject({ CustomerName: 'Grace' })
    const entity = { ...(await getChatSession(client, { id })), CustomerPhone: '5' } as WholeChatSession
    await expect(replaceChatSession(client, { id, entity })).resolves.toMatchObject({ CustomerName: 'Grace', CustomerPhone: '5' })
    await expect(resetChatSession(client, { id })).resolves.toMatchObject({ Status: 'InQueue', User: null })
    expect([count('tenant'), count('token')]).toEqual([1, 1])
  })

  test.each(Object.keys(credentials))('behavior: the credentials of %s that expire early are renewed once', async (credential) => {
    const { client, simulator, count } = createChat('agent', credential)
    await getChatSession(client, { id: 1 })
    simulator.expireCredentials()
    await expect(Promise.all([getChatSession(client, { id: 1 }), getChatSession(client, { id: 1 })])).resolves.toHaveLength(2)
    expect(count('token')).toBe(2)
  })

  test('behavior: a customer reads and writes what the relay allows, and nothing else arrives', async () => {
    const { client, simulator } = createChat('customer')
    simulator.changeChatSession(1, { Status: 'UserLast', Rank: 3 })
    const session = await updateChatSession(client, { id: 1, changes: { CustomerName: 'Ada King' } })
    expect(session).toMatchObject({ ChatSessionId: 1, Status: 'UserLast', CustomerName: 'Ada King' })
    for (const member of ['SessionKey', 'CustomerHost', 'Rank', '_Links']) expect(session).not.toHaveProperty(member)
    const sent = simulator.requests.length
    await expect(updateChatSession(client, { id: 1, changes: { Status: 'Closed' }, base: session })).rejects.toMatchObject({
      name: 'ServiceError',
      status: 403,
    })
    await expect(resetChatSession(client, { id: 1 })).rejects.toMatchObject({ status: 403 })
    expect(simulator.requests).toHaveLength(sent)
    expect(simulator.chatSessions[0]).toMatchObject({ Status: 'UserLast', CustomerName: 'Ada King' })
  })
})
