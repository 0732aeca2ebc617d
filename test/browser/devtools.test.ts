import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chromiumFlags, findChromium } from '../support/chromium.js'
import { type Loopback, startLoopback } from '../support/loopback.js'
import { type Site, startSite } from '../support/site.js'

let browser: Browser

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })
})
afterAll(() => browser.close())

describe.each([19, 18] as const)('the devtools on React %i, under the strictest policy that names the service', (react) => {
  let site: Site
  let service: Loopback
  let page: Page
  let said: string[]
  let scripts: string[]

  beforeAll(async () => {
    site = await startSite(react)
    service = await startLoopback()
  })
  afterAll(async () => {
    await site.close()
    await service.close()
  })

  beforeEach(async () => {
    page = await browser.newPage()
    page.setDefaultTimeout(10_000)
    said = []
    scripts = []
    page.on('console', (message) => message.text().includes('React DevTools') || said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
    page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()))
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${service.origin}; require-trusted-types-for 'script'`
    await page.goto(`${site.origin}/?${new URLSearchParams({ devtools: '', service: service.origin, policy })}`)
    await page.getByRole('button', { name: 'Chat with us' }).waitFor()
  })
  afterEach(async () => {
    await page.close()
    // The page's own icon is an image, which the policy does not name.
    expect(said.filter((text) => !text.includes("the image 'data:,'"))).toEqual([])
  })

  const toggle = () => page.getByRole('button', { name: 'Engagement devtools' })
  const panel = () => page.getByRole('region', { name: 'Engagement', exact: true })
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className ?? document.activeElement?.tagName)

  test('by keyboard alone: opened, scrolled, left and closed', async () => {
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('toggle')
    const before = scripts.length
    await page.keyboard.press('Enter')
    await panel().waitFor()
    expect(scripts.length).toBeGreaterThan(before)
    await page.setViewportSize({ width: 320, height: 480 })
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('panel')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => panel().evaluate((element) => element.scrollTop)).toBeGreaterThan(0)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await panel().waitFor({ state: 'detached' })
    expect(await focused()).toBe('toggle')
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('BUTTON')
  })

  test('dressed by a sheet of their own, whatever the page has', async () => {
    const style = (name: 'position' | 'borderRadius') => toggle().evaluate((element, name) => getComputedStyle(element)[name], name)
    expect(await style('borderRadius')).toBe('50%')
    const closed = await toggle().boundingBox()
    expect(closed).toMatchObject({ x: 16, width: 44, height: 44 })
    await toggle().click()
    await panel().getByText('Available: this visitor may be offered a chat.').waitFor()
    expect(await panel().evaluate((element) => element.getBoundingClientRect().width)).toBe(1280)
    expect(await page.locator('[data-engagement-devtools]').locator('[style], style, link').count()).toBe(0)
  })

  test('nothing of them is loaded with the page but the toggle', async () => {
    const text = await Promise.all(scripts.map(async (url) => (await page.request.get(url)).text()))
    expect(text.join()).toContain('Engagement devtools')
    expect(text.join()).not.toContain('No impression was reported yet.')
  })
})
