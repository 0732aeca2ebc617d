import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { browserTest as test } from '../support/browserTest.js'
import { type Fixture, installFixture, type Server } from '../support/installFixture.js'
import { type Loopback, startLoopback } from '../support/loopback.js'
import { readSamples } from '../support/readSamples.js'

describe('the recipe for Next, file by file as the docs have it', () => {
  let service: Loopback
  let fixture: Fixture
  let site: Server

  beforeAll(async () => {
    service = await startLoopback()
    fixture = await installFixture('next-recipe')
    const samples = readSamples('docs/recipes.md').filter(({ chapter }) => chapter === 'Next, App Router')
    for (const { path, code } of samples) fixture.write(path as string, code)
    await fixture.run('npm run build')
    site = await fixture.serve('start', { UPSTREAM: service.origin })
  })
  afterAll(async () => {
    await site.stop()
    await service.close()
    fixture.remove()
    expect(site.errors()).toBe('')
  })

  afterEach(() => {
    service.simulator.requests.splice(0)
    service.simulator.impressions.splice(0)
  })

  const calls = () => service.simulator.requests.map(({ call }) => call)

  /** Lists the requests of a page that leave its origin or belong to CORS. */
  function watchRequests(page: Page) {
    const breaches: string[] = []
    page.on('request', (request) => {
      const { origin } = new URL(request.url())
      if (origin !== site.origin || request.method() === 'OPTIONS') breaches.push(`${request.method()} ${request.url()}`)
    })
    return breaches
  }

  test('default: the button appears on a cold page, whose requests are all of its own origin and have no preflight', async ({
    page,
    button,
  }) => {
    const breaches = watchRequests(page)
    await page.goto(site.origin)
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    await button().click()
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
    expect(calls()).toEqual(['domain', 'engagement', 'update', 'update'])
    expect(breaches).toEqual([])
    expect(service.preflights).toEqual([])
  })

  test("behavior: the button is in the server's HTML, and the browser sends no second request for it", async ({ page, button }) => {
    const breaches = watchRequests(page)
    const response = await page.goto(`${site.origin}/help`)
    expect(await response?.text()).toContain('<button')
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    await button().click()
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
    expect(calls().filter((call) => call !== 'domain')).toEqual(['engagement', 'update', 'update'])
    expect(breaches).toEqual([])
    expect(service.preflights).toEqual([])
  })
})
