import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'
import { launchOptions } from '../support/openVisit.js'
import { setVisible } from '../support/setVisible.js'

const test = browserTest
  // Playwright disables the bfcache. These options enable the bfcache, because one test needs it.
  .extend('launchOptions', { scope: 'file' }, launchOptions)
  .extend('contextOptions', { viewport: { width: 800, height: 600 } })
  /** The reports that the page has sent. The list is complete when the clock of the page stands. */
  .extend('reports', ({ page }) => {
    const reports: string[] = []
    page.on('request', (request) => request.method() === 'PUT' && reports.push(request.url()))
    return reports
  })

/** Waits until the browser has reported the intersections. */
const look = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => new IntersectionObserver(resolve).observe(document.querySelector('button') as Element)))

/** Navigates to another page of a single-page site. */
async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next
  }, hash)
  await look(page)
}

/** Adds styles to the button, or to the element around it. */
const addStyle = (page: Page, target: string, css: string) =>
  page.locator('button').evaluate(
    (button, [target, css]) => {
      const element = target === 'button' ? button : button.parentElement
      if (element) element.style.cssText += css
    },
    [target, css] as const,
  )

/** Opens a native modal dialog, or an element with a backdrop that does the same. */
const openDialog = (page: Page, kind: string) =>
  page.evaluate((kind) => {
    if (kind === 'native') {
      const dialog = document.body.appendChild(document.createElement('dialog'))
      dialog.id = 'dialog'
      dialog.showModal()
      return
    }
    const container = document.body.appendChild(document.createElement('div'))
    container.id = 'dialog'
    container.innerHTML = '<div style="position: fixed; inset: 0"></div><div role="dialog" aria-modal="true">A dialog</div>'
  }, kind)

describe('display', () => {
  test('a switch to another tab resets the display clock', async ({ service, page, openAtRest }) => {
    await openAtRest({ above: '2000px' })
    await page.evaluate(() => window.scrollTo(0, 1800))
    await look(page)
    await page.clock.runFor(900)
    await setVisible(page, false)
    await page.clock.runFor(60_000)
    await setVisible(page, true)
    await page.clock.runFor(900)
    expect(service.simulator.requests).toHaveLength(1)
    await page.clock.runFor(100)
    await page.clock.runFor(250)
    await expect.poll(service.types).toEqual(['impDisplay'])
  })

  test.for<[string, Record<string, string>]>([
    ['without a size', { empty: '', height: '0px', width: '0px' }],
    ['with display: none', { display: 'none' }],
  ])('a button %s is not displayed', async ([_name, options], { service, page, openAtRest }) => {
    await openAtRest({ above: '2000px', ...options })
    await page.evaluate(() => window.scrollTo(0, 1800))
    await look(page).catch(() => {})
    await page.clock.runFor(60_000)
    expect(service.simulator.requests).toHaveLength(1)
  })

  test.for([
    ['visibility: hidden', 'button'],
    ['visibility: hidden', 'container'],
    ['opacity: 0', 'button'],
    ['opacity: 0', 'container'],
    ['opacity: 0.09', 'container'],
    ['filter: opacity(0.05)', 'container'],
  ])('%s of a %s keeps a button from being displayed, until it ends', async ([css, target], { service, page, openAtRest }) => {
    await openAtRest({ above: '2000px' })
    await addStyle(page, target as string, `;${css}`)
    await page.evaluate(() => window.scrollTo(0, 1800))
    await look(page)
    await page.clock.runFor(60_000)
    expect(service.simulator.requests).toHaveLength(1)
    await addStyle(page, target as string, ';visibility: visible; opacity: 0.1; filter: none')
    await page.clock.runFor(900)
    expect(service.simulator.requests).toHaveLength(1)
    await page.clock.runFor(600)
    await expect.poll(service.types).toEqual(['impDisplay'])
  })

  test('a drawer that closes ends the second of display', async ({ reports, page, openAtRest }) => {
    await openAtRest({ above: '2000px' })
    await page.evaluate(() => window.scrollTo(0, 1800))
    await look(page)
    await page.clock.runFor(700)
    await addStyle(page, 'container', ';visibility: hidden')
    await page.clock.runFor(60_000)
    expect(reports).toEqual([])
  })

  test('a drawer that opens begins the second of display anew', async ({ service, reports, page, openAtRest }) => {
    await openAtRest({ above: '2000px' })
    await page.evaluate(() => window.scrollTo(0, 1800))
    await look(page)
    await page.clock.runFor(700)
    await addStyle(page, 'container', ';visibility: hidden')
    await page.clock.runFor(500)
    await addStyle(page, 'container', ';visibility: visible')
    await page.clock.runFor(900)
    expect(reports).toEqual([])
    await page.clock.runFor(600)
    await expect.poll(service.types).toEqual(['impDisplay'])
  })

  test('a modal dialog that opens ends the second of display', async ({ reports, page, openAtRest }) => {
    await openAtRest({ above: '2000px' })
    await page.evaluate(() => window.scrollTo(0, 1800))
    await look(page)
    await page.clock.runFor(700)
    await openDialog(page, 'native')
    await page.clock.runFor(60_000)
    expect(reports).toEqual([])
  })

  test.for(['native', 'custom'])(
    'a button under a %s modal dialog is not displayed until the dialog closes',
    async (kind, { service, page, openAtRest }) => {
      await openAtRest({ above: '2000px' })
      await openDialog(page, kind)
      await page.evaluate(() => window.scrollTo(0, 1800))
      await look(page)
      await page.clock.runFor(60_000)
      expect(service.simulator.requests).toHaveLength(1)
      await page.evaluate(() => document.getElementById('dialog')?.remove())
      await page.clock.runFor(1500)
      await expect.poll(service.types).toEqual(['impDisplay'])
    },
  )

  test('a button in a modal dialog is displayed', async ({ service, page, openAtRest }) => {
    await openAtRest({ above: '2000px' })
    await openDialog(page, 'native')
    await page.evaluate(() => document.getElementById('dialog')?.append(document.getElementById('root') as Element))
    await page.locator('button').scrollIntoViewIfNeeded()
    await look(page)
    await page.clock.runFor(1500)
    await expect.poll(service.types).toEqual(['impDisplay'])
  })

  test('the next page of a single-page site resets the display clock, and repeats no report', async ({ service, page, openAtRest }) => {
    await openAtRest({ above: '2000px' })
    await page.evaluate(() => window.scrollTo(0, 1800))
    await look(page)
    await page.clock.runFor(900)
    await goTo(page, '#next')
    await page.clock.runFor(900)
    expect(service.simulator.requests).toHaveLength(1)
    await page.clock.runFor(100)
    await page.clock.runFor(250)
    await expect.poll(service.types).toEqual(['impDisplay'])
    await goTo(page, '#last')
    await page.clock.runFor(60_000)
    expect(service.simulator.requests).toHaveLength(2)
  })

  test('a new revision of the engagement is reported as displayed again', async ({ service, page, open }) => {
    await open()
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    service.simulator.offer({ status: 'available', engagementRevision: 8 })
    await page.evaluate(() => client.reset())
    await expect.poll(() => service.simulator.impressions.map(({ revision }) => revision), { timeout: 5000 }).toEqual([7, 8])
  })

  test('a page with a button and a report can enter the bfcache', async ({ service, page, open, button }) => {
    const session = await page.context().newCDPSession(page)
    await session.send('Page.enable')
    const reasons: string[] = []
    session.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => {
      // Circumstantial reasons lie in the headless browser, and the page cannot change them.
      for (const { type, reason } of notRestoredExplanations) if (type !== 'Circumstantial') reasons.push(reason)
    })
    await open()
    await button().click()
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
    // The marker of a new session is a lock, which is released after one second at most.
    await expect.poll(() => page.evaluate(async () => (await navigator.locks.query()).held?.length), { timeout: 3000 }).toBe(0)
    await open({ empty: '' })
    // The navigation starts in a later task, because it would destroy the context of this call.
    await page.evaluate(() => void setTimeout(() => history.back()))
    await button().waitFor()
    expect(reasons).toEqual([])
  })
})
