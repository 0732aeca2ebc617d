import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { chromiumFlags, findChromium } from './chromium.js'

/** What development servers say of themselves. */
const isDevelopment = /^\[(vite|HMR|Fast Refresh)\]|React DevTools/

/** A page of its own for each test, which fails where the page says anything to the console. */
export function quietPage(): { readonly current: Page } {
  let browser: Browser
  let page: Page
  let said: string[]

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })
  })
  afterAll(() => browser.close())

  beforeEach(async () => {
    page = await browser.newPage()
    page.setDefaultTimeout(10_000)
    said = []
    page.on('console', (message) => isDevelopment.test(message.text()) || said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
  })
  afterEach(async () => {
    await page.close()
    expect(said, 'console output').toEqual([])
  })

  return {
    get current() {
      return page
    },
  }
}
