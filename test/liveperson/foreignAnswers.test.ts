import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type AvailableEngagement,
  appEngagement,
  type ClientEvent,
  getEngagement,
  monitoring,
  reportImpression,
  updateSession,
} from '../../src/index.js'
import { createTestClient } from '../support/client.js'

const html = '<!doctype html><title>Sorry</title>'
const entity = { time: 1, message: 'Simulated', internalCode: 5 }

describe.each([
  ['App Engagement', appEngagement({ domain: 'lo.msdkgw.example' })],
  ['Monitoring', monitoring({ appInstallationId: '1', domain: 'lo.smt.example' })],
])('%s', (_name, service) => {
  test.each([
    ['HTML with 200', 200, html],
    ['an error entity with 200', 200, entity],
    ['a nested error entity with 200', 200, { error: entity }],
    ['a text of JSON with 200', 200, '"ok"'],
    ['a list with 200', 200, '[]'],
    ['HTML with 401', 401, html],
    ['HTML with 404', 404, html],
    ['nothing with 403', 403, ''],
  ])('behavior: an update that gets %s is a ResponseError, and the session stays', async (_answer, status, body) => {
    const { client, simulator } = createTestClient({ service })
    const { sessionId } = await getEngagement(client)
    simulator.fail({ call: 'update', status, body })
    await expect(updateSession(client, {})).rejects.toMatchObject({ name: 'ResponseError' })
    expect(client.session.getState().sessionId).toBe(sessionId)
  })

  test.each([
    ['an empty object', {}],
    ['nothing', ''],
    ['white space', ' \n'],
  ])('behavior: an update that gets %s has succeeded', async (_answer, body) => {
    const { client, simulator } = createTestClient({ service })
    await getEngagement(client)
    simulator.fail({ call: 'update', status: 200, body })
    await expect(updateSession(client, {})).resolves.toBeUndefined()
  })

  test.each([
    ['HTML', html],
    ['an error entity', entity],
  ])('behavior: an impression that gets %s with 200 does not count as sent', async (_answer, body) => {
    const events: ClientEvent[] = []
    const { client, simulator } = createTestClient({ service, onEvent: (event) => events.push(event) })
    const engagement = (await getEngagement(client)) as AvailableEngagement
    simulator.fail({ call: 'update', status: 200, body, times: 1 })
    await reportImpression(client, { type: 'impAccept', engagement })
    await vi.waitFor(() => expect(simulator.requests).toHaveLength(2))
    await new Promise((resolve) => setImmediate(resolve))
    expect(events.map(({ type }) => type)).not.toContain('impressionSent')
  })

  test("behavior: a gateway's 401 to an engagement request keeps the session", async () => {
    const { client, simulator } = createTestClient({ service })
    const { sessionId } = await getEngagement(client)
    simulator.fail({ call: 'engagement', status: 401, body: html })
    await expect(getEngagement(client)).rejects.toMatchObject({ name: 'ServiceError', status: 401 })
    expect(client.session.getState().sessionId).toBe(sessionId)
    expect(simulator.requests).toHaveLength(2)
  })

  test('behavior: an error entity under `error` clears an unknown session', async () => {
    const { client, simulator } = createTestClient({ service })
    const { sessionId } = await getEngagement(client)
    simulator.fail({ call: 'engagement', status: 404, body: { error: { ...entity, internalCode: 39 } }, times: 1 })
    expect((await getEngagement(client)).sessionId).not.toBe(sessionId)
  })
})

describe('App Engagement', () => {
  const service = appEngagement({ domain: 'lo.msdkgw.example' })
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each([
    ['HTML', html],
    ['an empty object', {}],
  ])('behavior: a 404 in %s to a request with ids is repeated once without ids', async (_answer, body) => {
    const { client, simulator } = createTestClient({ service })
    const { visitorId } = await getEngagement(client)
    simulator.fail({ call: 'engagement', status: 404, body })
    await expect(getEngagement(client)).rejects.toMatchObject({ name: 'ServiceError', status: 404 })
    const [, known, repeated, ...others] = simulator.requests.map(({ url }) => url)
    expect(known).toContain(visitorId)
    expect(repeated).not.toContain(visitorId)
    expect(others).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['an empty object', {}],
  ])('behavior: an update that gets 202 with %s is sent once', async (_answer, body) => {
    const { client, simulator } = createTestClient({ service })
    await getEngagement(client)
    simulator.fail({ call: 'update', status: 202, body })
    const updated = updateSession(client, {})
    await vi.runAllTimersAsync()
    await updated
    expect(simulator.requests).toHaveLength(2)
  })

  test('behavior: an answer with 202 is an answer', async () => {
    const { client, simulator } = createTestClient({ service })
    const body = { status: 'NotAvailable', visitorId: 'v', sessionId: 's', pageId: 'p' }
    simulator.fail({ call: 'engagement', status: 202, body })
    expect(await getEngagement(client)).toMatchObject({ status: 'unavailable', visitorId: 'v' })
    expect(simulator.requests).toHaveLength(1)
  })

  test.each([
    ['a loading account as 202', 202, 'Loading account: a, vid: named', 38, 'named'],
    ['a 503', 503, 'vid: named', undefined, 'named'],
    ['a 500 without a code', 500, 'Loading account: a, vid: named', undefined, 'named'],
    ['a nested entity', 500, 'Loading account: a, vid: named', 20, 'named'],
    ['a blank visitor', 500, 'Loading account: , vid: ', 20, undefined],
    ['the visitor null', 500, 'Loading account: null, vid: null', 20, undefined],
    ['the visitor undefined', 503, 'vid: undefined', undefined, undefined],
  ])('behavior: the next attempt after %s has the visitor that the text names', async (name, status, message, internalCode, visitorId) => {
    const { client, simulator } = createTestClient({ service })
    const before = await getEngagement(client)
    const body = { message, internalCode }
    simulator.fail({ call: 'engagement', status, body: name.includes('nested') ? { error: body } : body, times: 1 })
    void getEngagement(client).catch(() => {})
    await vi.runAllTimersAsync()
    expect(simulator.requests[2]?.url).toContain(`/visitors/${visitorId ?? before.visitorId}?`)
  })

  test('behavior: a retry of an update has the visitor of its session', async () => {
    const { client, simulator } = createTestClient({ service })
    const { visitorId } = await getEngagement(client)
    simulator.fail({ call: 'update', status: 503, body: { message: 'vid: other' }, times: 1 })
    const updated = updateSession(client, {})
    await vi.runAllTimersAsync()
    await updated
    expect(simulator.requests[2]?.url).toContain(`/visitors/${visitorId}?`)
  })
})
