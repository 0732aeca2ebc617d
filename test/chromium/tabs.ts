import { chromium, type Page } from 'playwright'
import { appEngagement } from '../../src/index.js'
import { preloadScript } from '../../src/preload/index.js'
import { findChromium } from '../support/chromium.js'
import { chromiumFlags } from '../support/chromiumFlags.js'
import { type Loopback, startLoopback } from '../support/loopback.js'
import { openTabs } from '../support/openTabs.js'
import { startTabSite, tabSiteFlag } from '../support/tab.js'
import { createChance } from '../support/time.js'
import type { StartOptions } from './tab/main.js'

/**
 * The guard that gives all tabs one visitor: none, Web Locks, or a lease on plain http. With a late guard, a tab sees other tabs' writes up to
 * 20 ms late. With Web Locks, each tab or each second tab may have the inline script.
 */
export const guards = {
  none: { storage: 'none', isPlain: false },
  locks: { storage: 'local', isPlain: false },
  lateLocks: { storage: 'late', isPlain: false },
  lease: { storage: 'local', isPlain: true },
  lateLease: { storage: 'late', isPlain: true },
  heads: { storage: 'local', isPlain: false, heads: 1 },
  someHeads: { storage: 'late', isPlain: false, heads: 2 },
} as const

export type Guard = keyof typeof guards

/** The result of a race of tabs. */
export type Outcome = {
  /** The number of visitors that the service has. */
  visitors: number
  /** The number of engagement requests. */
  asks: number
  /** The number of pairs of visitor and session beyond the first. */
  disagreements: number
  errors: string[]
}

export type Race = {
  guard: Guard
  opened: Outcome
  /** The result after a reload of all tabs, which then send their requests at the same moment. */
  reloaded: Outcome | undefined
  /** Milliseconds from the first tab's start until the last one had a session. */
  identified: number
  /** Milliseconds from the first tab's start until the last one had its answer. */
  answered: number
}

export type RacesOptions = {
  tabs: 2 | 4
  races: number
  guards: readonly Guard[]
  /** The seed of the random starts. @default 1 */
  seed?: number
  /** The first of so many races ends with a reload. @default 5 */
  reloadEvery?: number
}

/** The longest time between the starts of the first and the last tab, in milliseconds. */
const spread = 120
/** In milliseconds. */
const latency = 50
/** The time that suffices to give all tabs their starting time, in milliseconds. */
const notice = 50

/** Runs races with each guard in turn, with the same starts. Each race has an account of its own, so that races do not affect each other. */
export async function runRaces({ tabs, races, guards: names, seed = 1, reloadEvery = 5 }: RacesOptions): Promise<Race[]> {
  const chance = createChance(seed)
  const site = await startTabSite()
  const service = await startLoopback()
  service.simulator.latency(latency)
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumFlags, tabSiteFlag] })
  try {
    const secure = await openTabs(browser, site.origin, tabs)
    const plain = await openTabs(browser, site.plainOrigin, tabs)
    for (const [page, isSecure] of [[secure[0], true] as const, [plain[0], false] as const]) {
      const found = await page?.evaluate(() => [isSecureContext, 'locks' in navigator])
      if (String(found) !== String([isSecure, isSecure])) throw new Error(`A secure context with Web Locks: ${found}, not ${isSecure}.`)
    }
    const results: Race[] = []
    for (let index = 0; index < races; index++) {
      const starts = toStarts(tabs, chance)
      for (const guard of names) {
        const { storage, isPlain, heads }: { storage: StartOptions['storage']; isPlain: boolean; heads?: number } = guards[guard]
        const race = { pages: isPlain ? plain : secure, service, accountId: `${guard}_${seed}_${index}`, storage, heads }
        results.push({ guard, ...(await runRace(race, starts, index % reloadEvery === 0)) })
      }
    }
    return results
  } finally {
    await browser.close()
    await site.close()
    await service.close()
  }
}

/** Starts a random tab at 0, and the others at random times. */
function toStarts(tabs: number, chance: () => number): number[] {
  const first = Math.floor(chance() * tabs)
  return Array.from({ length: tabs }, (_, index) => (index === first ? 0 : chance() * spread))
}

type Racing = { pages: Page[]; service: Loopback; heads: number | undefined } & Pick<StartOptions, 'accountId' | 'storage'>

async function runRace(racing: Racing, starts: number[], isReloaded: boolean): Promise<Omit<Race, 'guard'>> {
  const { visitors } = racing.service.simulator
  const before = visitors.length
  const { identified, answered, ...opened } = await start(racing, starts)
  const race = { identified, answered, opened: { ...opened, visitors: visitors.length - before } }
  if (!isReloaded) return { ...race, reloaded: undefined }
  const { disagreements, errors, asks } = await start(
    racing,
    starts.map(() => 0),
  )
  return { ...race, reloaded: { disagreements, errors, asks, visitors: visitors.length - before } }
}

/** Reloads all tabs, starts them, and waits for up to one second until they agree. */
async function start({ pages, service, accountId, storage, heads = 0 }: Racing, starts: number[]) {
  const { text } = await preloadScript({ accountId, service: appEngagement({ domain: service.origin }) })
  const before = service.simulator.requests.length
  await Promise.all(pages.map((page) => page.reload()))
  const at = Date.now() + notice
  const options = starts.map((start, index) => ({
    accountId,
    storage,
    domain: service.origin,
    at: at + start,
    head: index % heads === 0 ? text : undefined,
  }))
  const tabs = await Promise.all(pages.map((page, index) => page.evaluate((own) => tab.start(own as StartOptions), options[index])))
  const first = Math.min(...tabs.map(({ began }) => began))
  return {
    disagreements: await countDisagreements(pages, storage === 'none' ? 0 : 1000),
    asks: service.simulator.requests.length - before,
    errors: tabs.flatMap(({ error }) => error ?? []),
    identified: Math.max(...tabs.map(({ identified, answered }) => identified ?? answered)) - first,
    answered: Math.max(...tabs.map(({ answered }) => answered)) - first,
  }
}

async function countDisagreements(pages: Page[], patience: number): Promise<number> {
  const end = Date.now() + patience
  for (;;) {
    const ids = await Promise.all(pages.map((page) => page.evaluate(() => JSON.stringify(tab.ids()))))
    const disagreements = new Set(ids).size - 1
    if (disagreements === 0 || Date.now() >= end) return disagreements
  }
}
