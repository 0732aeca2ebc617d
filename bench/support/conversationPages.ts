import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { buildPage } from '../../test/support/buildPage.js'
import { findChromium } from '../../test/support/chromium.js'
import { chromiumFlags } from '../../test/support/chromiumFlags.js'
import { close, listen } from '../../test/support/loopback.js'
import type {} from '../conversation/page.js'
import { type ConversationService, startConversationService } from './conversationService.js'
import { peersPlugin } from './peers.js'

/** A design: the file of its page, and the query of the page's address. */
type Design = { page: string; query?: string }

type ConversationPages = {
  /** Opens the conversation of so many messages on a new page. Resolves with the milliseconds of the opening. */
  open: (design: Design, count: number) => Promise<{ page: Page; time: number }>
  close: () => Promise<void>
}

/** The time between the preparation and the opening, in milliseconds. */
const pause = 300

/** Starts the pages and the browser, and a service for each of the counts. */
export async function startConversationPages(counts: readonly number[]): Promise<ConversationPages> {
  const services = new Map<number, ConversationService>()
  for (const count of counts) services.set(count, await startConversationService(count))
  const sites = new Map<string, { server: Server; origin: string }>()
  const contexts = new Map<string, BrowserContext>()
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    // Chromium paints a frame as soon as it can. At 60 frames a second, each time would be a multiple of 17 ms.
    args: [...chromiumFlags, '--disable-frame-rate-limit', '--js-flags=--expose-gc'],
  })

  async function findSite(page: string): Promise<string> {
    const site = sites.get(page) ?? (await serve(page))
    sites.set(page, site)
    return site.origin
  }
  /** Each page and count is a visitor, whose later pages have the storage and the caches of the earlier ones. */
  async function findContext(key: string, service: ConversationService): Promise<BrowserContext> {
    const context = contexts.get(key) ?? (await browser.newContext())
    if (!contexts.has(key)) await context.addInitScript(store, { origin: service.origin, stored: service.stored })
    contexts.set(key, context)
    return context
  }

  return {
    async open({ page: name, query = '' }, count) {
      const address = `${await findSite(name)}/${query}`
      const context = await findContext(`${name} ${count}`, services.get(count) as ConversationService)
      const page = await context.newPage()
      page.on('pageerror', (error) => console.error(name, error))
      await page.goto(address)
      await page.waitForFunction(() => globalThis.prepare)
      await page.evaluate((count) => prepare(count), count)
      // The page has nothing in flight then.
      await page.waitForTimeout(pause)
      await page.evaluate(() => gc?.())
      const time = await page.evaluate((count) => openConversation(count), count)
      return { page, time }
    },
    async close() {
      await browser.close()
      for (const { server } of sites.values()) await close(server)
      for (const service of services.values()) await service.close()
    },
  }
}

async function serve(page: string): Promise<{ server: Server; origin: string }> {
  const main = join(import.meta.dirname, `../conversation/${page}.tsx`)
  const options = { alias: { '/main.tsx': main }, plugins: [peersPlugin] }
  const server = createServer(await buildPage(join(import.meta.dirname, '../page'), {}, options))
  return { server, origin: await listen(server) }
}

/** Runs first in each page. The stored data of an earlier page stay. */
function store({ origin, stored }: { origin: string; stored: Record<string, string> }): void {
  Object.assign(globalThis, { service: origin })
  if (localStorage.length > 0) return
  for (const [key, value] of Object.entries(stored)) localStorage.setItem(key, value)
}
