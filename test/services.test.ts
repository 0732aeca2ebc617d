import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, appEngagement, type EngagementService, getEngagement, monitoring, updateSession } from '../src/index.js'
import { sendUpdate } from '../src/outbox/sendUpdate.js'
import { createTestClient } from './support/client.js'

/** A row: the responses in turn, the times of the attempts in seconds, and the caller's outcome. The last response repeats. */
type Row = [
  /** The service's page, and what it prints. */
  page: string,
  answers: [status: number, internalCode?: number][],
  times: number[],
  outcome: string,
  session: 'unchanged' | 'replaced' | 'cleared' | 'unknown',
]

type Ids = { sessionId?: string | undefined }

type Table = { service: EngagementService; call: 'first request' | 'next request' | 'update'; rows: Row[] }

const app = [0, 5, 15, 30]
const smt = [0, 3, 13, 43, 133]
const ok: [number] = [200]

const tables: Record<string, Table> = {
  'App Engagement, first request': {
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    call: 'first request',
    rows: [
      ['Create Session: 200', [ok], [0], 'available', 'replaced'],
      ['Create Session: 400 validation', [[400, 5]], [0], 'ServiceError', 'unknown'],
      ['Update Session: 400/33 illegal version', [[400, 33]], [0], 'ServiceError', 'unknown'],
      ['Create Session: 401 unauthorized, without ids', [[401, 10]], [0], 'ServiceError', 'unknown'],
      ['Create Session: 404 data not found', [[404]], [0], 'ServiceError', 'unknown'],
      ['Visit Information: 404/6 account', [[404, 6]], [0], 'ServiceError', 'unknown'],
      ['Retry policy: 429 is a 4xx', [[429]], [0], 'ServiceError', 'unknown'],
      ['Create Session: 500/20 loading, then 200', [[500, 20], ok], [0, 5], 'available', 'replaced'],
      ['Create Session: 500/20 loading always', [[500, 20]], app, 'AccountLoadingError', 'unknown'],
      ['Overview: 500/18 server error, then 200', [[500, 18], [500, 18], ok], [0, 5, 15], 'available', 'replaced'],
      ['Create Session: 500 always', [[500]], app, 'ServiceError', 'unknown'],
      ['Create Session: 503, then 200', [[503], [503], [503], ok], app, 'available', 'replaced'],
      ['Engagement: 202/38, then 200', [[202, 38], ok], [0, 5], 'available', 'replaced'],
    ],
  },
  'App Engagement, request of a known visitor': {
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    call: 'next request',
    rows: [
      ['Create Session: 200', [ok], [0], 'available', 'unchanged'],
      ['Create Session: 401, then 200 without ids', [[401], ok], [0, 0], 'available', 'replaced'],
      ['Visit Information: 404/12 session not found', [[404, 12], ok], [0, 0], 'available', 'replaced'],
      ['Overview: 404/37 unknown visitor', [[404, 37], ok], [0, 0], 'available', 'replaced'],
      ['Overview: 404/39 unknown session', [[404, 39], ok], [0, 0], 'available', 'replaced'],
      ['Overview: 404/39 twice', [[404, 39]], [0, 0], 'ServiceError', 'cleared'],
      ['Overview: 404/18', [[404, 18]], [0], 'ServiceError', 'unchanged'],
      ['Create Session: 400', [[400, 5]], [0], 'ServiceError', 'unchanged'],
      ['Create Session: 503 always', [[503]], app, 'ServiceError', 'unchanged'],
    ],
  },
  'App Engagement, update': {
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    call: 'update',
    rows: [
      ['Update Session: 200, empty', [ok], [0], 'done', 'unchanged'],
      ['Update Session: 400', [[400, 5]], [0], 'ServiceError', 'unchanged'],
      ['Update Session: 401', [[401, 10]], [0], 'SessionLostError', 'cleared'],
      ['Update Session: 404/37', [[404, 37]], [0], 'SessionLostError', 'cleared'],
      ['Update Session: 404/39', [[404, 39]], [0], 'SessionLostError', 'cleared'],
      ['Overview: 404/18', [[404, 18]], [0], 'ServiceError', 'unchanged'],
      ['Update Session: 500, then 200', [[500], ok], [0, 5], 'done', 'unchanged'],
      ['Update Session: 503 always', [[503]], app, 'ServiceError', 'unchanged'],
    ],
  },
  'Monitoring, first request': {
    service: monitoring({ appInstallationId: '123', domain: 'lo.smt.example' }),
    call: 'first request',
    rows: [
      ['Engagement: 201', [ok], [0], 'available', 'replaced'],
      ['Engagement: 202/38 loading, then 201', [[202, 38], ok], [0, 3], 'available', 'replaced'],
      ['Engagement: 202/38 loading always', [[202, 38]], smt, 'AccountLoadingError', 'unknown'],
      ['Engagement: 500/20, the form of version 1.0', [[500, 20], [500, 20], ok], [0, 3, 13], 'available', 'replaced'],
      ['Engagement: 400', [[400, 5]], [0], 'ServiceError', 'unknown'],
      ['Overview: 400/33', [[400, 33]], [0], 'ServiceError', 'unknown'],
      ['Overview: 404/18 app installation', [[404, 18]], [0], 'ServiceError', 'unknown'],
      ['Overview: 500/18', [[500, 18]], smt, 'ServiceError', 'unknown'],
      ['Engagement: 503, then 201', [[503], [503], [503], [503], ok], smt, 'available', 'replaced'],
    ],
  },
  'Monitoring, request of a known visitor': {
    service: monitoring({ appInstallationId: '123', domain: 'lo.smt.example' }),
    call: 'next request',
    rows: [
      ['Engagement: 200', [ok], [0], 'available', 'unchanged'],
      ['Overview: 404/37', [[404, 37], ok], [0, 0], 'available', 'replaced'],
      ['Overview: 404/39', [[404, 39], ok], [0, 0], 'available', 'replaced'],
      ['Overview: 404/18', [[404, 18]], [0], 'ServiceError', 'unchanged'],
    ],
  },
  'Monitoring, report': {
    service: monitoring({ appInstallationId: '123', domain: 'lo.smt.example' }),
    call: 'update',
    rows: [
      ['Report: 200', [ok], [0], 'done', 'unchanged'],
      ['Report: 201 new session', [[201]], [0], 'SessionLostError', 'cleared'],
      ['Report: 202/38, then 200', [[202, 38], ok], [0, 3], 'done', 'unchanged'],
      ['Report: 400/5 with the name of the field', [[400, 5]], [0], 'ServiceError', 'unchanged'],
      ['Overview: 404/37', [[404, 37]], [0], 'SessionLostError', 'cleared'],
      ['Overview: 404/39', [[404, 39]], [0], 'SessionLostError', 'cleared'],
      ['Overview: 404/18', [[404, 18]], [0], 'ServiceError', 'unchanged'],
      ['Report: 503 always', [[503]], smt, 'ServiceError', 'unchanged'],
    ],
  },
}

const toTitle = ([page, , times, outcome, session]: Row) =>
  `"${page}" takes ${times.length} attempts, ends with ${outcome}, and the session is ${session}`

/** How the session has changed. */
function toChange(before: Ids, after: Ids): Row[4] {
  if (!after.sessionId) return before.sessionId ? 'cleared' : 'unknown'
  return after.sessionId === before.sessionId ? 'unchanged' : 'replaced'
}

describe.each(Object.entries(tables))('%s', (_name, { service, call, rows }) => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each(rows.map((row) => [toTitle(row), ...row] as const))('behavior: %s', async (_title, _page, answers, times, outcome, session) => {
    const { client, simulator } = createTestClient({ service })
    if (call !== 'first request') await getEngagement(client)
    const before = client.session.getState()
    const first = simulator.requests.length
    const kind = call === 'update' ? 'update' : 'engagement'
    for (const [index, [status, internalCode]] of answers.entries()) {
      if (status === 200) break
      const body = status === 201 ? {} : { time: 1, message: 'Simulated', internalCode }
      simulator.fail({ call: kind, status, body, ...(index < answers.length - 1 && { times: 1 }) })
    }

    const start = Date.now()
    const called = call === 'update' ? updateSession(client, {}).then(() => 'done') : getEngagement(client).then(({ status }) => status)
    const settled = called.catch((error: Error) => error.name)
    await vi.runAllTimersAsync()

    expect(await settled).toBe(outcome)
    const sent = simulator.requests.slice(first)
    expect(sent.map(({ time }) => (time - start) / 1000)).toEqual(times)
    const put = service.key === 'app-engagement' ? 'PUT' : 'POST'
    expect(new Set(sent.map(({ method }) => method))).toEqual(new Set([kind === 'update' ? put : 'POST']))
    // A request that repeats at once has no ids, because the service does not know the session.
    const isRepeat = times.join() === '0,0'
    const hasIds = sent.map(({ url }) => url.includes(before.sessionId ?? 'nobody') && url.includes(before.visitorId ?? 'nobody'))
    expect(hasIds).toEqual(sent.map((_request, index) => call !== 'first request' && !(isRepeat && index === 1)))
    expect(toChange(before, client.session.getState())).toBe(session)
  })
})

test('default: the tables have at least 40 rows', () => {
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

  test('behavior: a loading account counts one visitor', async () => {
    const { client, simulator } = createTestClient({ service })
    simulator.loadAccount({ answers: 3 })
    const answer = getEngagement(client)
    await vi.runAllTimersAsync()
    expect((await answer).status).toBe('available')
    expect(simulator.requests).toHaveLength(4)
    expect(simulator.visitors).toHaveLength(1)
  })

  test('behavior: the visitor stays when a loading account names none', async () => {
    const { client, simulator } = createTestClient({ service })
    const { visitorId } = await getEngagement(client)
    simulator.loadAccount({ answers: 1, visitorId: '' })
    const answer = getEngagement(client)
    await vi.runAllTimersAsync()
    expect((await answer).visitorId).toBe(visitorId)
  })

  test('behavior: the service accepts impressions in the session of their engagement', async () => {
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

  test('behavior: a new session replaces one that has ended, and the next request continues the new one', async () => {
    const { client, simulator } = createTestClient({ service })
    const first = await getEngagement(client)
    simulator.closeSession()
    const second = await getEngagement(client)
    expect(second.sessionId).not.toBe(first.sessionId)
    expect(client.session.getState().sessionId).toBe(second.sessionId)
    expect((await getEngagement(client)).sessionId).toBe(second.sessionId)
  })

  test('behavior: the response to an update of an earlier page view, or after a reset, changes no identity', async () => {
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

  test('behavior: a session without its visitor is cleared when the service does not know it', async () => {
    const { client } = createTestClient({ service, identity: { sessionId: 'gone' } })
    expect((await getEngagement(client)).status).toBe('available')
  })

  test('behavior: the request has the ids of the identity option', async () => {
    const { client, simulator } = createTestClient({ service, identity: { visitorId: 'theirs', sessionId: 'too' } })
    simulator.fail({ call: 'engagement', status: 400, times: 1 })
    await getEngagement(client).catch(() => {})
    expect(simulator.requests[0]?.url).toMatch(/theirs.*sid=too/)
  })
})
