import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type BrowserContext, chromium } from 'playwright'
import { closeContext } from '../support/closeContext.js'
import { type Fate, type FaultyService, startFaultyService } from '../support/faultyService.js'
import type { Delivery } from '../support/judgeDelivery.js'
import { killBrowser } from '../support/killBrowser.js'
import { launchOptions, leaveVisit, type Opening, openVisit, visitAgain } from '../support/openVisit.js'
import { at, type Event, planVisit, toImpressions, toTitle } from '../support/planVisit.js'
import { createChance, inLanes, until } from '../support/time.js'
import { startVisitSite, type VisitSite } from '../support/visit.js'

export type RunOptions = { visits: number; seed: number; lanes?: number }

/** Closes or leaves a page just after an event, so many times. The service works, except for the first failure that a retry needs. */
export function runLeaves({ event, ...options }: RunOptions & { event?: Event }): Promise<Delivery[]> {
  const toEvent = event ? () => event : toEitherEvent
  return runVisits({ ...options, toEvent, toFate: () => 'answered', after: async () => {} })
}

const faults: Fate[] = ['refused', 'dropped', 'cut', 'hung', 'stalled']

/** Does the same with a fault in 30 % of the updates. The next visit reaches a service without faults. */
export function runFaults(options: RunOptions): Promise<Delivery[]> {
  const toFate = (chance: () => number) => (chance() < 0.3 ? at(faults, Math.floor(chance() * faults.length)) : 'answered')
  return runVisits({ ...options, toEvent: toEitherEvent, toFate, after: visitAgain })
}

/** Changes less often than the moments, so that each moment occurs with both. */
const toEitherEvent = (index: number): Event => (index % 8 < 4 ? 'click' : 'display')

type VisitsOptions = RunOptions & {
  toEvent: (index: number) => Event
  toFate: (chance: () => number) => Fate
  after: (context: BrowserContext, opening: Opening) => Promise<unknown>
}

async function runVisits({ visits, seed, lanes = 2, toEvent, toFate, after }: VisitsOptions): Promise<Delivery[]> {
  const services: FaultyService[] = []
  const site = await startVisitSite()
  const browser = await chromium.launch(await launchOptions())

  async function visitOnce(index: number): Promise<() => Promise<Delivery>> {
    const chance = createChance(seed * 10_000 + index)
    const plan = planVisit(index, toEvent(index), chance)
    const service = await startFaultyService(plan.latency)
    services.push(service)
    service.decide(() => (plan.moment === 'pausing' && service.updates.length === 0 ? 'refused' : toFate(chance)))
    const opening = { site, service, id: String(index), schedule: '2,2,2' }
    const context = await browser.newContext()
    await leaveVisit(await openVisit(context, opening, plan.leave), site, plan)
    await until(() => toImpressions(plan.event).every((type) => service.simulator.impressions.some((taken) => taken.type === type)), 3000)
    await after(context, opening)
    // Doubles may arrive late. A browser context that is closed abandons its unsent requests.
    const closed = pause(2000).then(() => closeContext(context))
    return () => closed.then(() => toDelivery(toTitle(plan), plan.event, opening))
  }

  try {
    const settled = await inLanes(
      lanes,
      Array.from({ length: visits }, (_, index) => () => visitOnce(index)),
    )
    return await Promise.all(settled.map((toDelivery) => toDelivery()))
  } finally {
    await browser.close()
    await Promise.all([site, ...services].map((server) => server.close()))
  }
}

export type Kill = {
  /** The age of the page at the event, in seconds. */
  age: number
  /** The time from the event to the kill of the browser, in seconds. */
  delay: number
}

/** Kills the browser after a click whose updates the service refused. Then visits again with the same profile. Linux only. */
export async function runKills({ kills, lanes = 2 }: { kills: readonly Kill[]; lanes?: number }): Promise<Delivery[]> {
  const site = await startVisitSite()
  try {
    return await inLanes(
      lanes,
      kills.map((kill, index) => () => killOnce(site, kill, index)),
    )
  } finally {
    await site.close()
  }
}

async function killOnce(site: VisitSite, { age, delay }: Kill, index: number): Promise<Delivery> {
  const service = await startFaultyService(50)
  const profile = await mkdtemp(join(tmpdir(), 'visit-'))
  const opening = { site, service, id: `kill-${index}`, schedule: '1,2,4,8,16,32' }
  service.decide(() => 'refused')
  try {
    const killed = await chromium.launchPersistentContext(profile, await launchOptions())
    const page = await openVisit(killed, opening)
    await pause(age * 1000)
    await page.evaluate(() => visit.happen({ event: 'click', moment: 'unreported', wait: 0, href: undefined }))
    await pause(delay * 1000)
    const isClosed = killed.waitForEvent('close')
    killBrowser(profile)
    await isClosed
    const context = await chromium.launchPersistentContext(profile, await launchOptions())
    const { isStored } = await visitAgain(context, opening)
    await closeContext(context)
    return { ...toDelivery(`killed ${delay} s after a click on a page ${age} s old`, 'click', opening), isStored }
  } finally {
    await service.close()
    await rm(profile, { recursive: true, force: true })
  }
}

function toDelivery(title: string, event: Event, { site, service, id }: Opening): Delivery {
  return {
    title,
    happened: toImpressions(event),
    arrived: service.simulator.impressions.map(({ type }) => String(type)),
    updates: [...service.updates],
    handed: site.handed(id),
    isStored: undefined,
  }
}
