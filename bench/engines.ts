import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EngineBrowser, type EngineName, engineNames, type Tab } from '../test/support/engines/engine.js'
import { findEngine } from '../test/support/engines/findEngine.js'
import { startEngine } from '../test/support/engines/startEngine.js'
import { close, listen, readBody } from '../test/support/loopback.js'
import { until } from '../test/support/time.js'
import { measureTabs, tabsScript } from './engines/tabs.js'
import { median } from './support/median.js'

// `node bench/run.mjs engines [rounds] [engine]`
const [, , , rounds = '30', only] = process.argv
const count = Number(rounds)

/** The page's requests at the service, with the page's and the server's time. */
const arrivals = new Map<string, number>()
/** The events of the life cycle, as the page reports them by beacons. */
const events: string[] = []

const page = `<title>Bench</title><link rel="icon" href="data:," /><script>
  for (const type of ['pageshow', 'visibilitychange', 'pagehide'])
    addEventListener(type, ({ persisted }) => {
      if (type === 'pageshow') isRestored = persisted
      if (window.leftAt) navigator.sendBeacon('/event', type + (type === 'visibilitychange' ? ' ' + document.visibilityState : '') + ' ' + (Date.now() - leftAt) + ' ms')
    }, true)
  window.send = (url, method) => fetch(url, { method, body: '{}', keepalive: true, headers: { 'content-type': method === 'PUT' ? 'application/json' : 'text/plain' } }).catch(() => {})
</script>`

const tabsPage = `<title>Bench</title><link rel="icon" href="data:," /><script>${tabsScript}</script>`

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-allow-methods', 'PUT')
  response.setHeader('access-control-allow-headers', 'content-type')
  const body = await readBody(request).catch(() => '')
  if (pathname === '/sent' && request.method !== 'OPTIONS')
    arrivals.set(searchParams.get('id') ?? '', Date.now() - Number(searchParams.get('at')))
  if (pathname === '/event') events.push(body)
  if (pathname.endsWith('.html')) response.setHeader('content-type', 'text/html')
  response.end(pathname === '/tabs.html' ? tabsPage : pathname.endsWith('.html') ? page : '{}')
})
const site = await listen(server)
/** Another origin, so that a request may need a preflight. */
const service = site.replace('127.0.0.1', 'localhost')

/** Sends a request on `pagehide`, and leaves the page. */
const leave = (tab: Tab, id: string, method: string, how: string) =>
  tab.evaluate(
    ({ url, method, how }) => {
      const own = window as unknown as { isRestored?: boolean | undefined; leftAt: number; send: (url: string, method: string) => void }
      if (method) addEventListener('pagehide', () => own.send(`${url}&at=${Date.now()}`, method), { once: true })
      setTimeout(() => {
        own.leftAt = Date.now()
        own.isRestored = undefined
        if (how === 'link') location.assign('/next.html')
        if (how === 'reload') location.reload()
        if (how === 'window.close()') window.close()
      })
    },
    { url: `${service}/sent?id=${id}`, method, how },
  )

async function measureKeepalive(browser: EngineBrowser, method: string, how: 'link' | 'close'): Promise<string> {
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    const id = `${method}-${how}-${index}-${browser.version}`
    const tab = await browser.open(`${site}/page.html`)
    await leave(tab, id, method, how)
    if (how === 'close') await tab.close()
    await until(() => arrivals.has(id), 3000)
    times.push(arrivals.get(id) ?? Number.NaN)
    if (how === 'link') await tab.close()
  }
  const arrived = times.filter((time) => !Number.isNaN(time))
  return `${median(arrived)} / ${Math.max(...arrived)} ms, ${arrived.length} of ${count}`
}

async function measureEvents(browser: EngineBrowser, how: string): Promise<string> {
  const first = await browser.open(`${site}/page.html`)
  const tab = how === 'window.close()' ? await first.openPopup(`${site}/page.html`) : first
  await sleep(300)
  events.length = 0
  await leave(tab, '', '', how)
  if (how === 'close') await tab.close()
  await until(() => events.length >= 2, 2000)
  const seen = events.join(', ')
  await first.close().catch(() => {})
  return seen || 'none'
}

/** Closes tabs whose two listeners of `pagehide` each run 20 ms, and counts those that ended. */
async function countEndedListeners(browser: EngineBrowser): Promise<string> {
  const ended = { first: 0, second: 0 }
  for (let index = 0; index < count; index++) {
    const tab = await browser.open(`${site}/page.html`)
    await tab.evaluate(() => {
      const work = (name: string) => () => {
        for (const end = Date.now() + 20; Date.now() < end; );
        navigator.sendBeacon('/event', name)
      }
      addEventListener('pagehide', work('first'), true)
      addEventListener('pagehide', work('second'))
    })
    events.length = 0
    await tab.close()
    await until(() => events.length >= 2, 1000)
    for (const name of ['first', 'second'] as const) if (events.includes(name)) ended[name]++
  }
  return `${ended.first} and ${ended.second} of ${count}`
}

async function countRestored(browser: EngineBrowser): Promise<string> {
  let restored = 0
  const tab = await browser.open(`${site}/page.html`)
  for (let index = 0; index < count; index++) {
    await leave(tab, '', '', 'link')
    await untilIn(tab, '/next.html')
    await isRestored(tab)
    await tab.evaluate(() => void setTimeout(() => history.back()))
    await untilIn(tab, '/page.html')
    if (await isRestored(tab)) restored++
  }
  await tab.close()
  return `${restored} of ${count}`
}

/** Waits for `pageshow`, and returns whether the back/forward cache had the page. */
const isRestored = (tab: Tab) =>
  tab.evaluate(async () => {
    const own = window as unknown as { isRestored?: boolean }
    while (own.isRestored === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
    return own.isRestored
  })

async function untilIn(tab: Tab, path: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await tab.evaluate(() => location.pathname).catch(() => '')) === path) return
    await sleep(20)
  }
  throw new Error(`The tab is not in ${path}.`)
}

async function findLargestBody(browser: EngineBrowser): Promise<string> {
  const tab = await browser.open(`${site}/page.html`)
  const size = await tab.evaluate(async () => {
    let low = 0
    let high = 4 * 1024 * 1024
    while (high - low > 1) {
      const middle = (low + high) >> 1
      const sent = fetch('/body', { method: 'POST', body: 'x'.repeat(middle), keepalive: true }).then((response) => response.text())
      const isAccepted = await sent.then(
        () => true,
        () => false,
      )
      if (isAccepted) low = middle
      else high = middle
    }
    return low
  })
  await tab.close()
  return size > 4_000_000 ? 'more than 4 MB' : `${size.toLocaleString('en')} bytes`
}

/** Closes the browser, whose page then sends its request. A killed browser fires no `pagehide`. */
async function outliveBrowser(engine: EngineName, path: string): Promise<string> {
  let arrived = 0
  for (let index = 0; index < 3; index++) {
    const browser = await startEngine(engine, path)
    const id = `browser-${index}-${browser.version}`
    const tab = await browser.open(`${site}/page.html`)
    await leave(tab, id, 'POST', '')
    await browser.close()
    if (await until(() => arrivals.has(id), 1000)) arrived++
  }
  return `${arrived} of 3`
}

const columns: Record<string, string>[] = []
for (const engine of engineNames.filter((name) => !only || name === only)) {
  const path = await findEngine(engine)
  if (!path) throw new Error(`No browser of ${engine} was found. Run ".ci/installEngines" as root on Debian.`)
  const browser = await startEngine(engine, path)
  const rows: Record<string, string> = { '': browser.version }
  const measure = async (name: string, task: () => Promise<string>) => {
    rows[name] = await task().catch((error) => `failed: ${error}`)
    console.error(engine, name, rows[name])
  }
  // Firefox no longer uses its cache after some hundred tabs.
  await measure('restored from the bfcache', () => countRestored(browser))
  for (const how of ['link', 'close'] as const) {
    await measure(`keepalive at ${how}, no preflight: median / worst`, () => measureKeepalive(browser, 'POST', how))
    await measure(`keepalive at ${how}, with preflight: median / worst`, () => measureKeepalive(browser, 'PUT', how))
  }
  for (const how of ['link', 'reload', 'close', 'window.close()']) await measure(`events at ${how}`, () => measureEvents(browser, how))
  await measure('first and second listener of `pagehide` that end at close', () => countEndedListeners(browser))
  await measure('largest keepalive body', () => findLargestBody(browser))
  Object.assign(rows, await measureTabs(browser, `${site}/tabs.html`, count))
  await browser.close()
  await measure('sent on pagehide, and the browser is closed', () => outliveBrowser(engine, path))
  columns.push(rows)
}
await close(server)

const names = Object.keys(columns[0] ?? {})
const toRow = (name: string) => `| ${name} | ${columns.map((rows) => rows[name]).join(' | ')} |`
const [head = '', ...others] = names.map(toRow)
console.log([head, `|---|${'---|'.repeat(columns.length)}`, ...others].join('\n'))
