import { type BrowserContextOptions, chromium, type LaunchOptions, type Page } from 'playwright'
import { expect } from 'vitest'
import { findChromium } from './chromium.js'
import { chromiumFlags } from './chromiumFlags.js'
import { closeContext } from './closeContext.js'
import { serviceTest } from './serviceTest.js'
import { startSite } from './site.js'

/**
 * A test in Chromium. Each test has its own page, site and service, and starts only those that it uses. A test fails if its pages print anything to the
 * console.
 */
export const browserTest = serviceTest
  .extend('launchOptions', { scope: 'file' }, async () => {
    const options: LaunchOptions = { executablePath: await findChromium(), args: chromiumFlags }
    return options
  })
  .extend('browser', { scope: 'file' }, async ({ launchOptions }, { onCleanup }) => {
    const browser = await chromium.launch(launchOptions)
    onCleanup(() => browser.close())
    return browser
  })
  .extend('react', 19 as 18 | 19)
  .extend('site', async ({ react, servers }) => {
    const site = await startSite(react)
    servers.push(site)
    return site
  })
  /** The console output that pages may print. */
  .extend('permitted', /React DevTools/)
  /** The console output that is not permitted. A test removes the output that it expects. */
  .extend('consoleOutput', ({ onTestFinished }) => {
    const consoleOutput: string[] = []
    onTestFinished(() => expect(consoleOutput, 'console output').toEqual([]))
    return consoleOutput
  })
  .extend('contextOptions', {} as BrowserContextOptions)
  .extend('context', async ({ browser, contextOptions, permitted, consoleOutput }, { onCleanup }) => {
    const context = await browser.newContext(contextOptions)
    onCleanup(() => closeContext(context))
    context.on('console', (message) => {
      // A full Chromium asks for a favicon, and a headless shell does not.
      const isFavicon = message.location().url.endsWith('/favicon.ico')
      if (!isFavicon && !permitted.test(message.text())) consoleOutput.push(message.text())
    })
    context.on('weberror', (webError) => consoleOutput.push(String(webError.error())))
    return context
  })
  .extend('page', ({ context }) => context.newPage())
  /** Opens the site's page, with what it is to know, in the test's tab or another. */
  .extend('open', ({ site, service, page }) => {
    const open = (options: Record<string, string> = {}, tab: Page = page) =>
      tab.goto(`${site.origin}/?${new URLSearchParams({ service: service.origin, ...options })}`)
    return open
  })
  .extend('button', ({ page }) => {
    const button = (tab: Page = page) => tab.getByRole('button', { name: 'Chat with us' })
    return button
  })
  /** Opens the site's page and pauses its clock. A test advances the clock by `page.clock.runFor`. The browser still reports what is in view. */
  .extend('openAtRest', ({ page, open }) => async (options: Record<string, string>) => {
    await page.clock.install({ time: '2030-01-01T00:00:00Z' })
    await open(options)
    await page.locator('button').waitFor({ state: 'attached' })
    await page.clock.pauseAt('2030-01-01T00:01:00Z')
  })
