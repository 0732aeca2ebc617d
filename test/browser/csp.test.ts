import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumFlags, findChromium } from '../support/chromium.js'
import { type Loopback, startLoopback } from '../support/loopback.js'
import { type Site, startSite } from '../support/site.js'

let browser: Browser
let site: Site
let service: Loopback

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })
  site = await startSite(19)
  service = await startLoopback()
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await service.close()
})

test('under the strictest policy that names the service the button works, and the console is silent', async () => {
  const page = await browser.newPage()
  page.setDefaultTimeout(10_000)
  const said: string[] = []
  page.on('console', (message) => message.text().includes('React DevTools') || said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${service.origin}; require-trusted-types-for 'script'`
  const response = await page.goto(`${site.origin}/?${new URLSearchParams({ service: service.origin, policy })}`)
  expect(response?.headers()['content-security-policy']).toBe(policy)
  const button = page.getByRole('button', { name: 'Chat with us' })
  await button.click()
  await page.getByText('accepted 1').waitFor()
  await expect.poll(() => service.simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
  // Dressed, by the file: nothing was injected, and nothing is inline.
  expect(await button.evaluate((element) => getComputedStyle(element).borderRadius)).toBe('999px')
  // The page's own icon is an image, which the policy does not name.
  expect(said.filter((text) => !text.includes("the image 'data:,'"))).toEqual([])
  await page.close()
})
