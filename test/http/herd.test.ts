// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type HerdOptions, simulateHerd } from '../../bench/support/herd.js'
import { appEngagementSchedule, monitoringSchedule } from '../../src/liveperson/livePersonSchedules.js'
import { createChance } from '../support/time.js'

const clients = 20_000
/** The requests per second that the service can serve. The benchmark has 50 times as many clients, and 50,000 a second. */
const capacity = 1000

const atOnce = () => 0

// `Math.random` is replaced by hand, because a spy would note each of some hundred thousand calls.
const { random } = Math

describe.each([
  { service: 'App Engagement', schedule: appEngagementSchedule },
  { service: 'Monitoring', schedule: monitoringSchedule },
])('a herd on the schedule of $service', ({ schedule }) => {
  const simulate = (options: Pick<HerdOptions, 'cause' | 'jitter' | 'toReconnectDelay'>) =>
    simulateHerd({ ...options, clients, schedule, capacity })

  beforeEach(() => {
    Math.random = createChance(1)
  })
  afterEach(() => {
    Math.random = random
  })

  test('default: clients of one outage retry at the same time, and few are served', () => {
    const { peak, served } = simulate({ cause: 'outage', jitter: 0 })
    expect(peak).toBeGreaterThan(0.5)
    expect(served).toBeLessThan(0.2)
  })

  test('parameters: jitter: a jitter of 1 lowers the peak to 6 %, and all clients are served', () => {
    const bare = simulate({ cause: 'outage', jitter: 0 })
    const { peak, served } = simulate({ cause: 'outage', jitter: 1 })
    expect(peak / bare.peak).toBeLessThan(0.06)
    expect(served).toBe(1)
  })

  test('parameters: jitter: a jitter of 1 and a spread return of the network lower the peak to 6 %, and all clients are served', () => {
    const bare = simulate({ cause: 'online', jitter: 0, toReconnectDelay: atOnce })
    const { peak, served } = simulate({ cause: 'online', jitter: 1 })
    expect(peak / bare.peak).toBeLessThan(0.06)
    expect(served).toBe(1)
  })
})
