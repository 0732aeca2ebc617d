import { createServer } from 'node:http'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright'
import { appEngagement } from '../src/index.js'
import { preloadScript } from '../src/preload/index.js'
import { buildPage } from '../test/support/buildPage.js'
import { startFaultyService } from '../test/support/faultyService.js'
import { close, listen } from '../test/support/loopback.js'
import { launchOptions } from '../test/support/openVisit.js'

// `NODE_ENV=production node bench/run.mjs start [rounds] [latencies, with commas]`
const [, , , rounds = '40', latencies = '50,200'] = process.argv

type Variant = { page: 'bare' | 'ours'; head: 'none' | 'bare' | 'ours'; isNext: boolean; query: string }

/** Each row is measured beside the row that it is compared with. A next page is one whose visitor was answered on an earlier one. */
const rows: [name: string, variant: Variant, against: string | undefined][] = [
  ['a fetch in an effect', { page: 'bare', head: 'none', isNext: false, query: '' }, undefined],
  ['`EngagementButton`', { page: 'ours', head: 'none', isNext: false, query: '' }, 'a fetch in an effect'],
  ['the same, `preloadEngagement`', { page: 'ours', head: 'none', isNext: false, query: '&preload' }, 'a fetch in an effect'],
  ['a fetch in the head', { page: 'bare', head: 'bare', isNext: false, query: '' }, undefined],
  ['`EngagementButton`, head start', { page: 'ours', head: 'ours', isNext: false, query: '' }, 'a fetch in the head'],
  ['next page: a fetch in the head', { page: 'bare', head: 'bare', isNext: true, query: '' }, undefined],
  ['next page: head start', { page: 'ours', head: 'ours', isNext: true, query: '' }, 'next page: a fetch in the head'],
  ['next page: `reuse`', { page: 'ours', head: 'none', isNext: true, query: '&reuse' }, 'next page: a fetch in the head'],
]

/** Runs in the page before all else: from there to the frame that shows the button. */
const watch = `
  window.began = performance.now()
  new MutationObserver((_, observer) => {
    if (!document.querySelector('button')) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => { window.took = performance.now() - window.began }))
  }).observe(document, { childList: true, subtree: true })`

const median = (numbers: number[]) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN

const toServer = async (name: string) => createServer(await buildPage(join(import.meta.dirname, 'start', name)))
const servers = [await toServer('bare'), await toServer('ours')]
const [bare = '', ours = ''] = await Promise.all(servers.map(listen))
const origins = { bare, ours }
const browser = await chromium.launch(await launchOptions())
try {
  for (const latency of latencies.split(',').map(Number)) await measure(browser, latency)
} finally {
  await browser.close()
  await Promise.all(servers.map(close))
}

async function measure(browser: Browser, latency: number): Promise<void> {
  // A next page comes later than a preflight is kept.
  const service = await startFaultyService(latency, 0)
  const { text } = await preloadScript({ accountId: '12345678', service: appEngagement({ domain: service.origin }) })
  const url = `${service.origin}/api/account/12345678/app/engagement/visitors?v=1.0`
  const init = {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: '{"appType":"EXTERNAL"}',
    credentials: 'omit',
  }
  const heads = { none: '', bare: `window.asked = fetch(${JSON.stringify(url)}, ${JSON.stringify(init)})`, ours: text }
  const times = new Map(rows.map(([name]) => [name, [] as number[]]))
  // One more, to begin with, that is not counted.
  for (let round = -1; round < Number(rounds); round++) {
    for (const [name, variant] of rows) {
      const took = await visit(browser, service.origin, variant, heads[variant.head])
      if (round >= 0) times.get(name)?.push(took)
    }
  }
  await service.close()
  console.log(`\n${latency} ms, ${rounds} rounds\n\n| page | ms | × |\n|---|--:|--:|`)
  for (const [name, , against] of rows) {
    const [took, base] = [name, against ?? name].map((row) => median(times.get(row) ?? [])) as [number, number]
    console.log(`| ${name} | ${took.toFixed(0)} | ${against ? `${(took / base).toFixed(2)} of ${against}` : '1'} |`)
  }
}

/** In a browser of its own, that has nothing in its caches. */
async function visit(browser: Browser, service: string, { page: name, isNext, query }: Variant, head: string): Promise<number> {
  const context = await browser.newContext()
  await context.addInitScript(watch)
  await context.addInitScript(head)
  const page = await context.newPage()
  const show = async () => {
    await page.goto(`${origins[name]}/?service=${encodeURIComponent(service)}${query}`)
    const took = await page.waitForFunction(() => (window as { took?: number }).took)
    return (await took.jsonValue()) as number
  }
  if (isNext) await show()
  const took = await show()
  await context.close()
  return took
}
