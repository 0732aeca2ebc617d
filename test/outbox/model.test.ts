import { describe, expect, test, vi } from 'vitest'
import type { Faults } from '../support/browser/index.js'
import { createStepMaker, exploreSteps, simulateTime } from '../support/exploreSteps.js'
import { checkDelivery } from '../support/outboxModel/checkDelivery.js'
import { createWorld, type World } from '../support/outboxModel/createWorld.js'

/** The number of random sequences of each kind. `MODEL_RUNS=3000 npx vitest run test/outbox/model.test.ts` runs more of them. */
const runs = Number(process.env.MODEL_RUNS ?? 300)

/** The number of sequences with a planted fault. The seed is fixed, so that the same sequences find the fault. */
const plantedRuns = 80
const plantedSeed = 1

vi.setConfig({ testTimeout: 400 * Math.max(runs, 300) })

/** Between two steps, in milliseconds. Each but 0 and 1 outlasts something: a late write, a response, a batch, a session's marker, a retry delay. */
const step = createStepMaker<World>([0, 1, 20, 60, 260, 1100, 6000])

const createSteps = ({ lateness = 0 }: Faults) => [
  step('display', (world, index) => world.report(index, 'impDisplay')),
  step('click', async (world, index) => {
    await world.report(index, 'impDisplay')
    await world.report(index, 'impAccept')
  }),
  step('dismiss', (world, index) => world.report(index, 'impClose')),
  step('close', (world, index) => world.end(index, 'close')),
  step('crash', (world, index) => world.end(index, 'kill')),
  step('reload', async (world, index) => {
    await world.end(index, 'leave')
    world.open()
  }),
  step('open', (world) => world.open()),
  step('hide', ({ visits }, index) => visits[index % visits.length]?.tab.setVisible(false)),
  step('leave and return', ({ visits }, index) => visits[index % visits.length]?.tab.leaveAndReturn(index * 1000)),
  step('offline', ({ browser }) => browser.setOnline(false)),
  step('online', ({ browser }) => browser.setOnline(true)),
  step('fail', ({ simulator }, times) => simulator.fail({ call: 'update', status: 503, times: times + 1 })),
  // The app hands one page's answer to another. Tabs that see the storage late may both report the same impression.
  step('share', ({ visits }, index) => {
    const [from, to] = [visits[index % visits.length], visits[(index + 1) % visits.length]]
    if (to && from?.engagement && !lateness) to.engagement = from.engagement
  }),
  step('expire', (world) => world.expire()),
]

/** Runs random sequences of steps, and checks the delivery after each. */
function explore(faults: Faults, numRuns: number, seed?: number): Promise<void> {
  const start = async () => {
    const world = createWorld(faults)
    world.open()
    // The first answer is there.
    await vi.advanceTimersByTimeAsync(60)
    return world
  }
  return exploreSteps({ steps: createSteps(faults), start, check: checkDelivery }, numRuns, seed)
}

describe('random steps in several tabs', () => {
  simulateTime()

  test('default: no impression is lost, sent twice, or sent too early', () => explore({}, runs))

  test('behavior: no impression is lost, sent twice, or sent too early where each tab sees the writes of the others 20 ms late', () =>
    explore({ lateness: 20 }, runs))

  test.each<[string, Faults]>([
    ['a browser without locks', { hasNoLocks: true }],
    ['an outbox that forgets which impressions it has seen', { forgets: (key) => key.endsWith(':seen') }],
    [
      'an outbox that does not count attempts before it makes them',
      { garbles: (text) => text.replaceAll(/"attempts":\d+/g, '"attempts":0') },
    ],
  ])('behavior: the check finds a planted fault: %s', async (_name, faults) => {
    await expect(explore(faults, plantedRuns, plantedSeed)).rejects.toThrow(/Property failed/)
  })
})
