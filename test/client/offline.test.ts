import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, type ClientEvent, getEngagement, reportImpression } from '../../src/index.js'
import { createTestClient } from '../support/client.js'

const online = vi.fn(() => true)

function goOnline(): void {
  online.mockReturnValue(true)
  window.dispatchEvent(new Event('online'))
}

describe('offline', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    online.mockReturnValue(true)
    vi.spyOn(navigator, 'onLine', 'get').mockImplementation(online)
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('behavior: an engagement request makes its first attempt within 5 s after the network returns', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    online.mockReturnValue(false)
    const events: ClientEvent[] = []
    const { client, simulator } = createTestClient({ onEvent: (event) => events.push(event) })
    const asked = getEngagement(client)
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    expect(simulator.requests).toEqual([])
    goOnline()
    await vi.advanceTimersByTimeAsync(2499)
    expect(simulator.requests).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect((await asked).status).toBe('available')
    expect(events.map(({ type }) => type)).toEqual(['asked', 'sessionStarted', 'answered'])
  })

  test('behavior: a retry also waits for the network, and counts no attempt meanwhile', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { client, simulator } = createTestClient()
    simulator.fail({ call: 'engagement', networkError: true, times: 3 })
    const asked = getEngagement(client)
    await vi.advanceTimersByTimeAsync(1000)
    online.mockReturnValue(false)
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    expect(simulator.requests).toHaveLength(1)
    goOnline()
    await vi.advanceTimersByTimeAsync(26_000)
    expect((await asked).status).toBe('available')
    expect(simulator.requests).toHaveLength(4)
  })

  test('behavior: many clients spread their requests over 5 s after the network returns', async () => {
    online.mockReturnValue(false)
    const clients = Array.from(Array(50), () => createTestClient())
    const asked = Promise.all(clients.map(({ client }) => getEngagement(client)))
    await vi.advanceTimersByTimeAsync(1000)
    const begin = Date.now()
    goOnline()
    await vi.advanceTimersByTimeAsync(5000)
    await asked
    const times = clients.map(({ simulator }) => (simulator.requests[0]?.time ?? 0) - begin)
    expect(Math.max(...times)).toBeLessThan(5000)
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(2500)
  })

  test('behavior: an impression waits for the network, and is sent once', async () => {
    const { client, simulator } = createTestClient()
    const engagement = (await getEngagement(client)) as AvailableEngagement
    online.mockReturnValue(false)
    await reportImpression(client, { type: 'impDisplay', engagement })
    await vi.advanceTimersByTimeAsync(10_000)
    await reportImpression(client, { type: 'impAccept', engagement })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(simulator.requests).toHaveLength(1)
    goOnline()
    await vi.advanceTimersByTimeAsync(5000)
    expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
    expect(simulator.requests).toHaveLength(2)
  })

  test('behavior: a request that waits for the network can be aborted', async () => {
    online.mockReturnValue(false)
    const { client, simulator } = createTestClient()
    const controller = new AbortController()
    const asked = getEngagement(client, { signal: controller.signal })
    await vi.advanceTimersByTimeAsync(0)
    controller.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    goOnline()
    await vi.advanceTimersByTimeAsync(5000)
    expect(simulator.requests).toEqual([])
  })
})
