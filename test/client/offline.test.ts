import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, type ClientEvent, getEngagement, reportImpression } from '../../src/index.js'
import type { Simulator } from '../../src/testing/index.js'
import { createTestClient } from '../support/client.js'
import { takeConsole } from '../support/failOnConsole.js'

/** How long a call waits for the network, in milliseconds. */
const offlineDelay = 60_000

const online = vi.fn(() => true)

function goOffline(simulator: Simulator): void {
  online.mockReturnValue(false)
  for (const call of ['engagement', 'update'] as const) simulator.fail({ call, networkError: true })
}

function goOnline(...simulators: Simulator[]): void {
  online.mockReturnValue(true)
  for (const simulator of simulators) simulator.recover()
  window.dispatchEvent(new Event('online'))
}

const listRetries = (events: readonly ClientEvent[]) =>
  events.flatMap((event) => (event.type === 'retrying' ? [[event.attempt, event.delay]] : []))

const listSeconds = ({ requests }: Simulator, begin: number) => requests.map(({ time }) => Math.round((time - begin) / 1000))

describe('offline', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    online.mockReturnValue(true)
    vi.spyOn(navigator, 'onLine', 'get').mockImplementation(online)
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('default: an engagement request makes its first attempt without a network, and the next one within 5 s after its return', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const events: ClientEvent[] = []
    const { client, simulator } = createTestClient({ onEvent: (event) => events.push(event) })
    goOffline(simulator)
    const asked = getEngagement(client)
    await vi.advanceTimersByTimeAsync(offlineDelay - 1000)
    expect(simulator.requests).toHaveLength(1)
    expect(listRetries(events)).toEqual([[1, 60]])
    goOnline(simulator)
    await vi.advanceTimersByTimeAsync(2499)
    expect(simulator.requests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect((await asked).status).toBe('available')
    expect(events.map(({ type }) => type)).toEqual(['asked', 'retrying', 'sessionStarted', 'answered'])
  })

  test('behavior: a call without a network makes an attempt each 60 s, and counts none of them', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const events: ClientEvent[] = []
    const { client, simulator } = createTestClient({ onEvent: (event) => events.push(event) })
    const begin = Date.now()
    goOffline(simulator)
    const asked = getEngagement(client).catch((error) => error)
    await vi.advanceTimersByTimeAsync(5.5 * offlineDelay)
    expect(listSeconds(simulator, begin)).toEqual([0, 60, 120, 180, 240, 300])
    online.mockReturnValue(true)
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(offlineDelay)
    expect((await asked).name).toBe('NetworkError')
    expect(takeConsole()).toEqual([[expect.stringContaining('could not be reached')]])
    expect(listSeconds(simulator, begin).slice(6)).toEqual([330, 335, 345, 360])
    expect(listRetries(events).slice(6)).toEqual([
      [1, 5],
      [2, 10],
      [3, 15],
    ])
  })

  test('behavior: a retry also waits for the network, and counts no attempt meanwhile', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { client, simulator } = createTestClient()
    const begin = Date.now()
    simulator.fail({ call: 'engagement', networkError: true })
    const asked = getEngagement(client)
    await vi.advanceTimersByTimeAsync(1000)
    online.mockReturnValue(false)
    await vi.advanceTimersByTimeAsync(10 * offlineDelay)
    goOnline()
    await vi.advanceTimersByTimeAsync(10)
    simulator.recover()
    await vi.advanceTimersByTimeAsync(26_000)
    expect((await asked).status).toBe('available')
    expect(listSeconds(simulator, begin)).toEqual([0, 5, 65, 125, 185, 245, 305, 365, 425, 485, 545, 601, 611])
  })

  test('behavior: many clients spread their requests over 5 s after the network returns', async () => {
    const clients = Array.from(Array(50), () => createTestClient())
    for (const { simulator } of clients) goOffline(simulator)
    const asked = Promise.all(clients.map(({ client }) => getEngagement(client)))
    await vi.advanceTimersByTimeAsync(1000)
    const begin = Date.now()
    goOnline(...clients.map(({ simulator }) => simulator))
    await vi.advanceTimersByTimeAsync(5000)
    await asked
    const times = clients.map(({ simulator }) => (simulator.requests[1]?.time ?? 0) - begin)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...times)).toBeLessThan(5000)
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(2500)
  })

  test('behavior: an impression without a network is sent once after its return', async () => {
    const { client, simulator } = createTestClient()
    const engagement = (await getEngagement(client)) as AvailableEngagement
    goOffline(simulator)
    await reportImpression(client, { type: 'impDisplay', engagement })
    await vi.advanceTimersByTimeAsync(10_000)
    await reportImpression(client, { type: 'impAccept', engagement })
    await vi.advanceTimersByTimeAsync(20 * offlineDelay)
    expect(simulator.impressions).toEqual([])
    goOnline(simulator)
    await vi.advanceTimersByTimeAsync(5000)
    expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
    expect(simulator.requests.filter(({ status }) => status === 200)).toHaveLength(2)
  })

  test('behavior: an impression of a page that is unloaded without a network stays unsent', async () => {
    const events: ClientEvent[] = []
    const { client, simulator } = createTestClient({ onEvent: (event) => events.push(event) })
    const engagement = (await getEngagement(client)) as AvailableEngagement
    goOffline(simulator)
    await reportImpression(client, { type: 'impAccept', engagement })
    window.dispatchEvent(new Event('pagehide'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(events.map(({ type }) => type)).not.toContain('impressionSent')
  })

  test('behavior: a request that waits for the network can be aborted', async () => {
    const { client, simulator } = createTestClient()
    goOffline(simulator)
    const controller = new AbortController()
    const asked = getEngagement(client, { signal: controller.signal })
    await vi.advanceTimersByTimeAsync(1000)
    controller.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    await vi.advanceTimersByTimeAsync(0)
    goOnline(simulator)
    await vi.advanceTimersByTimeAsync(2 * offlineDelay)
    expect(simulator.requests).toHaveLength(1)
  })
})
