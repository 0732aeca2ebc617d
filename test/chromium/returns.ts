import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Page } from 'playwright'
import { startFaultyService } from '../support/faultyService.js'
import type { Delivery } from '../support/judgeDelivery.js'
import { launchOptions, openVisit } from '../support/openVisit.js'
import { type Event, toImpressions } from '../support/planVisit.js'
import { createChance, inLanes, until } from '../support/time.js'
import { startVisitSite, type VisitSite } from '../support/visit.js'

/** A delivery, and whether the page came back from the back/forward cache: not every build of Chromium has one. */
export type Return = Delivery & { isRestored: boolean }

type Plan = {
  event: Event
  /** How long the page is away, in milliseconds. */
  away: number
  /** Another page of the visitor opens while the first one is away: it may recover the first page's impressions. */
  hasCompanion: boolean
}

/** Reports offline, leaves the page in the same task, and returns to it, so many times. */
export async function runReturns({ visits, seed, lanes = 4 }: { visits: number; seed: number; lanes?: number }): Promise<Return[]> {
  const site = await startVisitSite()
  const browser = await chromium.launch(await launchOptions())

  async function returnOnce(index: number): Promise<Return> {
    const chance = createChance(seed * 10_000 + index)
    const plan: Plan = { event: index % 4 < 2 ? 'click' : 'display', away: Math.floor(chance() * 3000), hasCompanion: index % 2 === 0 }
    const context = await browser.newContext()
    const service = await startFaultyService(20)
    const opening = { site, service, id: String(index), schedule: '2,2,2' }
    try {
      const page = await openVisit(context, opening)
      await page.evaluate(setOffline)
      await leave(page, plan)
      const companion = plan.hasCompanion ? openVisit(context, { ...opening, id: `${index}-companion` }) : undefined
      await sleep(plan.away)
      const isRestored = await goBack(page, site)
      await companion
      await until(() => toImpressions(plan.event).every((type) => service.simulator.impressions.some((taken) => taken.type === type)), 8000)
      // Longer than the outbox waits before it looks for abandoned records, and for a lock that may still come.
      await sleep(3500)
      return {
        title: `${plan.event}, back after ${plan.away} ms${plan.hasCompanion ? ', another page open' : ''}`,
        happened: toImpressions(plan.event),
        arrived: service.simulator.impressions.map(({ type }) => String(type)),
        updates: [...service.updates],
        handed: [],
        isStored: undefined,
        isRestored,
      }
    } finally {
      await context.close()
      await service.close()
    }
  }

  try {
    const tasks = Array.from({ length: visits }, (_, index) => () => returnOnce(index))
    return await inLanes(lanes, tasks)
  } finally {
    await browser.close()
    await site.close()
  }
}

/** The page believes that it is offline, so that its impressions stay unsent. The network itself works, so that the page can be left. */
function setOffline(): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false })
  dispatchEvent(new globalThis.Event('offline'))
  addEventListener('pageshow', ({ persisted }) => Object.assign(window, { isRestored: persisted }))
}

async function leave(page: Page, { event }: Plan): Promise<void> {
  const isGone = page.waitForURL(({ pathname }) => pathname !== '/')
  const happening = { event, moment: 'unreported', wait: 0, href: '/elsewhere' } as const
  await Promise.all([isGone, page.evaluate((own) => visit.happen(own), happening).catch(() => {})])
}

/** Returns whether the page was restored rather than loaded anew. */
async function goBack(page: Page, { origin }: VisitSite): Promise<boolean> {
  await page.evaluate(() => history.back()).catch(() => {})
  await page.waitForURL((url) => url.origin === origin && url.pathname === '/', { waitUntil: 'commit' })
  await page.waitForFunction(() => globalThis.visit)
  return page.evaluate(() => {
    Reflect.deleteProperty(navigator, 'onLine')
    dispatchEvent(new Event('online'))
    return Boolean((window as { isRestored?: boolean }).isRestored)
  })
}
