import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chromiumFlags, findChromium } from '../support/chromium.js'
import { type Loopback, startLoopback } from '../support/loopback.js'
import { type Site, startSite } from '../support/site.js'

let browser: Browser
let site: Site
let service: Loopback
let page: Page

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: await findChromium(),
    args: chromiumFlags,
    // Playwright turns it off; whether the page would be kept is asked for here.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  site = await startSite(19)
})
afterAll(async () => {
  await site.close()
  await browser.close()
})

beforeEach(async () => {
  service = await startLoopback()
  page = await (await browser.newContext({ viewport: { width: 800, height: 600 } })).newPage()
  page.setDefaultTimeout(10_000)
})
afterEach(async () => {
  await page.context().close()
  await service.close()
})

const open = (options: Record<string, string> = {}) =>
  page.goto(`${site.origin}/?${new URLSearchParams({ service: service.origin, ...options })}`)
const button = () => page.getByRole('button', { name: 'Chat with us', includeHidden: true })
const types = () => service.simulator.impressions.map(({ type }) => type)

/** With the page's time in the test's hands; what is in view, the browser goes on telling. */
async function openAtRest(options: Record<string, string> = {}): Promise<void> {
  await page.clock.install({ time: '2030-01-01T00:00:00Z' })
  await open(options)
  await button().waitFor({ state: 'attached' })
  await page.clock.pauseAt('2030-01-01T00:01:00Z')
}

/** Lets the browser tell who is in view. */
const look = () =>
  page.evaluate(() => new Promise((resolve) => new IntersectionObserver(resolve).observe(document.querySelector('button') as Element)))

/** To another page of a single-page site. */
async function goTo(hash: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next
  }, hash)
  await look()
}

/** As a person switches to another tab and back: a headless browser has all of its pages in view. */
const setVisible = (isVisible: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    },
    isVisible ? 'visible' : 'hidden',
  )

describe('display', () => {
  test('another tab in front stops the clock, which begins anew', async () => {
    await openAtRest({ above: '2000px' })
    await page.evaluate(() => window.scrollTo(0, 1800))
    await look()
    await page.clock.runFor(900)
    await setVisible(false)
    await page.clock.runFor(60_000)
    await setVisible(true)
    await page.clock.runFor(900)
    expect(service.simulator.requests).toHaveLength(1)
    await page.clock.runFor(100)
    await page.clock.runFor(250)
    await expect.poll(types).toEqual(['impDisplay'])
  })

  test.each([
    ['of no size', { empty: '', height: '0px', width: '0px' }],
    ['with display: none', { display: 'none' }],
  ])('a button %s is not displayed', async (_name, options) => {
    await openAtRest({ above: '2000px', ...options })
    await page.evaluate(() => window.scrollTo(0, 1800))
    await look().catch(() => {})
    await page.clock.runFor(60_000)
    expect(service.simulator.requests).toHaveLength(1)
  })

  test('on the next page of a single-page site the clock begins anew, and what was reported is not reported again', async () => {
    await openAtRest({ above: '2000px' })
    await page.evaluate(() => window.scrollTo(0, 1800))
    await look()
    await page.clock.runFor(900)
    await goTo('#next')
    await page.clock.runFor(900)
    expect(service.simulator.requests).toHaveLength(1)
    await page.clock.runFor(100)
    await page.clock.runFor(250)
    await expect.poll(types).toEqual(['impDisplay'])
    await goTo('#last')
    await page.clock.runFor(60_000)
    expect(service.simulator.requests).toHaveLength(2)
  })

  test('a new revision of the engagement is displayed anew', async () => {
    await open()
    await expect.poll(types, { timeout: 5000 }).toEqual(['impDisplay'])
    service.simulator.offer({ status: 'available', engagementRevision: 8 })
    await page.evaluate(() => client.reset())
    await expect.poll(() => service.simulator.impressions.map(({ revision }) => revision), { timeout: 5000 }).toEqual([7, 8])
  })

  test('neither a button nor a report keeps the page from the back/forward cache', async () => {
    const session = await page.context().newCDPSession(page)
    await session.send('Page.enable')
    const reasons: string[] = []
    session.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => {
      // A headless browser keeps none, which is no fault of the page.
      for (const { type, reason } of notRestoredExplanations) if (type !== 'Circumstantial') reasons.push(reason)
    })
    await open()
    await button().click()
    await expect.poll(types).toEqual(['impDisplay', 'impAccept'])
    // The marker of a session that has just begun is a lock, held for a second at most.
    await expect.poll(() => page.evaluate(async () => (await navigator.locks.query()).held?.length), { timeout: 3000 }).toBe(0)
    await page.goto(`${site.origin}/?empty`)
    await page.evaluate(() => history.back())
    await button().waitFor()
    expect(reasons).toEqual([])
  })
})
