import { describe, expect, test } from 'vitest'
import { type ClientEvent, getEngagement, monitoring, updateSession } from '../../src/index.js'
import { createTestClient } from '../support/client.js'

const cart = { type: 'cart', total: 42, numItems: 2 } as const

describe('updateSession', () => {
  test('default: the service gets the attributes with the page view', async () => {
    const { client, simulator } = createTestClient()
    const { pageId } = await getEngagement(client)
    await updateSession(client, { engagementAttributes: [cart] })
    expect(simulator.requests[1]).toMatchObject({ method: 'PUT', body: { pageId, engagementAttributes: [cart] }, status: 200 })
    expect(simulator.attributes).toEqual([cart])
  })

  test('parameters: impAttributes go in the same request', async () => {
    const { client, simulator } = createTestClient()
    await getEngagement(client)
    const impression = { type: 'impClose', campaign: 2100000001, engId: 2100000002, revision: 7 } as const
    await updateSession(client, { engagementAttributes: [cart], impAttributes: [impression] })
    expect(simulator.requests).toHaveLength(2)
    expect(simulator.impressions).toMatchObject([impression])
  })

  test('behavior: an update waits for the request that starts the session', async () => {
    const { client, simulator } = createTestClient()
    void getEngagement(client)
    await updateSession(client, { engagementAttributes: [cart] })
    expect(simulator.requests.map(({ call }) => call)).toEqual(['engagement', 'update'])
  })

  test('behavior: an update without a session sends nothing', async () => {
    const { client, simulator } = createTestClient()
    await expect(updateSession(client, { engagementAttributes: [cart] })).rejects.toMatchObject({ name: 'SessionLostError' })
    expect(simulator.requests).toHaveLength(0)
  })

  test('behavior: a session that the service no longer knows is cleared, and no new one starts', async () => {
    const events: ClientEvent[] = []
    const { client, simulator } = createTestClient({ onEvent: (event) => events.push(event) })
    await getEngagement(client)
    simulator.closeSession()
    await expect(updateSession(client, { engagementAttributes: [cart] })).rejects.toMatchObject({ name: 'SessionLostError' })
    expect(client.session.getState().visitorId).toBeUndefined()
    expect(simulator.requests).toHaveLength(2)
    expect(events.at(-1)).toEqual({ type: 'sessionLost' })
  })

  test('behavior: the client adopts the new session of another tab, and reports no loss', async () => {
    const events: ClientEvent[] = []
    const { client, simulator } = createTestClient({ storage: localStorage, onEvent: (event) => events.push(event) })
    await getEngagement(client)
    simulator.closeSession()
    const other = createTestClient({ storage: localStorage, fetch: simulator.fetch }).client
    const { sessionId } = await getEngagement(other)
    await expect(updateSession(client, { engagementAttributes: [cart] })).rejects.toMatchObject({ name: 'SessionLostError' })
    expect(client.session.getState().sessionId).toBe(sessionId)
    expect(events).not.toContainEqual({ type: 'sessionLost' })
    other.core.session.readStorage()
    expect(other.session.getState().sessionId).toBe(sessionId)
  })

  test('behavior: the session gets the ids of the response', async () => {
    const { client, simulator } = createTestClient({ service: monitoring({ appInstallationId: '1', domain: 'lo.smt.example' }) })
    const { visitorId, sessionId } = await getEngagement(client)
    simulator.fail({ call: 'update', status: 200, body: { visitorId, sessionId, pageId: 'next' } })
    await updateSession(client, { engagementAttributes: [cart] })
    expect(client.session.getState()).toMatchObject({ visitorId, sessionId, pageId: 'next' })
  })

  test.each([
    ['sessionId and visitorId', { sessionId: 's2', visitorId: 'v2', pageId: 'p2' }],
    ['sid and vid', { sid: 's2', vid: 'v2', pageId: 'p2' }],
  ])('behavior: a report that gets 201 with %s did not count, and the client continues in the new session', async (_name, body) => {
    const { client, simulator } = createTestClient({ service: monitoring({ appInstallationId: '1', domain: 'lo.smt.example' }) })
    await getEngagement(client)
    simulator.fail({ call: 'update', status: 201, body })
    await expect(updateSession(client, { engagementAttributes: [cart] })).rejects.toMatchObject({ name: 'SessionLostError' })
    expect(client.session.getState()).toMatchObject({ visitorId: 'v2', sessionId: 's2', pageId: 'p2' })
  })

  test('behavior: the session stays after another refusal', async () => {
    const { client, simulator } = createTestClient()
    const { visitorId } = await getEngagement(client)
    simulator.fail({ call: 'update', status: 404, body: { internalCode: 18 } })
    await expect(updateSession(client, { engagementAttributes: [cart] })).rejects.toMatchObject({ name: 'ServiceError' })
    expect(client.session.getState().visitorId).toBe(visitorId)
  })

  test('parameters: signal aborts the update', async () => {
    const { client, simulator } = createTestClient()
    await getEngagement(client)
    simulator.hang()
    const controller = new AbortController()
    const sent = updateSession(client, { engagementAttributes: [cart], signal: controller.signal })
    controller.abort(new Error('aborted'))
    await expect(sent).rejects.toThrow('aborted')
  })

  test('parameters: signal ends the wait for an engagement request', async () => {
    const { client, simulator } = createTestClient()
    simulator.hang()
    void getEngagement(client)
    await expect(updateSession(client, { signal: AbortSignal.abort(new Error('aborted')) })).rejects.toThrow('aborted')
  })

  test('parameters: signal may time out, and its reason is the error', async () => {
    const { client, simulator } = createTestClient()
    await getEngagement(client)
    simulator.hang()
    const signal = AbortSignal.timeout(20)
    const error = await updateSession(client, { signal }).catch((reason) => reason)
    expect(error).toBe(signal.reason)
    expect(simulator.requests).toHaveLength(2)
  })

  test('behavior: no update is sent for a visitor who is reset meanwhile', async () => {
    const { client, simulator } = createTestClient({ retry: { schedule: [0] } })
    await getEngagement(client)
    simulator.fail({ call: 'update', status: 503, times: 1 })
    const updated = updateSession(client, {})
    client.subscribe(({ type }) => type === 'retrying' && client.setConsent('denied'))
    client.subscribe((event) => event.type === 'consent' && event.consent === 'denied' && client.setConsent('granted'))
    await expect(updated).rejects.toMatchObject({ name: 'SessionLostError' })
    expect(simulator.requests.filter(({ call }) => call === 'update')).toHaveLength(1)
  })
})
