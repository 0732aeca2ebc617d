import { findFullChromium } from './chromium.js'
import { preloadTest } from './preloadTest.js'
import { addSpeculationRule, showPage, startPrerendering } from './prerender.js'
import type { RunningPage } from './runningPage.js'
import { createChromiumLaunch, startUnwatchedBrowser } from './startUnwatchedBrowser.js'

/** A tab of a browser, whose page prerenders the next page. */
export type PrerenderingTab = {
  /** The script that a page of the test needs. `open` adds the script to the site's page. */
  script: string
  open: (address: string) => Promise<RunningPage>
  /** Adds a speculation rule to the open page. Resolves with the prerendered page. */
  prerender: (address: string) => Promise<RunningPage>
  /** Navigates to the prerendered page. */
  show: () => Promise<void>
}

/** The address of the site's page, with what it is to know. */
const siteTest = preloadTest.extend('address', ({ site, service }) => {
  const address = (options: Record<string, string> = {}) =>
    `${site.origin}/?${new URLSearchParams({ service: service.origin, ...options })}`
  return address
})

export const fullChromium = await findFullChromium()

/** The address of a page of that name. */
const nameAddress = (address: string, name: string) => `${address}${address.includes('?') ? '&' : '?'}page=${name}`

/** A test of pages that Chromium prerenders. The prerendering is emulated where there is no full Chromium. */
export const prerenderTest = fullChromium
  ? siteTest.extend('tab', async ({ site }, { onCleanup }): Promise<PrerenderingTab> => {
      const browser = await startUnwatchedBrowser(createChromiumLaunch(fullChromium as string))
      onCleanup(browser.close)
      const first = browser.page('first')
      const next = browser.page('next')
      let nextAddress = ''
      return {
        script: browser.script,
        async open(address) {
          site.head += browser.script
          browser.open(nameAddress(address, 'first'))
          await first.evaluate(() => {})
          return first
        },
        async prerender(address) {
          nextAddress = nameAddress(address, 'next')
          await first.evaluate(addSpeculationRule, nextAddress)
          await next.evaluate(() => {})
          return next
        },
        async show() {
          // The navigation starts in a later task, so that the page can still report the end of this one.
          await first.evaluate((address) => void setTimeout(() => location.assign(address)), nextAddress)
        },
      }
    })
  : siteTest.extend('tab', ({ page, context }): PrerenderingTab => {
      const next = context.newPage()
      return {
        script: '',
        async open(address) {
          await page.goto(address)
          return page as RunningPage
        },
        async prerender(address) {
          await (await next).addInitScript(startPrerendering)
          await (await next).goto(address, { waitUntil: 'commit' })
          return (await next) as RunningPage
        },
        async show() {
          await page.close()
          await (await next).evaluate(showPage)
        },
      }
    })
