import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, type ClientEvent, getEngagement, reportImpression } from '../../src/index.js'
import { createTestClient } from '../support/client.js'

async function offer(options: Parameters<typeof createTestClient>[0] = {}) {
  const events: ClientEvent[] = []
  const { client, simulator } = createTestClient(options)
  client.subscribe((event) => {
    if (event.type.startsWith('impression')) events.push(event)
  })
  const engagement = (await getEngagement(client)) as AvailableEngagement
  const report = (type: Parameters<typeof reportImpression>[1]['type'], of = engagement) =>
    reportImpression(client, { type, engagement: of })
  const sent = () =>
    simulator.requests
      .filter(({ call }) => call === 'update')
      .map(({ body }) => (body as { impAttributes: { type: string }[] }).impAttributes.map(({ type }) => type))
  const told = () =>
    events.map((event) => [event.type, 'impression' in event && event.impression.type, 'reason' in event ? event.reason : undefined])
  return { client, simulator, engagement, report, sent, told }
}

describe('reportImpression', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('default', async () => {
    const { simulator, engagement, report, told } = await offer()
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
    expect(told()).toEqual([
      ['impressionQueued', 'impDisplay', undefined],
      ['impressionSent', 'impDisplay', undefined],
    ])
  })

  test('behavior: each is taken once in its session', async () => {
    const { report, sent } = await offer()
    expect(await Promise.all([report('impDisplay'), report('impDisplay'), report('impAccept')])).toEqual([true, false, true])
    await vi.runAllTimersAsync()
    expect(await report('impAccept')).toBe(false)
    await vi.runAllTimersAsync()
    expect(sent()).toEqual([['impDisplay', 'impAccept']])
  })

  test('behavior: what comes within 250 ms travels together, an acceptance at once', async () => {
    const { report, sent } = await offer()
    await report('impDisplay')
    await vi.advanceTimersByTimeAsync(249)
    expect(sent()).toEqual([])
    await report('impClose')
    await vi.advanceTimersByTimeAsync(1)
    expect(sent()).toEqual([['impDisplay', 'impClose']])
    await report('impAccept')
    await vi.advanceTimersByTimeAsync(0)
    expect(sent()).toEqual([['impDisplay', 'impClose'], ['impAccept']])
  })

  test('behavior: one request in flight, in order', async () => {
    const { simulator, report, sent } = await offer()
    simulator.latency(100)
    await report('impDisplay')
    await vi.advanceTimersByTimeAsync(260)
    await report('impAccept')
    await vi.advanceTimersByTimeAsync(50)
    expect(sent()).toEqual([['impDisplay']])
    await vi.runAllTimersAsync()
    expect(sent()).toEqual([['impDisplay'], ['impAccept']])
  })

  test('behavior: retried on the published schedule', async () => {
    const { simulator, report, told } = await offer()
    simulator.fail({ call: 'update', status: 503, times: 3 })
    const begin = Date.now()
    await report('impAccept')
    await vi.runAllTimersAsync()
    const updates = simulator.requests.filter(({ call }) => call === 'update')
    expect(updates.map(({ time }) => (time - begin) / 1000)).toEqual([0, 5, 15, 30])
    expect(simulator.impressions).toHaveLength(1)
    expect(told().at(-1)).toEqual(['impressionSent', 'impAccept', undefined])
  })

  test.each([
    ['the service refuses it', { status: 400 }, 'ServiceError'],
    ['the session is lost', { status: 404, body: { internalCode: 39 } }, 'SessionLostError'],
    ['the service cannot be reached', { networkError: true }, 'NetworkError'],
  ])('behavior: dropped, and said so, when %s', async (_name, fault, reason) => {
    const { simulator, report, told } = await offer()
    simulator.fail({ call: 'update', ...fault })
    await report('impAccept')
    await vi.runAllTimersAsync()
    expect(told().at(-1)).toEqual(['impressionDropped', 'impAccept', reason])
  })

  test('behavior: it is told in the session of its engagement, whatever came after', async () => {
    const { client, simulator, engagement, report } = await offer()
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

  test('behavior: none for an offer without a context', async () => {
    const { simulator, engagement, report } = await offer()
    const { contextId: _, ...uncounted } = engagement
    expect(await report('impDisplay', uncounted)).toBe(false)
    await vi.runAllTimersAsync()
    expect(simulator.impressions).toEqual([])
  })

  test('behavior: requests outlive the page', async () => {
    const inits: (RequestInit | undefined)[] = []
    const { simulator } = createTestClient()
    const { report } = await offer({
      fetch(input, init) {
        inits.push(init)
        return simulator.fetch(input, init)
      },
    })
    await report('impAccept')
    await vi.runAllTimersAsync()
    expect(inits.map((init) => init?.keepalive)).toEqual([false, true])
  })

  test('behavior: a hidden page waits no longer', async () => {
    const { client, report, sent } = await offer()
    client.mount()
    await report('impDisplay')
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(0)
    expect(sent()).toEqual([['impDisplay']])
    client.unmount()
  })

  test('behavior: flush sends what another client has left in the storage, without a pause where there are no other processes', async () => {
    const left = await offer({ storage: localStorage })
    left.simulator.fail({ call: 'update', status: 503, times: 100 })
    await left.report('impDisplay')
    await vi.advanceTimersByTimeAsync(300)
    const { client, simulator } = createTestClient({ storage: localStorage })
    vi.clearAllTimers()
    await client.flush()
    expect(simulator.requests.map(({ call }) => call)).toEqual(['update'])
  })

  test('behavior: flush waits for nothing that was kept by a clock ahead of this one', async () => {
    for (const [key, isLocked] of Object.entries({ one: false, another: true })) {
      const value = { savedAt: Date.now() + 3_600_000, items: [{}], isLocked }
      localStorage.setItem(
        `react-engagement:2:12345678:app-engagement:outbox:${key}`,
        JSON.stringify({ expiresAt: Date.now() + 7_200_000, value }),
      )
    }
    const { client } = await offer({ storage: localStorage })
    await client.flush()
  })

  test('behavior: flush settles when all is sent or dropped', async () => {
    const { client, simulator, report } = await offer()
    await report('impDisplay')
    await client.flush()
    expect(simulator.impressions).toHaveLength(1)
    simulator.hang()
    void report('impAccept')
    await expect(client.flush({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
  })

  test('behavior: reset gives up what is not sent', async () => {
    const { client, simulator, report, told } = await offer()
    simulator.hang()
    await report('impAccept')
    await report('impDisplay')
    client.reset()
    await vi.runAllTimersAsync()
    expect(simulator.impressions).toEqual([])
    expect(told().slice(2)).toEqual([
      ['impressionDropped', 'impAccept', 'AbortError'],
      ['impressionDropped', 'impDisplay', 'AbortError'],
    ])
  })

  test('behavior: what is reported while the last batch is told of is sent as well', async () => {
    const { client, simulator, report } = await offer()
    client.subscribe((event) => {
      if (event.type === 'impressionSent' && event.impression.type === 'impDisplay') void report('impAccept')
    })
    await report('impDisplay')
    await client.flush()
    expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: an ending counts for each offer, though it names no context', async () => {
    const { client, report } = await offer()
    expect(await report('impClose')).toBe(true)
    expect(await report('impClose', (await getEngagement(client)) as AvailableEngagement)).toBe(true)
  })
})
