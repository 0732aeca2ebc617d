import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, type ClientEvent, getEngagement, reportImpression } from '../../src/index.js'
import { batchDelay } from '../../src/outbox/outboxLimits.js'
import { createTestClient, type TestClientOptions } from '../support/client.js'

/** Creates a client with an offer. */
async function createOffer(options: TestClientOptions = {}) {
  const events: ClientEvent[] = []
  const testClient = createTestClient(options)
  const { client } = testClient
  client.subscribe((event) => {
    if (event.type.startsWith('impression')) events.push(event)
  })
  const engagement = (await getEngagement(client)) as AvailableEngagement
  const report = (type: Parameters<typeof reportImpression>[1]['type'], offer = engagement) =>
    reportImpression(client, { type, engagement: offer })
  const listEvents = () =>
    events.map((event) => [event.type, 'impression' in event && event.impression.type, 'reason' in event ? event.reason : undefined])
  return { ...testClient, engagement, report, listEvents }
}

describe('reportImpression', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('default: an impression is sent with its context and page view', async () => {
    const { simulator, engagement, report, listEvents } = await createOffer()
    expect(await report('impDisplay')).toBe(true)
    await vi.runAllTimersAsync()
    expect(simulator.impressions).toMatchObject([
      {
        type: 'impDisplay',
        campaign: 2100000001,
        engId: 2100000002,
        revision: 7,
        eContext: [{ type: 'engagementContext', id: '1' }],
        pageId: engagement.pageId,
      },
    ])
    expect(listEvents()).toEqual([
      ['impressionQueued', 'impDisplay', undefined],
      ['impressionSent', 'impDisplay', undefined],
    ])
  })

  test('behavior: each impression is reported once in its session', async () => {
    const { report, impressions } = await createOffer()
    expect(await Promise.all([report('impDisplay'), report('impDisplay'), report('impAccept')])).toEqual([true, false, true])
    await vi.runAllTimersAsync()
    expect(await report('impAccept')).toBe(false)
    await vi.runAllTimersAsync()
    expect(impressions.batches()).toEqual([['impDisplay', 'impAccept']])
  })

  test('behavior: impressions within 250 ms share a request, and an acceptance is sent at once', async () => {
    const { report, impressions } = await createOffer()
    await report('impDisplay')
    await vi.advanceTimersByTimeAsync(batchDelay - 1)
    expect(impressions.batches()).toEqual([])
    await report('impClose')
    await vi.advanceTimersByTimeAsync(1)
    expect(impressions.batches()).toEqual([['impDisplay', 'impClose']])
    await report('impAccept')
    await vi.advanceTimersByTimeAsync(0)
    expect(impressions.batches()).toEqual([['impDisplay', 'impClose'], ['impAccept']])
  })

  test('behavior: one request is in flight, in order', async () => {
    const { simulator, report, impressions } = await createOffer()
    const latency = 100
    simulator.latency(latency)
    await report('impDisplay')
    await vi.advanceTimersByTimeAsync(batchDelay + 10)
    await report('impAccept')
    await vi.advanceTimersByTimeAsync(latency / 2)
    expect(impressions.batches()).toEqual([['impDisplay']])
    await vi.runAllTimersAsync()
    expect(impressions.batches()).toEqual([['impDisplay'], ['impAccept']])
  })

  test('behavior: a report is retried on the published schedule', async () => {
    const { simulator, report, listEvents } = await createOffer()
    simulator.fail({ call: 'update', status: 503, times: 3 })
    const start = Date.now()
    await report('impAccept')
    await vi.runAllTimersAsync()
    const updates = simulator.requests.filter(({ call }) => call === 'update')
    expect(updates.map(({ time }) => (time - start) / 1000)).toEqual([0, 5, 15, 30])
    expect(simulator.impressions).toHaveLength(1)
    expect(listEvents().at(-1)).toEqual(['impressionSent', 'impAccept', undefined])
  })

  test.each([
    ['the service refuses it', { status: 400 }, 'ServiceError'],
    ['the session is lost', { status: 404, body: { internalCode: 39 } }, 'SessionLostError'],
    ['the service cannot be reached', { networkError: true }, 'NetworkError'],
  ])('behavior: an impression is dropped, with an event, when %s', async (_name, fault, reason) => {
    const { simulator, report, listEvents } = await createOffer()
    simulator.fail({ call: 'update', ...fault })
    await report('impAccept')
    await vi.runAllTimersAsync()
    expect(listEvents().at(-1)).toEqual(['impressionDropped', 'impAccept', reason])
  })

  test('behavior: an impression is sent in the session of its engagement, though the session has a new page view', async () => {
    const { client, simulator, engagement, report } = await createOffer()
    const later = await getEngagement(client)
    expect(later.pageId).not.toBe(engagement.pageId)
    await report('impDisplay')
    await report('impDisplay', later as AvailableEngagement)
    await vi.runAllTimersAsync()
    expect(simulator.impressions.map(({ pageId, eContext }) => [pageId, eContext])).toEqual([
      [engagement.pageId, [{ type: 'engagementContext', id: '1' }]],
      [later.pageId, [{ type: 'engagementContext', id: '2' }]],
    ])
  })

  test('behavior: nothing is reported of an offer without a context', async () => {
    const { simulator, engagement, report } = await createOffer()
    const { contextId: _, ...uncounted } = engagement
    expect(await report('impDisplay', uncounted)).toBe(false)
    await vi.runAllTimersAsync()
    expect(simulator.impressions).toEqual([])
  })

  test('behavior: the request of a report outlives the page', async () => {
    const inits: (RequestInit | undefined)[] = []
    const { simulator } = createTestClient()
    const { report } = await createOffer({
      fetch(input, init) {
        inits.push(init)
        return simulator.fetch(input, init)
      },
    })
    await report('impAccept')
    await vi.runAllTimersAsync()
    expect(inits.map((init) => init?.keepalive)).toEqual([false, true])
  })

  test('behavior: a page that becomes hidden sends its batch at once', async () => {
    const { client, report, impressions } = await createOffer()
    client.mount()
    await report('impDisplay')
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(0)
    expect(impressions.batches()).toEqual([['impDisplay']])
    client.unmount()
  })

  test('behavior: flush sends the stored impressions of another client, without a delay when there are no Web Locks', async () => {
    const other = await createOffer({ storage: localStorage })
    other.simulator.fail({ call: 'update', status: 503, times: 100 })
    await other.report('impDisplay')
    await vi.advanceTimersByTimeAsync(batchDelay + 50)
    const { client, requests } = createTestClient({ storage: localStorage })
    vi.clearAllTimers()
    await client.flush()
    expect(requests.calls()).toEqual(['update'])
  })

  test('behavior: flush does not wait for records from a clock that was ahead', async () => {
    for (const [key, isLocked] of Object.entries({ one: false, another: true })) {
      const value = { savedAt: Date.now() + 3_600_000, items: [{}], isLocked }
      localStorage.setItem(
        `react-engagement:2:12345678:app-engagement:outbox:${key}`,
        JSON.stringify({ expiresAt: Date.now() + 7_200_000, value }),
      )
    }
    const { client } = await createOffer({ storage: localStorage })
    await client.flush()
  })

  test('behavior: flush settles when every impression is sent or dropped', async () => {
    const { client, simulator, report } = await createOffer()
    await report('impDisplay')
    await client.flush()
    expect(simulator.impressions).toHaveLength(1)
    simulator.hang()
    void report('impAccept')
    await expect(client.flush({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
  })

  test('behavior: reset drops the unsent impressions', async () => {
    const { client, simulator, report, listEvents } = await createOffer()
    simulator.hang()
    await report('impAccept')
    await report('impDisplay')
    client.reset()
    await vi.runAllTimersAsync()
    expect(simulator.impressions).toEqual([])
    expect(listEvents().slice(2)).toEqual([
      ['impressionDropped', 'impAccept', 'AbortError'],
      ['impressionDropped', 'impDisplay', 'AbortError'],
    ])
  })

  test('behavior: an impression that is reported by a listener of the last batch is sent, too', async () => {
    const { client, impressions, report } = await createOffer()
    client.subscribe((event) => {
      if (event.type === 'impressionSent' && event.impression.type === 'impDisplay') void report('impAccept')
    })
    await report('impDisplay')
    await client.flush()
    expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: a dismissal is reported for each offer, though it names no context', async () => {
    const { client, report } = await createOffer()
    expect(await report('impClose')).toBe(true)
    expect(await report('impClose', (await getEngagement(client)) as AvailableEngagement)).toBe(true)
  })
})
