import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { getClientRecord } from '../../src/devtools/getClientRecord.js'
import {
  type AvailableEngagement,
  appEngagement,
  getChatSession,
  getEngagement,
  monitoring,
  reportImpression,
  type ServiceError,
  updateSession,
} from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'
import { createTestClient } from '../support/client.js'
import { takeConsole } from '../support/failOnConsole.js'

type Options = Parameters<typeof createTestClient>[0]

function createRecorded(options?: Options) {
  const { client, simulator } = createTestClient(options)
  const store = getClientRecord(client)
  const requests = () => store.getState().requests.map(({ kind, method, outcome }) => `${kind} ${method} ${outcome}`)
  const events = () => store.getState().events.map(({ type, detail }) => `${type} ${detail}`.trim())
  const requestOffer = () => getEngagement(client) as Promise<AvailableEngagement>
  return { client, simulator, store, requests, events, requestOffer }
}

const advance = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

describe('getClientRecord', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('default: a client has one record, whose entries are sorted from new to old', async () => {
    const { client, store, requests, events, requestOffer } = createRecorded()
    expect(getClientRecord(client)).toBe(store)
    await requestOffer()
    expect(requests()).toEqual(['Engagement POST 200'])
    expect(events()).toEqual(['answered available', 'sessionStarted', 'asked'])
    expect(store.getState().events[0]?.time).toBe(1_800_000_000_000)
  })

  test('behavior: the record contains every attempt, with its outcome and its duration', async () => {
    const { simulator, store, requests, requestOffer } = createRecorded()
    simulator.latency(300)
    simulator.loadAccount({ answers: 1 })
    simulator.fail({ call: 'engagement', networkError: true, times: 1 })
    const pending = requestOffer()
    await advance(0)
    expect(requests()).toEqual(['Engagement POST undefined'])
    await advance(0.3)
    expect(requests()).toEqual(['Engagement POST NetworkError'])
    expect(store.getState().retries).toMatchObject([
      { kind: 'Engagement', outcome: 'NetworkError', attempt: 1, of: 3, nextAttemptAt: Date.now() + 5000 },
    ])
    await advance(5)
    expect(store.getState().retries).toEqual([])
    await advance(11)
    await pending
    expect(requests()).toEqual(['Engagement POST 200', 'Engagement POST AccountLoadingError', 'Engagement POST NetworkError'])
    expect(store.getState().requests.map(({ duration }) => Math.round(duration ?? 0))).toEqual([300, 300, 300])
  })

  test('behavior: the record contains requests that fail for good and requests that are aborted', async () => {
    const { client, simulator, store, requests, requestOffer } = createRecorded()
    simulator.fail({ call: 'engagement', status: 400, times: 1 })
    await expect(requestOffer()).rejects.toMatchObject({
      name: 'ServiceError',
      status: 400,
      internalCode: 5,
    } satisfies Partial<ServiceError>)
    simulator.fail({ call: 'engagement', status: 503, times: 1 })
    const retrying = requestOffer()
    retrying.catch(() => {})
    await advance(1)
    expect(store.getState().retries).toHaveLength(1)
    client.reset()
    await expect(retrying).rejects.toMatchObject({ name: 'AbortError' })
    expect(store.getState().retries).toEqual([])
    simulator.hang()
    const hanging = requestOffer()
    hanging.catch(() => {})
    await advance(1)
    client.reset()
    await advance(0)
    expect(requests()).toEqual(['Engagement POST AbortError', 'Engagement POST 503', 'Engagement POST 400'])
  })

  test('behavior: the record names updates and impressions, with their methods', async () => {
    const { client, requests, requestOffer } = createRecorded()
    const engagement = await requestOffer()
    await updateSession(client, { engagementAttributes: [{ type: 'cart', total: 1, numItems: 1 }] })
    await reportImpression(client, { type: 'impDisplay', engagement })
    await advance(1)
    expect(requests()).toEqual(['Impressions PUT 200', 'Update PUT 200', 'Engagement POST 200'])
    const other = createRecorded({ service: monitoring({ appInstallationId: '1', domain: 'lo.smt.example' }) })
    await other.requestOffer()
    await updateSession(other.client, { engagementAttributes: [{ type: 'cart', total: 1, numItems: 1 }] })
    expect(other.requests()).toEqual(['Update POST 200', 'Engagement POST 201'])
  })

  test('behavior: the record does not make an update of a cleared session go on', async () => {
    const { client, simulator, requestOffer } = createRecorded()
    await requestOffer()
    simulator.fail({ call: 'update', status: 503, times: 1 })
    const updated = updateSession(client, { engagementAttributes: [{ type: 'cart', total: 1, numItems: 1 }] })
    updated.catch(() => {})
    await advance(1)
    client.reset()
    await advance(5)
    // The session was cleared before the retry, so the update is not sent again.
    await expect(updated).rejects.toMatchObject({ name: 'SessionLostError' })
    expect(simulator.requests.filter(({ call }) => call === 'update')).toHaveLength(1)
  })

  test('behavior: the record contains the requests of chat sessions and their retries', async () => {
    const { client, simulator } = createChatClient()
    const store = getClientRecord(client)
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', status: 503, times: 1 })
    const read = getChatSession(client, { id: 1 })
    await advance(0)
    expect(store.getState().retries).toMatchObject([{ kind: 'Chat session', outcome: 503, attempt: 1, of: 3 }])
    await advance(1)
    await read
    expect(store.getState().requests).toMatchObject([
      { kind: 'Chat session', method: 'GET', outcome: 200 },
      { kind: 'Chat session', method: 'GET', outcome: 503 },
    ])
    expect(store.getState().retries).toEqual([])
    simulator.fail({ call: 'chatSession', networkError: true })
    getChatSession(client, { id: 1 }).catch(() => {})
    await advance(0)
    expect(store.getState().retries).toMatchObject([{ kind: 'Chat session', outcome: 'NetworkError' }])
    client.reset()
  })

  test('behavior: an aborted request of a chat session has no retry any more', async () => {
    const { client, simulator } = createChatClient()
    const store = getClientRecord(client)
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', status: 503 })
    const controller = new AbortController()
    const read = getChatSession(client, { id: 1, signal: controller.signal })
    read.catch(() => {})
    await advance(0)
    expect(store.getState().retries).toHaveLength(1)
    controller.abort()
    await advance(0)
    expect(store.getState().retries).toEqual([])
  })

  test('behavior: the record contains the requests to the Domain API, and one retry at a time', async () => {
    const { simulator, store, requests, requestOffer } = createRecorded({ service: appEngagement() })
    simulator.fail({ call: 'domain', networkError: true, times: 1 })
    simulator.fail({ call: 'domain', status: 503, times: 1 })
    const asked = requestOffer()
    await advance(0)
    expect(requests()).toEqual(['Domain GET NetworkError'])
    expect(store.getState().retries).toMatchObject([{ kind: 'Engagement', outcome: 'NetworkError', attempt: 1, of: 3 }])
    await advance(5)
    expect(store.getState().retries).toMatchObject([{ kind: 'Engagement', outcome: 503, attempt: 2, of: 3 }])
    await advance(10)
    await asked
    expect(store.getState().retries).toEqual([])
    expect(requests()).toEqual(['Engagement POST 200', 'Domain GET 200', 'Domain GET 503', 'Domain GET NetworkError'])
  })

  test('behavior: a Domain API that does not answer in time leaves no retry behind', async () => {
    const { simulator, store, requests, requestOffer } = createRecorded({ service: appEngagement(), retry: { schedule: [1] } })
    simulator.hang()
    const asked = requestOffer().catch((error: Error) => error.name)
    await advance(5)
    expect(requests()).toEqual(['Domain GET undefined'])
    await advance(60)
    expect(await asked).toBe('TimeoutError')
    expect(requests()).toEqual(['Domain GET TimeoutError', 'Domain GET TimeoutError'])
    expect(store.getState().retries).toEqual([])
    expect(takeConsole()).toEqual([[expect.stringContaining('api.liveperson.net')]])
  })

  test('behavior: the record contains the later attempts of a request that began before the record', async () => {
    const { client, simulator } = createTestClient()
    simulator.fail({ call: 'engagement', status: 503, times: 2 })
    const asked = getEngagement(client)
    await advance(1)
    const store = getClientRecord(client)
    await advance(4)
    expect(store.getState().requests).toMatchObject([{ kind: 'Engagement', method: 'POST', outcome: 503 }])
    expect(store.getState().retries).toMatchObject([{ kind: 'Engagement', outcome: 503, attempt: 2, of: 3 }])
    await advance(10)
    await asked
    expect(store.getState().retries).toEqual([])
  })

  test('behavior: the record counts impressions by type and state', async () => {
    const { client, simulator, store, requestOffer } = createRecorded()
    const engagement = await requestOffer()
    simulator.latency(100)
    await reportImpression(client, { type: 'impDisplay', engagement })
    expect(store.getState().reports).toEqual({ impDisplay: { queued: 1, sent: 0, dropped: 0, reasons: [] } })
    await advance(1)
    expect(store.getState().reports).toEqual({ impDisplay: { queued: 0, sent: 1, dropped: 0, reasons: [] } })
    simulator.fail({ call: 'update', status: 400 })
    await reportImpression(client, { type: 'impAccept', engagement })
    await advance(1)
    expect(store.getState().reports).toEqual({
      impDisplay: { queued: 0, sent: 1, dropped: 0, reasons: [] },
      impAccept: { queued: 0, sent: 0, dropped: 1, reasons: ['ServiceError'] },
    })
  })

  test('behavior: the record contains the last 20 events and the last 20 requests', async () => {
    const { client, store } = createRecorded()
    for (let index = 0; index < 30; index++) await getEngagement(client, { consumerSections: [`Section ${index}`] })
    const { events, requests } = store.getState()
    expect([events.length, requests.length]).toEqual([20, 20])
  })

  test('behavior: a question is named after its places and the number of its other members', async () => {
    const { client, store } = createRecorded()
    await getEngagement(client)
    await getEngagement(client, {
      consumerSections: ['Support', 'Returns'],
      engagementAttributes: [{ type: 'cart', total: 1, numItems: 1 }],
    })
    expect(Object.values(store.getState().names)).toEqual(['Question without parameters', 'Support · Returns · 1 attribute'])
    const other = createRecorded({ service: monitoring({ appInstallationId: '1', domain: 'lo.smt.example' }) })
    await getEngagement(other.client, {
      entryPoints: ['sec://Sport', 'tel://15550100000', 'lang://English'],
      identities: [{ acr: '0', sub: 'a' }],
      consumerId: 'b',
    })
    expect(Object.values(other.store.getState().names)).toEqual(['Sport · 2 other places · 2 identities'])
  })
})
