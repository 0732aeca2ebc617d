import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Page } from 'playwright'
import { closeContext } from '../support/closeContext.js'
import { startFaultyService } from '../support/faultyService.js'
import type { Delivery } from '../support/judgeDelivery.js'
import { launchOptions, openVisit } from '../support/openVisit.js'
import { type Event, toImpressions } from '../support/planVisit.js'
import { createChance, inLanes, until } from '../support/time.js'
import { startVisitSite, type VisitSite } from '../support/visit.js'

/** A delivery with `isRestored`, because some builds of Chromium have no bfcache. */
export type Return = Delivery & { isRestored: boolean }

type Plan = {
  event: Event
  /** The time that the page spends in the bfcache, in milliseconds. */
  away: number
  /** True if another page of the visitor opens meanwhile. That page may recover the first page's impressions. */
  hasCompanion: boolean
}

/** Reports offline, navigates away in the same task, and returns to the page, so many times. */
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
      // The wait is longer than the outbox waits for abandoned records and for a lock.
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
      await closeContext(context)
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

/** Makes the page offline in its own view, so that it sends no impressions. The network itself works, so that the page can navigate. */
function setOffline(): void {
  Object.assign(window, { onlineFetch: window.fetch, fetch: () => Promise.reject(new TypeError('Failed to fetch')) })
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false })
  dispatchEvent(new globalThis.Event('offline'))
  addEventListener('pageshow', ({ persisted }) => Object.assign(window, { isRestored: persisted }))
}

async function leave(page: Page, { event }: Plan): Promise<void> {
  const isGone = page.waitForURL(({ pathname }) => pathname !== '/')
  const happening = { event, moment: 'unreported', wait: 0, href: '/elsewhere' } as const
  await Promise.all([isGone, page.evaluate((own) => visit.happen(own), happening).catch(() => {})])
}

/** @returns true if the bfcache restored the page; false if the page was loaded again */
async function goBack(page: Page, { origin }: VisitSite): Promise<boolean> {
  // The navigation starts in a later task, because it would destroy the context of this call.
  await page.evaluate(() => void setTimeout(() => history.back()))
  await page.waitForURL((url) => url.origin === origin && url.pathname === '/', { waitUntil: 'commit' })
  await page.waitForFunction(() => globalThis.visit)
  return page.evaluate(() => {
    Reflect.deleteProperty(navigator, 'onLine')
    const { onlineFetch = fetch } = window as { onlineFetch?: typeof fetch }
    window.fetch = onlineFetch
    dispatchEvent(new Event('online'))
    return Boolean((window as { isRestored?: boolean }).isRestored)
  })
}
