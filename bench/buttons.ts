import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { createSimulator } from '../src/testing/index.js'
import { buildPage } from '../test/support/buildPage.js'
import { findChromium } from '../test/support/chromium.js'
import { chromiumFlags } from '../test/support/chromiumFlags.js'
import { close, listen, startLoopback } from '../test/support/loopback.js'
import type { Run } from './buttons/main.js'
import { type Figures, toTable } from './support/figures.js'
import { median } from './support/median.js'
import { peersPlugin } from './support/peers.js'
import { request } from './support/request.js'
import { answerAsVendor } from './support/vendors.js'

const counts = [1, 100, 1000]

/** The number of buttons that a service on loopback answers. */
const servedCount = 5000

/** The designs of that measurement. The others would send 5,000 requests, or take a minute. */
const servedDesigns = ['plain `<button>`', 'a component around it', '`EngagementButton`', '`useQuery` in each']

/** The medians of a design's runs. */
type Measured = Run & { name: string }

/** Measures many buttons of one engagement, from the first render until they are painted. */
export async function measureButtons(rounds: number): Promise<Figures> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    // Chromium paints a frame as soon as it can. At 60 frames a second, each time would be a multiple of 17 ms.
    args: [...chromiumFlags, '--disable-frame-rate-limit', '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  })
  // React's profiling build counts commits, and is slower for that reason. So it does not measure times.
  const [timed, counted] = [await serve(), await serve({ 'react-dom/client': 'react-dom/profiling' })]
  try {
    const [pages, countedPages] = [await openPages(browser, timed.origin), await openPages(browser, counted.origin)]
    const measured = []
    for (const count of counts) measured.push(await measureMany(pages, countedPages, count, rounds))
    const last = measured.at(-1) as Measured[]
    const served = await measureServed(browser, timed.origin, counted.origin, Math.ceil(rounds / 3))
    return {
      tables: [
        ...measured.map((designs, index) => tabulate(designs, `${counts[index]?.toLocaleString('en')} button${index ? 's' : ''}`)),
        tabulate(served.listed, `${servedCount.toLocaleString('en')} buttons, each in a list item`),
        tabulate(served.siblings, `${servedCount.toLocaleString('en')} buttons, all in one parent`),
      ],
      chart: {
        title: '1,000 buttons, until they are painted',
        unit: '× plain buttons',
        bars: last.map(({ name, time }) => [name, [round(time / (last[0] as Measured).time)]]),
      },
    }
  } finally {
    await browser.close()
    for (const { server } of [timed, counted]) await close(server)
  }
}

async function serve(alias: Record<string, string> = {}): Promise<{ server: Server; origin: string }> {
  const main = join(import.meta.dirname, 'buttons/main.tsx')
  const servePage = await buildPage(
    join(import.meta.dirname, 'page'),
    {},
    { alias: { '/main.tsx': main, ...alias }, plugins: [peersPlugin] },
  )
  const server = createServer((incoming, response) => {
    const other = answerAsVendor(incoming.url ?? '/')
    if (other === undefined) servePage(incoming, response)
    else response.end(other)
  })
  return { server, origin: await listen(server) }
}

/** Measures more buttons, whose offer comes over HTTP: in list items, as pages have them, and in one parent. */
async function measureServed(
  browser: Browser,
  origin: string,
  countedOrigin: string,
  rounds: number,
): Promise<{ listed: Measured[]; siblings: Measured[] }> {
  const service = await startLoopback()
  const open = async (origin: string) => {
    const page = await browser.newPage()
    await page.addInitScript((address) => Object.assign(globalThis, { service: address, fetched: 0 }), service.origin)
    await page.goto(origin)
    return page
  }
  try {
    const [pages, countedPages] = [new Map<string, Page>(), new Map<string, Page>()]
    for (const name of servedDesigns) {
      pages.set(name, await open(origin))
      countedPages.set(name, await open(countedOrigin))
    }
    return {
      listed: await measureMany(pages, countedPages, servedCount, rounds, true),
      siblings: await measureMany(pages, countedPages, servedCount, rounds),
    }
  } finally {
    await service.close()
  }
}

/** Opens a page for each design, so that no design finds the state of another. */
async function openPages(browser: Browser, origin: string): Promise<Map<string, Page>> {
  const offer = await createSimulator().fetch(origin + request.path, request.init)
  const answers = { offer: await offer.text(), flags: answerAsVendor('/flags/') as string }
  const open = async () => {
    const page = await browser.newPage()
    await page.addInitScript(answerAtOnce, answers)
    await page.goto(origin)
    return page
  }
  const first = await open()
  const pages = new Map<string, Page>()
  for (const name of await first.evaluate(() => names)) pages.set(name, await open())
  await first.close()
  return pages
}

/** Answers every request from the page's memory, because the measurement is of the page's own work. */
function answerAtOnce({ offer, flags }: { offer: string; flags: string }): void {
  globalThis.service = location.origin
  globalThis.fetch = async (input) => {
    globalThis.fetched++
    return new Response(String(input instanceof Request ? input.url : input).includes('/flags/') ? flags : offer)
  }
}

async function measureMany(
  pages: Map<string, Page>,
  countedPages: Map<string, Page>,
  count: number,
  rounds: number,
  isList = false,
): Promise<Measured[]> {
  const runs = new Map([...pages.keys()].map((name) => [name, [] as Run[]]))
  const run = (name: string, page: Page) => page.evaluate((run) => measure(...run), [name, count, isList] as const)
  // The rounds are interleaved, so that other load on the machine affects all rows. The first five rounds warm up.
  for (let round = -5; round < rounds; round++) {
    for (const [name, page] of pages) {
      const measured = await run(name, page)
      if (round >= 0) runs.get(name)?.push(measured)
    }
  }
  const designs = [...runs].map(async ([name, runs]) => ({
    name,
    time: median(runs.map(({ time }) => time)),
    bytes: median(runs.map(({ bytes }) => bytes)),
    requests: median(runs.map(({ requests }) => requests)),
    commits: (await run(name, countedPages.get(name) as Page)).commits,
  }))
  return Promise.all(designs)
}

function tabulate(designs: Measured[], title: string): string {
  const [plain] = designs as [Measured]
  const head = [title, 'time, × plain', 'commits', 'requests', 'bytes per button', '× plain']
  const rows = designs.map(({ name, time, commits, requests, bytes }) => {
    return [
      name,
      round(time / plain.time),
      commits,
      requests.toLocaleString('en'),
      Math.round(bytes).toLocaleString('en'),
      round(bytes / plain.bytes),
    ]
  })
  return toTable(head, rows)
}

const round = (factor: number) => Number(factor.toPrecision(2))
