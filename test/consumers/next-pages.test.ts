import { expect } from 'vitest'
import { frameworkTest as test } from '../support/framework.js'
import { readSamples } from '../support/readSamples.js'
import { testColdPage, testPrefetchedPage, testRecipe } from '../support/recipe.js'
import { testRelay } from '../support/relayMount.js'

const client = readSamples('docs/recipes.md').find(({ path }) => path === 'engagement.ts')
const engagement = client?.code.replace("domain: '/chat-proxy'", "domain: '/api/chat-proxy'") ?? ''

testRecipe({ fixture: 'next-pages', chapter: 'Next, Pages Router', copies: { 'engagement.ts': engagement } }, (site) => {
  testColdPage(site)
  testPrefetchedPage(site)
  testRelay(site, '/api/mount')

  test('behavior: a client-side change of the route keeps the answer, its display and the visitor', async ({ page, button }) => {
    const { visitors } = site.service.simulator
    const earlierVisitors = visitors.length
    await page.goto(site.origin)
    await expect.poll(site.service.types, { timeout: 15_000 }).toEqual(['impDisplay'])
    await page.getByRole('link', { name: 'Help' }).click()
    await page.getByRole('link', { name: 'Home' }).waitFor()
    await button().click()
    await page.getByRole('link', { name: 'Home' }).click()
    await page.getByRole('link', { name: 'Help' }).waitFor()
    await expect.poll(site.service.types).toEqual(['impDisplay', 'impAccept'])
    expect(site.calls()).toEqual(['engagement', 'update', 'update'])
    expect(visitors.length - earlierVisitors).toBe(1)
    await page.goto(`${site.origin}/help`)
    await expect.poll(site.calls, { timeout: 15_000 }).toEqual(['engagement', 'update', 'update', 'engagement', 'update'])
    expect(visitors.length - earlierVisitors).toBe(1)
  })

  test('behavior: in development, a page without an answer of the service is rendered, too', async ({ page }) => {
    const development = await site.fixture.serve('dev', { UPSTREAM: site.service.origin })
    site.service.simulator.fail({ call: 'engagement', status: 400, times: 1 })
    const response = await page.goto(`${development.origin}/help`)
    expect(response?.status()).toBe(200)
    await expect.poll(site.service.types, { timeout: 15_000 }).toEqual(['impDisplay'])
    await development.stop()
  })
})
