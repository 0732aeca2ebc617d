import { createServer } from 'node:http'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright'
import { appEngagement } from '../src/index.js'
import { preloadScript } from '../src/preload/index.js'
import { buildPage } from '../test/support/buildPage.js'
import { startFaultyService } from '../test/support/faultyService.js'
import { close, listen } from '../test/support/loopback.js'
import { launchOptions } from '../test/support/openVisit.js'
import { type Figures, toTable } from './support/figures.js'
import { median } from './support/median.js'
import { peersPlugin } from './support/peers.js'
import { request } from './support/request.js'
import { answerAsVendor } from './support/vendors.js'

/** With `isNext`, the visitor got an answer on an earlier page. `against` names the row to compare with. */
type Row = { name: string; page: string; head?: 'bare' | 'ours'; query?: string; isNext?: true; against?: string }

const effect = 'a fetch in an effect, by hand'
const head = 'a fetch in the head, by hand'
const next = `next page: ${head}`

const rows: Row[] = [
  { name: effect, page: 'byHand' },
  { name: '`EngagementButton`', page: 'ours', against: effect },
  { name: 'the same, `preloadEngagement`', page: 'ours', query: '?preload', against: effect },
  { name: "react-use-intercom, vendor's script a stub", page: 'intercom', against: effect },
  { name: "@livechat/widget-react, vendor's script a stub", page: 'liveChat', against: effect },
  { name: 'posthog-js, a flag from a stub', page: 'posthog', against: effect },
  { name: 'react-live-chat-loader, which asks nobody', page: 'facade', against: effect },
  { name: head, page: 'byHand', head: 'bare' },
  { name: '`EngagementButton`, head start', page: 'ours', head: 'ours', against: head },
  { name: next, page: 'byHand', head: 'bare', isNext: true },
  { name: 'next page: `EngagementButton`, head start', page: 'ours', head: 'ours', isNext: true, against: next },
  { name: 'next page: `EngagementButton`, `reuse`', page: 'ours', query: '?reuse', isNext: true, against: next },
]

const latencies = [50, 200]

/** Runs in the page first. Measures the time from there to the frame that shows the button. */
const watch = `
  window.began = performance.now()
  new MutationObserver((_, observer) => {
    if (!document.querySelector('button, [role=button]')) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => { window.took = performance.now() - window.began }))
  }).observe(document, { childList: true, subtree: true })`

/** Measures the time from the page's first script to the frame that shows the button, beside a fetch by hand. */
export async function measureStart(rounds: number): Promise<Figures> {
  const pages = await Promise.all([...new Set(rows.map(({ page }) => page))].map(servePage))
  const origins = Object.fromEntries(pages.map(({ name, origin }) => [name, origin]))
  const browser = await chromium.launch(await launchOptions())
  try {
    const measured: Map<string, number>[] = []
    for (const latency of latencies) measured.push(await measureAt(latency, { browser, origins, rounds }))
    const cells = rows.map(({ name, against = name }) => {
      const figures = measured.flatMap((times) => {
        const [took, base] = [times.get(name), times.get(against)] as [number, number]
        return [took.toFixed(0), name === against ? 1 : (took / base).toFixed(2)]
      })
      return [name, ...figures]
    })
    return {
      tables: [toTable(['page', ...latencies.flatMap((latency) => [`${latency} ms`, '×'])], cells)],
      chart: {
        title: 'From script start to the button',
        unit: 'ms',
        series: latencies.map((latency) => `server latency ${latency} ms`),
        bars: rows
          .filter(({ isNext }) => !isNext)
          .map(({ name }) => [name, measured.map((times) => Math.round(times.get(name) as number))]),
      },
    }
  } finally {
    await browser.close()
    await Promise.all(pages.map(({ server }) => close(server)))
  }
}

async function servePage(name: string) {
  const alias = { '/main.tsx': join(import.meta.dirname, 'start', `${name}.tsx`) }
  const server = createServer(await buildPage(join(import.meta.dirname, 'page'), {}, { alias, plugins: [peersPlugin] }))
  return { name, server, origin: await listen(server) }
}

type Setting = { browser: Browser; origins: Record<string, string>; rounds: number }

async function measureAt(latency: number, { browser, origins, rounds }: Setting): Promise<Map<string, number>> {
  // The browser caches no preflights, because a next page is usually loaded after their expiry.
  const service = await startFaultyService(latency, 0, answerAsVendor)
  const { text } = await preloadScript({ accountId: '12345678', service: appEngagement({ domain: service.origin }) })
  const heads = {
    bare: `window.asked = fetch(${JSON.stringify(service.origin + request.path)}, ${JSON.stringify(request.init)})`,
    ours: text,
  }
  const times = new Map(rows.map(({ name }) => [name, [] as number[]]))
  // The first round is not counted.
  for (let round = -1; round < rounds; round++) {
    for (const { name, page, head, query = '', isNext = false } of rows) {
      const scripts = [`window.service = '${service.origin}'`, watch, ...(head ? [heads[head]] : [])]
      const took = await visit(browser, `${origins[page]}/${query}`, { scripts, isNext })
      if (round >= 0) times.get(name)?.push(took)
    }
  }
  await service.close()
  return new Map([...times].map(([name, took]) => [name, median(took)]))
}

/** Visits a page in a browser context of its own, with empty caches. */
async function visit(browser: Browser, address: string, { scripts, isNext }: { scripts: string[]; isNext: boolean }): Promise<number> {
  const context = await browser.newContext()
  for (const script of scripts) await context.addInitScript(script)
  const page = await context.newPage()
  const show = async () => {
    await page.goto(address)
    const took = await page.waitForFunction(() => (window as { took?: number }).took)
    return (await took.jsonValue()) as number
  }
  if (isNext) await show()
  const took = await show()
  await context.close()
  return took
}
