import { describe, expect, test } from 'vitest'
import { getEngagement, monitoring, updateSession } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { takeConsole } from '../support/failOnConsole.js'

const cart = { type: 'cart', total: 42, numItems: 2 } as const
const members = {
  identities: [{ iss: 'https://shop.example', acr: 'loa1', sub: 'b7c9d0e1-2f3a' }],
  consumerId: 'b7c9d0e1-2f3a',
  entryPoints: ['sec://Support', 'lang://English'],
}

describe('updateSession', () => {
  test("parameters: Monitoring's report has identities, consumerId and entryPoints", async () => {
    const { client, simulator } = createTestClient({ service: monitoring({ appInstallationId: '1', domain: 'lo.smt.example' }) })
    const { pageId } = await getEngagement(client)
    await updateSession(client, { ...members, engagementAttributes: [cart] })
    expect(simulator.requests[1]).toMatchObject({ call: 'update', status: 200 })
    expect(simulator.requests[1]?.body).toEqual({ pageId, ...members, engagementAttributes: [cart] })
  })

  test('behavior: the report without attributes has an empty list', async () => {
    const { client, simulator } = createTestClient({ service: monitoring({ appInstallationId: '1', domain: 'lo.smt.example' }) })
    const { pageId } = await getEngagement(client)
    await updateSession(client, { entryPoints: members.entryPoints })
    expect(simulator.requests[1]?.body).toEqual({ pageId, entryPoints: members.entryPoints, engagementAttributes: [] })
  })

  test('behavior: development warns of a guessable subject in a report', async () => {
    const { client } = createTestClient({ service: monitoring({ appInstallationId: '1', domain: 'lo.smt.example' }) })
    await getEngagement(client)
    await updateSession(client, { identities: [{ acr: '0', sub: 'ada@example.com' }] })
    expect(takeConsole().flat().join()).toMatch(/looks like an e-mail address/)
  })

  test('behavior: App Engagement does not send members of Monitoring, and development warns of them', async () => {
    const { client, simulator } = createTestClient()
    const { pageId } = await getEngagement(client)
    await updateSession(client, { ...members, engagementAttributes: [cart] })
    expect(simulator.requests[1]?.body).toEqual({ pageId, engagementAttributes: [cart] })
    expect(takeConsole().flat().join()).toMatch(/App Engagement does not accept entryPoints, identities or consumerId/)
  })
})
