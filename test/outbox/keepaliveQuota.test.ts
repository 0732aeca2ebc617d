import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, getEngagement, reportImpression } from '../../src/index.js'
import { batchDelay, maxBatchSize } from '../../src/outbox/outboxLimits.js'
import { createSimulator } from '../../src/testing/index.js'
import { createTestClient } from '../support/client.js'

/** The first delay of the schedule, in milliseconds. */
const retryDelay = 5000

/** How long the service takes for a response, in milliseconds. */
const latency = 1000

/** A document with two clients. `reports` queue an impression each, and the quota has room for one of them. */
async function openDocument() {
  const simulator = createSimulator()
  /** Whether each update was sent with `keepalive`. */
  const sent: (boolean | undefined)[] = []
  const fetch: typeof globalThis.fetch = (input, init) => {
    if (init?.method === 'PUT') sent.push(init.keepalive)
    return simulator.fetch(input, init)
  }
  const contextId = 'x'.repeat(maxBatchSize * 0.7)
  const reports: (() => Promise<boolean>)[] = []
  for (let index = 0; index < 2; index++) {
    const { client } = createTestClient({ fetch }, simulator)
    const engagement = { ...((await getEngagement(client)) as AvailableEngagement), contextId }
    reports.push(() => reportImpression(client, { type: 'impAccept', engagement }))
  }
  simulator.latency(latency)
  return { simulator, sent, reports }
}

describe('the quota of keepalive', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('behavior: all clients of a document together have at most 60 kB in flight with keepalive', async () => {
    const { sent, reports } = await openDocument()
    for (const report of reports) await report()
    await vi.advanceTimersByTimeAsync(batchDelay)
    expect(sent).toEqual([true, false])
  })

  test('behavior: a batch holds no part of the quota while it waits for its next attempt', async () => {
    const { simulator, sent, reports } = await openDocument()
    const [reportFirst, reportSecond] = reports
    simulator.fail({ call: 'update', status: 503, times: 1 })
    await reportFirst?.()
    await vi.advanceTimersByTimeAsync(retryDelay + latency / 2)
    await reportSecond?.()
    await vi.advanceTimersByTimeAsync(latency)
    expect(sent).toEqual([true, true, false])
  })
})
