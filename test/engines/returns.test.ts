import { expect, inject, onTestFinished } from 'vitest'
import { outOfView, waitForButton } from '../support/engines/buttonPage.js'
import type { Tab } from '../support/engines/engine.js'
import { testBehaviour } from '../support/engines/engineTest.js'
import { addSpeculationRule } from '../support/prerender.js'
import { createChromiumLaunch, startUnwatchedBrowser } from '../support/startUnwatchedBrowser.js'

declare global {
  /** True if the back/forward cache restored the page. */
  var isRestored: boolean | undefined
  /** How many connections to IndexedDB the page has closed. */
  var closedConnections: number
  var goOnline: (() => void) | undefined
}

const watchScript = `<script>
  addEventListener('pageshow', ({ persisted }) => { isRestored = persisted })
  const { close } = IDBDatabase.prototype
  closedConnections = 0
  IDBDatabase.prototype.close = function () {
    close.call(this)
    closedConnections++
  }
</script>`

/** Makes the page offline in its own view, so that its reports stay in the storage. The network itself works, so that the page can navigate. */
function goOffline(): void {
  const onlineFetch = window.fetch
  window.fetch = () => Promise.reject(new TypeError('Failed to fetch'))
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false })
  dispatchEvent(new Event('offline'))
  globalThis.goOnline = () => {
    window.fetch = onlineFetch
    Reflect.deleteProperty(navigator, 'onLine')
    dispatchEvent(new Event('online'))
  }
}

async function leave(tab: Tab): Promise<void> {
  const address = await tab.evaluate(() => {
    globalThis.isRestored = undefined
    // The click has scrolled the button into view. The next offer must not be displayed.
    scrollTo(0, 0)
    return `${origin}/elsewhere.html`
  })
  await tab.goto(address)
}

/** Returns true if the back/forward cache had the page, and false if the page was loaded again. */
async function goBack(tab: Tab): Promise<boolean | undefined> {
  await tab.back()
  await expect.poll(() => tab.evaluate(() => globalThis.isRestored)).toBeTypeOf('boolean')
  return tab.evaluate(() => globalThis.isRestored)
}

const readSessionId = (tab: Tab) => tab.evaluate(() => client.session.getState().sessionId)

async function hasNextSession(tab: Tab, firstSessionId: string | undefined): Promise<boolean> {
  const sessionId = await readSessionId(tab)
  // WebDriver gives null for undefined.
  return Boolean(sessionId) && sessionId !== firstSessionId
}

const isClickLocked = (tab: Tab) =>
  tab.evaluate(() => Object.values({ ...localStorage }).some((text) => text.includes('impAccept') && text.includes('"isLocked":true')))

/** True if a page has the lock of its record now. The storage also says so after the lock was released. */
const isRecordLocked = (tab: Tab) =>
  tab.evaluate(async () => {
    const { held } = await navigator.locks.query()
    return held?.some(({ name }) => name?.includes(':outbox:'))
  })

testBehaviour('a return through the back/forward cache', async ({ engine, open, site, service }) => {
  site.head += watchScript
  site.files.set('/elsewhere.html', '<title>Elsewhere</title><link rel="icon" href="data:," />')
  const tab = await open(outOfView)
  await waitForButton(tab)
  const sessionId = await readSessionId(tab)

  // A page with an unsent click.
  await tab.evaluate(goOffline)
  await tab.click('[data-engagement-button]')
  await expect.poll(() => isClickLocked(tab)).toBe(true)
  await leave(tab)
  expect(service.types()).toEqual([])
  // Firefox decides before `pagehide`, when the page still has the lock of its record.
  expect(await goBack(tab)).toBe(engine !== 'firefox')
  // The restored page has its click again, and is still offline in its own view.
  if (engine !== 'firefox') await expect.poll(() => isRecordLocked(tab)).toBe(true)
  await tab.evaluate(() => globalThis.goOnline?.())
  await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
  await waitForButton(tab)
  expect(await readSessionId(tab)).toBe(sessionId)

  // A log-out in another tab meanwhile. Chromium evicts a page whose open connection to the database would block the log-out.
  await tab.evaluate(async () => {
    await client.flush()
    globalThis.closedConnections = 0
  })
  await expect.poll(() => tab.evaluate(() => globalThis.closedConnections)).toBeGreaterThan(0)
  await leave(tab)
  const other = await open(outOfView)
  await waitForButton(other)
  await other.evaluate(() => client.reset())
  await expect.poll(() => hasNextSession(other, sessionId)).toBe(true)
  const nextSessionId = await readSessionId(other)
  await tab.show()
  expect(await goBack(tab)).toBe(true)
  await expect.poll(() => readSessionId(tab)).toBe(nextSessionId)
  await waitForButton(tab)
  await tab.evaluate(() => client.flush())
  // Chromium delivers the other tab's storage events after the return. They end no session.
  expect(await Promise.all([tab, other].map(readSessionId))).toEqual([nextSessionId, nextSessionId])
  expect(service.types()).toEqual(['impDisplay', 'impAccept'])

  // Another tab sends the click of the page meanwhile. The drivers of Firefox and WebKit do not restore a page three times.
  if (engine !== 'chromium') return
  await tab.evaluate(goOffline)
  await tab.click('[data-engagement-button]')
  await expect.poll(() => isClickLocked(tab)).toBe(true)
  await leave(tab)
  const last = await open(outOfView)
  await waitForButton(last)
  await expect.poll(service.types).toEqual(['impDisplay', 'impAccept', 'impDisplay', 'impAccept'])
  await tab.show()
  expect(await goBack(tab)).toBe(true)
  await tab.evaluate(() => globalThis.goOnline?.())
  await waitForButton(tab)
  for (const page of [tab, last]) await page.evaluate(() => client.flush())
  expect(service.types()).toEqual(['impDisplay', 'impAccept', 'impDisplay', 'impAccept'])
})

testBehaviour('a prerendered page', async ({ site, service }) => {
  const browser = await startUnwatchedBrowser(createChromiumLaunch(inject('enginePath')))
  onTestFinished(browser.close)
  site.head += browser.script
  site.files.set('/before.html', `<title>A page before</title><link rel="icon" href="data:," />${browser.script}`)
  const before = browser.page('before')
  const next = browser.page('next')
  browser.open(`${site.origin}/before.html?page=before`)
  const toAddress = (page: string) => `${site.origin}/?${new URLSearchParams({ service: service.origin, page })}`
  const address = toAddress('next')
  await before.evaluate(addSpeculationRule, address)
  await expect.poll(() => next.evaluate(() => globalThis.client?.core.inFlight.size)).toBe(1)
  expect(await next.evaluate(() => (document as { prerendering?: boolean }).prerendering)).toBe(true)
  expect([service.simulator.requests, service.preflights]).toEqual([[], []])
  expect(await before.evaluate(() => Object.keys(localStorage))).toEqual([])

  await before.evaluate((url) => void setTimeout(() => location.assign(url)), address)
  await expect.poll(service.types).toEqual(['impDisplay'])
  await waitForButton(next)
  expect(service.engagementRequests()).toHaveLength(1)

  // Chromium grants a prerendered page no lock. The request of a visitor who has a session waits for no lock.
  const last = browser.page('last')
  const lastAddress = toAddress('last')
  await next.evaluate(addSpeculationRule, lastAddress)
  await expect.poll(() => last.evaluate(() => globalThis.client?.core.inFlight.size)).toBe(1)
  expect(await last.evaluate(() => (document as { prerendering?: boolean }).prerendering)).toBe(true)
  const activated = Date.now()
  await next.evaluate((url) => void setTimeout(() => location.assign(url)), lastAddress)
  await waitForButton(last)
  expect(service.engagementRequests()).toHaveLength(2)
  expect(service.engagementRequests()[1]?.time).toBeGreaterThanOrEqual(activated)
  expect(service.simulator.sessions).toHaveLength(1)
  expect(site.consoleOutput).toEqual([])
})
