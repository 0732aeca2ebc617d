import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AvailableEngagement, getEngagement, type ImpressionType, reportImpression } from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { browserOf, type Faults, type Tab } from '../support/browserOf.js'

/** Random sequences of each kind: `MODEL_RUNS=3000 npx vitest run test/outbox/model.test.ts` runs more of them. */
const runs = Number(process.env.MODEL_RUNS ?? 300)

vi.setConfig({ testTimeout: 400 * Math.max(runs, 300) })

type Visit = { tab: Tab; engagement?: AvailableEngagement }

/** What happened, and on which page: its name tells the offer by the session's context. */
type World = ReturnType<typeof createWorld>

const nameOf = (engagement: AvailableEngagement, type: string) => `${engagement.sessionId} ${engagement.engagementRevision} ${type}`

function createWorld(faults: Faults) {
  const simulator = createSimulator()
  let revision = 0
  let asked: Promise<unknown> = Promise.resolve()
  const browser = browserOf(async (input, init) => {
    const sent = init?.method === 'POST' ? [] : noteUpdate(JSON.parse(String(init?.body)))
    await new Promise((resolve) => setTimeout(resolve, 50))
    if (init?.method !== 'POST') {
      countAttempts(JSON.parse(String(init?.body)))
      return simulator.fetch(input, init).finally(() => sent.forEach((name) => void inFlight.delete(name)))
    }
    // Each offer has a revision of its own, so that all of its impressions, also those without a context, can be told from another's.
    const answer = asked.then(() => {
      simulator.offer({ status: 'available', engagementRevision: ++revision, validForSeconds: 60 })
      return simulator.fetch(input, init)
    })
    asked = answer.catch(() => {})
    return answer
  }, faults)
  const inFlight = new Set<string>()
  /** Acceptances that a hidden page sent while the request of their display was in flight: if that attempt fails, the display comes later. */
  const sentBeside = new Set<string>()
  const attempts = new Map<string, number>()
  const uncounted: string[] = []

  function noteUpdate({ impAttributes = [] }: { impAttributes?: { type: string; revision: number }[] }): string[] {
    const names = impAttributes.map(({ type, revision }) => `${revision} ${type}`)
    for (const name of names) if (inFlight.has(name.replace('impAccept', 'impDisplay'))) sentBeside.add(name)
    for (const name of names) inFlight.add(name)
    return names
  }

  /** What the storage says of an impression when it is sent, against how often it was. */
  function countAttempts({ impAttributes = [] }: { impAttributes?: { type: string; revision: number }[] }): void {
    const kept = [...browser.storage].filter(([key]) => key.includes(':outbox:')).map(([, text]) => JSON.parse(text).value.items)
    for (const { type, revision } of impAttributes) {
      const name = `${revision} ${type}`
      attempts.set(name, (attempts.get(name) ?? 0) + 1)
      type Kept = { attempts: number; type: string; offer: { engagementRevision: number } }
      const item = kept.flat().find(({ type, offer }: Kept) => `${offer.engagementRevision} ${type}` === name) as Kept | undefined
      if (item && item.attempts < (attempts.get(name) ?? 0)) uncounted.push(name)
    }
  }
  const visits: Visit[] = []
  const happened: string[] = []
  const reporters = new Map<string, Tab>()

  async function ask(visit: Visit): Promise<void> {
    const engagement = await visit.tab.run(() => getEngagement(visit.tab.client))
    if (engagement.status === 'available') visit.engagement = engagement
  }
  const world = {
    simulator,
    browser,
    visits,
    happened,
    reporters,
    uncounted,
    sentBeside,
    open() {
      const visit: Visit = { tab: browser.open() }
      visits.push(visit)
      void ask(visit).catch(() => {})
    },
    async report(index: number, type: ImpressionType) {
      const { tab, engagement } = visits[index % visits.length] ?? {}
      if (!tab || !engagement) return
      const isQueued = await tab.run(() => reportImpression(tab.client, { type, engagement }))
      if (!isQueued) return
      happened.push(nameOf(engagement, type))
      reporters.set(nameOf(engagement, type), tab)
    },
    async leave(index: number, how: 'close' | 'leave' | 'kill') {
      const [visit] = visits.splice(index % Math.max(visits.length, 1), 1)
      await visit?.tab[how]()
    },
    async expire() {
      await vi.advanceTimersByTimeAsync(60_000)
      for (const [index, visit] of visits.entries()) {
        await world.report(index, 'impTimeout')
        void ask(visit).catch(() => {})
      }
    },
  }
  return world
}

class Step implements fc.AsyncCommand<object, World> {
  constructor(
    readonly name: string,
    readonly act: (world: World) => unknown,
    readonly after: number,
  ) {}
  check = () => true
  async run(_model: object, world: World): Promise<void> {
    await this.act(world)
    await vi.advanceTimersByTimeAsync(this.after)
  }
  toString = () => `${this.name} +${this.after}`
}

const pause = fc.constantFrom(0, 1, 20, 60, 260, 1100, 6000)
const step = (name: string, act: (world: World, index: number) => unknown) =>
  fc.tuple(fc.nat(3), pause).map(([index, after]) => new Step(`${name} ${index}`, (world) => act(world, index), after))

const stepsWith = ({ lateness = 0 }: Faults) => [
  step('display', (world, index) => world.report(index, 'impDisplay')),
  step('click', async (world, index) => {
    await world.report(index, 'impDisplay')
    await world.report(index, 'impAccept')
  }),
  step('dismiss', (world, index) => world.report(index, 'impClose')),
  step('close', (world, index) => world.leave(index, 'close')),
  step('crash', (world, index) => world.leave(index, 'kill')),
  step('reload', async (world, index) => {
    await world.leave(index, 'leave')
    world.open()
  }),
  step('open', (world) => world.open()),
  step('hide', ({ visits }, index) => visits[index % visits.length]?.tab.setVisible(false)),
  step('leave and return', ({ visits }, index) => visits[index % visits.length]?.tab.leaveAndReturn(index * 1000)),
  step('offline', ({ browser }) => browser.setOnline(false)),
  step('online', ({ browser }) => browser.setOnline(true)),
  step('fail', ({ simulator }, times) => simulator.fail({ call: 'update', status: 503, times: times + 1 })),
  // The app hands the answer of one page to another. Where they do not see at once what the other has reported, both may report the same.
  step('share', ({ visits }, index) => {
    const [from, to] = [visits[index % visits.length], visits[(index + 1) % visits.length]]
    if (to && from?.engagement && !lateness) to.engagement = from.engagement
  }),
  step('expire', (world) => world.expire()),
]

/** Whether what was accepted is what happened, once the network and the service are well and a page has come after the others. */
async function settle({ simulator, browser, visits, happened, reporters, uncounted, sentBeside, open }: World): Promise<void> {
  browser.setOnline(true)
  simulator.recover()
  open()
  await vi.advanceTimersByTimeAsync(70_000)
  await Promise.all(visits.map(({ tab }) => tab.run(() => tab.client.flush())))

  const names = (body: object) => {
    const { sessionId, impAttributes = [] } = body as { sessionId: string; impAttributes?: { type: string; revision: number }[] }
    return impAttributes.map(({ type, revision }) => `${sessionId} ${revision} ${type}`)
  }
  const accepted = simulator.impressions.map(({ sessionId, revision, type }) => `${sessionId} ${revision} ${type}`)
  const ends = browser.unreceivedResponses.map(({ url, body, ...end }) => ({
    ...end,
    names: names({ sessionId: new URL(url).searchParams.get('sid'), ...body }),
  }))
  // What was handed over at the page's end and then refused is lost; what was taken when nobody was left to hear of it may come twice.
  const lost = new Set(ends.filter(({ wasAccepted, wasKilled }) => !wasAccepted && !wasKilled).flatMap((end) => end.names))
  const twice = new Set(ends.filter(({ wasAccepted, wasKilled }) => wasAccepted && wasKilled).flatMap((end) => end.names))
  for (const name of happened) {
    const times = accepted.filter((other) => other === name).length
    if (times === 0) expect(lost, `${name} was lost`).toContain(name)
    if (times > 1) expect(twice, `${name} came ${times} times`).toContain(name)
  }
  expect(accepted.filter((name) => !happened.includes(name))).toEqual([])
  const firsts = [...new Set(accepted)]
  const senderOf = (name: string) =>
    browser.all.find(({ events }) =>
      events.some((event) => event.type === 'impressionSent' && name.endsWith(` ${event.impression.revision} ${event.impression.type}`)),
    )
  for (const name of firsts.filter((name) => name.endsWith('impAccept'))) {
    const display = name.replace('impAccept', 'impDisplay')
    const [displayer, accepter] = [senderOf(display), senderOf(name)]
    // Two tabs that were handed the same offer tell of it each in its own time, and so does one that took over what another tab had to tell.
    const isOrdered = reporters.get(display) === reporters.get(name) && (!displayer || !accepter || displayer === accepter)
    const isBeside = [...sentBeside].some((beside) => name.endsWith(` ${beside}`))
    if (!lost.has(display) && isOrdered && !isBeside)
      expect(firsts.indexOf(display), `${name} came before its display`).toBeLessThan(firsts.indexOf(name))
  }
  expect(uncounted, 'sent before it was counted').toEqual([])
  for (const { events } of browser.all) {
    const refused = events.filter((event) => event.type === 'impressionDropped')
    expect(refused, 'dropped').toEqual([])
  }
}

async function explore(faults: Faults, numRuns: number, seed?: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.commands(stepsWith(faults), { size: 'medium', maxCommands: 40 }), async (commands) => {
      vi.useFakeTimers({ now: 1_800_000_000_000 })
      const world = createWorld(faults)
      try {
        world.open()
        await vi.advanceTimersByTimeAsync(60)
        await fc.asyncModelRun(() => ({ model: {}, real: world }), commands)
        await settle(world)
      } finally {
        vi.clearAllTimers()
        vi.unstubAllGlobals()
        vi.restoreAllMocks()
      }
    }),
    { numRuns, ...(seed !== undefined && { seed }) },
  )
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  Reflect.deleteProperty(navigator, 'locks')
})

test('whatever is done on however many tabs, no event is lost, doubled or told before what came before it', () => explore({}, runs))

test('also where each sees what the others have written 20 ms late', () => explore({ lateness: 20 }, runs))

test.each<[string, Faults]>([
  ['there were no locks', { hasNoLocks: true }],
  ['nobody remembered what was reported', { forgets: (key) => key.endsWith(':seen') }],
  ['attempts were not counted before they are made', { garbles: (text) => text.replaceAll(/"attempts":\d+/g, '"attempts":0') }],
])('it would be seen if %s', async (_name, faults) => {
  await expect(explore(faults, 80, 1)).rejects.toThrow(/Property failed/)
})
