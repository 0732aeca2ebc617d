// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type HerdOptions, simulateHerd } from '../../bench/support/herd.js'
import { appEngagementSchedule, monitoringSchedule } from '../../src/liveperson/schedules.js'
import { createChance } from '../support/time.js'

const clients = 20_000
/** As small a part of the million's 50,000 a second as these are of the million. */
const capacity = 1000

const atOnce = () => 0

// A spy would note each of some hundred thousand calls.
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

  test('default: caught in one outage, all come back as one, and few are served', () => {
    const { peak, served } = simulate({ cause: 'outage', jitter: 0 })
    expect(peak).toBeGreaterThan(0.5)
    expect(served).toBeLessThan(0.2)
  })

  test('parameters: jitter 1 leaves 6 % of that peak, and serves all', () => {
    const bare = simulate({ cause: 'outage', jitter: 0 })
    const { peak, served } = simulate({ cause: 'outage', jitter: 1 })
    expect(peak / bare.peak).toBeLessThan(0.06)
    expect(served).toBe(1)
  })

  test("parameters: jitter 1, and the network's return is spread: 6 % of the peak, and all are served", () => {
    const bare = simulate({ cause: 'online', jitter: 0, toReconnectDelay: atOnce })
    const { peak, served } = simulate({ cause: 'online', jitter: 1 })
    expect(peak / bare.peak).toBeLessThan(0.06)
    expect(served).toBe(1)
  })
})
