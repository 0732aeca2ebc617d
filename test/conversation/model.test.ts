import { describe, expect, test, vi } from 'vitest'
import { checkConversations, checkNumber } from '../support/conversationModel/checkConversations.js'
import { createWorld, type World, type WorldOptions } from '../support/conversationModel/createWorld.js'
import { createStepMaker, exploreSteps, simulateTime } from '../support/exploreSteps.js'

/** The number of random sequences of each kind. `MODEL_RUNS=3000 npx vitest run test/conversation/model.test.ts` runs more of them. */
const runs = Number(process.env.MODEL_RUNS ?? 100)

/** The number of sequences with a planted fault. The seed is fixed, so that the same sequences find the fault. */
const plantedRuns = 300
const plantedSeed = 1

vi.setConfig({ testTimeout: 1000 * Math.max(runs, 300) })

/** Between two steps, in milliseconds. Each but 0 and 1 outlasts something: a response, a lock, a delay before an attempt to connect. */
const step = createStepMaker<World>([0, 1, 10, 25, 60, 300, 5100, 16_000], checkNumber)

/** Texts have numbers, so that each is another one. */
const sayNew = (world: World, index: number) => world.say(index, () => `text ${world.texts.length}`)

const toDrop = (when: 'before' | 'after' | 'loseAnswer') => [
  step(`drop ${when}`, ({ simulator }) => simulator.dropSocket({ when })),
  step(`drop the text ${when}`, ({ simulator }) => simulator.dropSocket({ when, type: 'ms.PublishEvent' })),
  step(`drop the request ${when}`, ({ simulator }) => simulator.dropSocket({ when, type: 'cm.ConsumerRequestConversation' })),
]

const steps = [
  step('click', (world, index) => world.click(index)),
  step('click everywhere', (world) => world.clickEverywhere()),
  step('say', sayNew),
  step('say', sayNew),
  step('say three', (world, index) => {
    for (let count = 0; count < 3; count++) sayNew(world, index)
  }),
  // Equal texts of one tab are counted. The texts of different tabs differ, because no history can say which tab sent a text.
  step('repeat', (world, index) =>
    world.say(index, ({ client }) => `again ${world.browser.all.findIndex((tab) => tab.client === client)}`),
  ),
  step('read', (world, index) => world.read(index)),
  step('agent says', (world, index) => world.act((agent) => void agent.say(`answer ${world.simulator.frames.length} ${index}`))),
  step('agent says', (world, index) => world.act((agent) => void agent.say(`answer ${world.simulator.frames.length} ${index}`))),
  step('agent reads', (world) => world.act((agent) => agent.read())),
  step('agent types', (world) => world.act((agent) => agent.type())),
  step('agent closes', (world) => world.endByAgent()),
  step('close', (world, index) => world.close(index)),
  step('reload', (world, index) => world.reload(index)),
  step('open', (world) => {
    if (world.tabs.length < 3) world.open()
  }),
  step('leave', (world, index) => world.leave(index)),
  step('offline', (world) => world.setOnline(false)),
  step('online', (world) => world.setOnline(true)),
  step('expire', (world) => world.expireTokens()),
  step('silence', ({ simulator }) => simulator.silenceSockets()),
  step('drop', ({ simulator }) => simulator.dropSocket()),
  step('too many', ({ simulator }, times) => simulator.fail({ call: 'ms.PublishEvent', status: 429, times: times + 1 })),
  step('fail', ({ simulator }) => simulator.fail({ call: 'ms.PublishEvent', status: 503, times: 1 })),
  step('log out', (world, index) => world.logOut(index)),
  ...toDrop('before'),
  ...toDrop('after'),
  ...toDrop('loseAnswer'),
]

/** Runs random sequences of steps, and checks both sides after each. */
function explore(options: WorldOptions, numRuns: number, seed?: number): Promise<void> {
  const start = () => {
    const world = createWorld(options)
    world.open()
    world.click(0)
    return world
  }
  return exploreSteps({ steps, start, check: checkConversations }, numRuns, seed)
}

describe('random steps in several tabs', () => {
  simulateTime()

  test('default: no message is lost, doubled or out of order, and one click makes at most one conversation', () => explore({}, runs))

  test('behavior: the same holds where events come twice and out of order, and responses last and without a sequence', () =>
    explore(
      { variants: { events: 'twice', eventOrder: 'swapped', metadataOrder: 'swapped', answers: 'last', publishSequence: 'missing' } },
      runs,
    ))

  test('behavior: the same holds where dialogs have ids of their own, receipts have no sequence, and the end removes a conversation', () =>
    explore({ variants: { mainDialogId: 'own', receiptSequence: 'missing', closedConversations: 'deleted', stage: 'missing' } }, runs))

  test.each<[string, WorldOptions]>([
    ["a history that lacks the visitor's own texts", { fault: 'hides echoes' }],
    ['a subscription without a history', { fault: 'hides history' }],
    ['a lost text that counts as sent', { fault: 'forgets texts' }],
    ['a socket that lists no open conversation', { fault: 'hides conversations' }],
    ['a browser without locks', { browser: { hasNoLocks: true } }],
  ])('behavior: the check finds a planted fault: %s', async (_name, options) => {
    await expect(explore(options, plantedRuns, plantedSeed)).rejects.toThrow(/Property failed/)
  })
})
