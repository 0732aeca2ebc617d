import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, appEngagement, type EngagementService, getEngagement, monitoring, updateSession } from '../src/index.js'
import { sendUpdate } from '../src/outbox/sendUpdate.js'
import { createTestClient } from './support/client.js'

/** A row: what the service answers in turn (the last for ever), when it is asked, and what the caller gets. */
type Row = [
  page: string,
  answers: [status: number, internalCode?: number][],
  times: number[],
  outcome: string,
  session: 'kept' | 'replaced' | 'forgotten' | 'none',
]

type Table = { service: EngagementService; call: 'ask' | 'ask of a known visitor' | 'update'; rows: Row[] }

const app = [0, 5, 15, 30]
const smt = [0, 3, 13, 43, 133]
const fine: [number] = [200]

const tables: Record<string, Table> = {
  'App Engagement, first ask': {
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    call: 'ask',
    rows: [
      ['Create Session: 200', [fine], [0], 'available', 'replaced'],
      ['Create Session: 400 validation', [[400, 5]], [0], 'ServiceError', 'none'],
      ['Update Session: 400/33 illegal version', [[400, 33]], [0], 'ServiceError', 'none'],
      ['Create Session: 401 unauthorized, nobody held', [[401, 10]], [0], 'ServiceError', 'none'],
      ['Create Session: 404 data not found', [[404]], [0], 'ServiceError', 'none'],
      ['Visit Information: 404/6 account', [[404, 6]], [0], 'ServiceError', 'none'],
      ['Retry policy: 429 is a 4xx', [[429]], [0], 'ServiceError', 'none'],
      ['Create Session: 500/20 loading, then 200', [[500, 20], fine], [0, 5], 'available', 'replaced'],
      ['Create Session: 500/20 loading for ever', [[500, 20]], app, 'AccountLoadingError', 'none'],
      ['Overview: 500/18 server error, then 200', [[500, 18], [500, 18], fine], [0, 5, 15], 'available', 'replaced'],
      ['Create Session: 500 for ever', [[500]], app, 'ServiceError', 'none'],
      ['Create Session: 503, then 200', [[503], [503], [503], fine], app, 'available', 'replaced'],
      ['Engagement: 202/38 is no answer', [[202, 38], fine], [0, 5], 'available', 'replaced'],
    ],
  },
  'App Engagement, ask of a known visitor': {
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    call: 'ask of a known visitor',
    rows: [
      ['Create Session: 200', [fine], [0], 'available', 'kept'],
      ['Create Session: 401, once more without ids', [[401], fine], [0, 0], 'available', 'replaced'],
      ['Visit Information: 404/12 session not found', [[404, 12], fine], [0, 0], 'available', 'replaced'],
      ['Overview: 404/37 unknown visitor', [[404, 37], fine], [0, 0], 'available', 'replaced'],
      ['Overview: 404/39 unknown session', [[404, 39], fine], [0, 0], 'available', 'replaced'],
      ['Overview: 404/39 twice', [[404, 39]], [0, 0], 'ServiceError', 'forgotten'],
      ['Overview: 404/18 is no word about the session', [[404, 18]], [0], 'ServiceError', 'kept'],
      ['Create Session: 400 keeps it', [[400, 5]], [0], 'ServiceError', 'kept'],
      ['Create Session: 503 for ever keeps it', [[503]], app, 'ServiceError', 'kept'],
    ],
  },
  'App Engagement, update': {
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    call: 'update',
    rows: [
      ['Update Session: 200, empty', [fine], [0], 'done', 'kept'],
      ['Update Session: 400', [[400, 5]], [0], 'ServiceError', 'kept'],
      ['Update Session: 401', [[401, 10]], [0], 'SessionLostError', 'forgotten'],
      ['Update Session: 404/37', [[404, 37]], [0], 'SessionLostError', 'forgotten'],
      ['Update Session: 404/39', [[404, 39]], [0], 'SessionLostError', 'forgotten'],
      ['Overview: 404/18', [[404, 18]], [0], 'ServiceError', 'kept'],
      ['Update Session: 500, then 200', [[500], fine], [0, 5], 'done', 'kept'],
      ['Update Session: 503 for ever', [[503]], app, 'ServiceError', 'kept'],
    ],
  },
  'Monitoring, first ask': {
    service: monitoring({ appInstallationId: '123', domain: 'lo.smt.example' }),
    call: 'ask',
    rows: [
      ['Engagement: 201', [fine], [0], 'available', 'replaced'],
      ['Engagement: 202/38 loading, then 201', [[202, 38], fine], [0, 3], 'available', 'replaced'],
      ['Engagement: 202/38 loading for ever', [[202, 38]], smt, 'AccountLoadingError', 'none'],
      ['Engagement: 500/20, the form of version 1.0', [[500, 20], [500, 20], fine], [0, 3, 13], 'available', 'replaced'],
      ['Engagement: 400', [[400, 5]], [0], 'ServiceError', 'none'],
      ['Overview: 400/33', [[400, 33]], [0], 'ServiceError', 'none'],
      ['Overview: 404/18 app installation', [[404, 18]], [0], 'ServiceError', 'none'],
      ['Overview: 500/18', [[500, 18]], smt, 'ServiceError', 'none'],
      ['Engagement: 503, then 201', [[503], [503], [503], [503], fine], smt, 'available', 'replaced'],
    ],
  },
  'Monitoring, ask of a known visitor': {
    service: monitoring({ appInstallationId: '123', domain: 'lo.smt.example' }),
    call: 'ask of a known visitor',
    rows: [
      ['Engagement: 200', [fine], [0], 'available', 'kept'],
      ['Overview: 404/37', [[404, 37], fine], [0, 0], 'available', 'replaced'],
      ['Overview: 404/39', [[404, 39], fine], [0, 0], 'available', 'replaced'],
      ['Overview: 404/18 keeps it', [[404, 18]], [0], 'ServiceError', 'kept'],
    ],
  },
  'Monitoring, report': {
    service: monitoring({ appInstallationId: '123', domain: 'lo.smt.example' }),
    call: 'update',
    rows: [
      ['Report: 200', [fine], [0], 'done', 'kept'],
      ['Report: 201 made a new session', [[201]], [0], 'SessionLostError', 'forgotten'],
      ['Report: 202/38, then 200', [[202, 38], fine], [0, 3], 'done', 'kept'],
      ['Report: 400/5 with the name of the field', [[400, 5]], [0], 'ServiceError', 'kept'],
      ['Overview: 404/37', [[404, 37]], [0], 'SessionLostError', 'forgotten'],
      ['Overview: 404/39', [[404, 39]], [0], 'SessionLostError', 'forgotten'],
      ['Overview: 404/18', [[404, 18]], [0], 'ServiceError', 'kept'],
      ['Report: 503 for ever', [[503]], smt, 'ServiceError', 'kept'],
    ],
  },
}

describe.each(Object.entries(tables))('%s', (_name, { service, call, rows }) => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each(rows)('%s', async (_page, answers, times, outcome, session) => {
    const { client, simulator } = createTestClient({ service })
    if (call !== 'ask') await getEngagement(client)
    const before = client.session.getState()
    const first = simulator.requests.length
    const kind = call === 'update' ? 'update' : 'engagement'
    for (const [index, [status, internalCode]] of answers.entries()) {
      if (status === 200) break
      const body = status === 201 ? {} : { time: 1, message: 'Simulated', internalCode }
      simulator.fail({ call: kind, status, body, ...(index < answers.length - 1 && { times: 1 }) })
    }

    const begin = Date.now()
    const asked = call === 'update' ? updateSession(client, {}).then(() => 'done') : getEngagement(client).then(({ status }) => status)
    const settled = asked.catch((error: Error) => error.name)
    await vi.runAllTimersAsync()

    expect(await settled).toBe(outcome)
    const sent = simulator.requests.slice(first)
    expect(sent.map(({ time }) => (time - begin) / 1000)).toEqual(times)
    const put = service.key === 'app-engagement' ? 'PUT' : 'POST'
    expect(new Set(sent.map(({ method }) => method))).toEqual(new Set([kind === 'update' ? put : 'POST']))
    // A repeated ask is made without the ids of the session that was lost.
    const isRepeat = times.join() === '0,0'
    const held = sent.map(({ url }) => url.includes(before.sessionId ?? 'nobody') && url.includes(before.visitorId ?? 'nobody'))
    expect(held).toEqual(sent.map((_request, index) => call !== 'ask' && !(isRepeat && index === 1)))
    const after = client.session.getState()
    const became = !after.sessionId ? (before.sessionId ? 'forgotten' : 'none') : after.sessionId === before.sessionId ? 'kept' : 'replaced'
    expect(became).toBe(session)
  })
})

test('there are rows enough', () => {
  expect(Object.values(tables).flatMap(({ rows }) => rows).length).toBeGreaterThanOrEqual(40)
})

describe.each([
  ['App Engagement', appEngagement({ domain: 'lo.msdkgw.example' })],
  ['Monitoring 1.1', monitoring({ appInstallationId: '123', domain: 'lo.smt.example' })],
  ['Monitoring 1.0', monitoring({ appInstallationId: '123', domain: 'lo.smt.example', version: '1.0' })],
])('%s', (_name, service) => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('a loading account is one visitor', async () => {
    const { client, simulator } = createTestClient({ service })
    simulator.loadAccount({ answers: 3 })
    const asked = getEngagement(client)
    await vi.runAllTimersAsync()
    expect((await asked).status).toBe('available')
    expect(simulator.requests).toHaveLength(4)
    expect(simulator.visitors).toHaveLength(1)
  })

  test('a loading account that names nobody keeps the visitor it was asked by', async () => {
    const { client, simulator } = createTestClient({ service })
    const { visitorId } = await getEngagement(client)
    simulator.loadAccount({ answers: 1, visitorId: '' })
    const asked = getEngagement(client)
    await vi.runAllTimersAsync()
    expect((await asked).visitorId).toBe(visitorId)
  })

  test('impressions are taken in the session of their engagement', async () => {
    const { reportImpression } = await import('../src/index.js')
    const { client, simulator } = createTestClient({ service })
    const engagement = (await getEngagement(client)) as AvailableEngagement
    await reportImpression(client, { type: 'impDisplay', engagement })
    await reportImpression(client, { type: 'impAccept', engagement })
    await client.flush()
    expect(simulator.impressions).toMatchObject([
      { type: 'impDisplay', campaign: 2100000001, sessionId: engagement.sessionId, pageId: engagement.pageId },
      { type: 'impAccept', eContext: [{ type: 'engagementContext', id: '1' }] },
    ])
  })

  test('a session that has ended is replaced, and the next ask goes on in the new one', async () => {
    const { client, simulator } = createTestClient({ service })
    const first = await getEngagement(client)
    simulator.closeSession()
    const second = await getEngagement(client)
    expect(second.sessionId).not.toBe(first.sessionId)
    expect(client.session.getState().sessionId).toBe(second.sessionId)
    expect((await getEngagement(client)).sessionId).toBe(second.sessionId)
  })

  test('an update of an earlier page view, or answered after a reset, changes nobody', async () => {
    const { client, simulator } = createTestClient({ service })
    const first = (await getEngagement(client)) as AvailableEngagement
    const second = await getEngagement(client)
    await sendUpdate(client.core, first)
    expect(client.session.getState().pageId).toBe(second.pageId)
    simulator.latency(20)
    const updated = updateSession(client, {})
    await vi.advanceTimersByTimeAsync(10)
    client.reset()
    await vi.runAllTimersAsync()
    await updated
    expect(client.session.getState().visitorId).toBeUndefined()
  })

  test('a session known without its visitor is given up when the service does not know it', async () => {
    const { client } = createTestClient({ service, identity: { sessionId: 'gone' } })
    expect((await getEngagement(client)).status).toBe('available')
  })

  test('identity from elsewhere is asked with', async () => {
    const { client, simulator } = createTestClient({ service, identity: { visitorId: 'theirs', sessionId: 'too' } })
    simulator.fail({ call: 'engagement', status: 400, times: 1 })
    await getEngagement(client).catch(() => {})
    expect(simulator.requests[0]?.url).toMatch(/theirs.*sid=too/)
  })
})
