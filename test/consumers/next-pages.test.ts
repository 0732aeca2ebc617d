import { expect } from 'vitest'
import { frameworkTest as test } from '../support/framework.js'
import { readSamples } from '../support/readSamples.js'
import { testColdPage, testPrefetchedPage, testRecipe, testRouteChange } from '../support/recipe.js'
import { testRelay } from '../support/relayMount.js'

const client = readSamples('docs/server-rendering.md').find(({ path }) => path === 'engagement.ts')
const engagement = client?.code.replace("domain: '/chat-proxy'", "domain: '/api/chat-proxy'") ?? ''

testRecipe({ fixture: 'next-pages', chapter: 'Next, Pages Router', copies: { 'engagement.ts': engagement } }, (site) => {
  testColdPage(site)
  testPrefetchedPage(site)
  testRouteChange(site)
  testRelay(site, '/api/mount')

  test('behavior: in development, a page without an answer of the service is rendered, too', async ({ page }) => {
    const development = await site.fixture.serve('dev', { UPSTREAM: site.service.origin })
    site.service.simulator.fail({ call: 'engagement', status: 400, times: 1 })
    const response = await page.goto(`${development.origin}/help`)
    expect(response?.status()).toBe(200)
    await expect.poll(site.service.types).toEqual(['impDisplay'])
    await development.stop()
  })
})
