import type { BrowserContext, LaunchOptions, Page } from 'playwright'
import { findChromium } from './chromium.js'
import { chromiumFlags } from './chromiumFlags.js'
import type { FaultyService } from './faultyService.js'
import type { Plan } from './planVisit.js'
import { until } from './time.js'
import type { VisitSite } from './visit.js'

export const launchOptions = async (): Promise<LaunchOptions> => ({
  executablePath: await findChromium(),
  args: chromiumFlags,
  // Visitors have it, and a page in it outlives its leave.
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
})

export type Opening = {
  site: VisitSite
  service: FaultyService
  id: string
  /** The pauses between attempts, in seconds. */
  schedule: string
}

/** Opens the page of a visit, and has it ask for the engagement. */
export async function openVisit(context: BrowserContext, { site, service, id, schedule }: Opening, leave?: Plan['leave']): Promise<Page> {
  const address = `${site.origin}/?${new URLSearchParams({ id, schedule, service: service.origin })}`
  let page = await context.newPage()
  if (leave === 'window') {
    // A script may close only what a script opened.
    await page.goto(`${site.origin}/elsewhere`)
    const opened = page.waitForEvent('popup')
    await page.evaluate((address) => void window.open(address), address)
    page = await opened
  } else await page.goto(address)
  await page.waitForFunction(() => globalThis.visit)
  return page
}

/** Lets the event happen and leaves the page in the same task. A tab is closed as soon as possible after that task. */
export async function leaveVisit(page: Page, { otherOrigin }: VisitSite, { event, moment, wait, leave }: Plan): Promise<void> {
  const href = { blank: 'about:blank', page: '/elsewhere', site: `${otherOrigin}/elsewhere`, tab: undefined, window: 'close' }[leave]
  const isGone =
    leave === 'tab' ? undefined : leave === 'window' ? page.waitForEvent('close') : page.waitForURL((url) => url.pathname !== '/')
  const happened = page.evaluate((happening) => visit.happen(happening), { event, moment, wait, href })
  if (leave === 'tab') await happened.then(() => page.close({ runBeforeUnload: false }))
  // A page that is unloading may no longer answer.
  else await Promise.all([isGone, happened.catch(() => {})])
}

/** Visits a service that has recovered, with the same storage. The visit lasts until no update has come for 3 s, but at most 15 s. */
export async function visitAgain(context: BrowserContext, opening: Opening): Promise<{ isStored: boolean }> {
  const { updates, decide } = opening.service
  decide(() => 'answered')
  const page = await openVisit(context, { ...opening, id: `${opening.id}-again` })
  let updateCount = updates.length
  let lastUpdateAt = Date.now()
  await until(() => {
    if (updates.length > updateCount) lastUpdateAt = Date.now()
    updateCount = updates.length
    return Date.now() - lastUpdateAt > 3000
  }, 15_000)
  return { isStored: await page.evaluate(() => visit.isStored) }
}
