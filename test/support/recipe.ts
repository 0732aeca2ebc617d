import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { browserTest as test } from './browserTest.js'
import { type Fixture, installFixture, type Server } from './installFixture.js'
import { type Loopback, startLoopback } from './loopback.js'
import { readSamples } from './readSamples.js'

type Recipe = {
  /** The folder in `test/consumers` with the files around the recipe. */
  fixture: string
  /** The chapter of `docs/server-rendering.md`. Each of its samples names its file. */
  chapter: string
  /** Files of other chapters that the reader copies. */
  copies?: Record<string, string>
}

export type RecipeSite = {
  fixture: Fixture
  origin: string
  service: Loopback
  /** Lists the calls that the service received. */
  calls: () => string[]
  /** Lists the requests of a page that leave its origin or belong to CORS. */
  watchRequests: (page: Page) => string[]
}

/** Builds a site of a recipe's files, unchanged, and tests it by `testSite`. */
export function testRecipe({ fixture: name, chapter, copies = {} }: Recipe, testSite: (site: RecipeSite) => void): void {
  describe(`the recipe “${chapter}”`, () => {
    let server: Server
    const site = { calls: () => site.service.simulator.requests.map(({ call }) => call), watchRequests } as RecipeSite

    beforeAll(async () => {
      site.service = await startLoopback()
      site.fixture = await installFixture('recipe', 'relay', name)
      const samples = readSamples('docs/server-rendering.md').filter((sample) => sample.chapter === chapter)
      for (const { path, code } of samples) site.fixture.write(path as string, code)
      for (const [path, code] of Object.entries(copies)) site.fixture.write(path, code)
      await site.fixture.run('npm run build')
      server = await site.fixture.serve('start', { UPSTREAM: site.service.origin })
      site.origin = server.origin
    })
    afterAll(async () => {
      await server.stop()
      await site.service.close()
      site.fixture.remove()
      expect(server.errors()).toBe('')
    })

    afterEach(() => {
      site.service.simulator.requests.splice(0)
      site.service.simulator.impressions.splice(0)
    })

    function watchRequests(page: Page): string[] {
      const breaches: string[] = []
      page.on('request', (request) => {
        const { origin } = new URL(request.url())
        if (origin !== site.origin || request.method() === 'OPTIONS') breaches.push(`${request.method()} ${request.url()}`)
      })
      return breaches
    }

    testSite(site)
  })
}

/** Tests the page `/`, whose server sends no request. It is the first page that uses the relay. */
export function testColdPage(site: RecipeSite): void {
  test('default: the button appears on a cold page, whose requests are all of its own origin and have no preflight', async ({
    page,
    button,
  }) => {
    const breaches = site.watchRequests(page)
    await page.goto(site.origin)
    await expect.poll(site.service.types).toEqual(['impDisplay'])
    await button().click()
    await expect.poll(site.service.types).toEqual(['impDisplay', 'impAccept'])
    expect(site.calls()).toEqual(['domain', 'engagement', 'update', 'update'])
    expect(breaches).toEqual([])
    expect(site.service.preflights).toEqual([])
  })
}

/** Tests the page `/help`, which has the server's answer. */
export function testPrefetchedPage(site: RecipeSite): void {
  test("behavior: the button is in the server's HTML, and the browser sends no second request for it", async ({ page, button }) => {
    const breaches = site.watchRequests(page)
    const response = await page.goto(`${site.origin}/help`)
    expect(await response?.text()).toContain('<button')
    await expect.poll(site.service.types).toEqual(['impDisplay'])
    await button().click()
    await expect.poll(site.service.types).toEqual(['impDisplay', 'impAccept'])
    expect(site.calls().filter((call) => call !== 'domain')).toEqual(['engagement', 'update', 'update'])
    expect(breaches).toEqual([])
    expect(site.service.preflights).toEqual([])
  })
  test('behavior: the browser repeats the request that the service refused to the server', async ({ page }) => {
    site.service.simulator.fail({ call: 'engagement', status: 400, times: 1 })
    await page.goto(`${site.origin}/help`)
    await expect.poll(site.service.types).toEqual(['impDisplay'])
    expect(site.calls().filter((call) => call !== 'domain')).toEqual(['engagement', 'engagement', 'update'])
  })
}

/** Tests the links between the pages `/` and `/help`, which share the client. */
export function testRouteChange(site: RecipeSite): void {
  test('behavior: a client-side change of the route keeps the answer, its display and the visitor', async ({ page, button }) => {
    const { visitors } = site.service.simulator
    const earlierVisitors = visitors.length
    await page.goto(site.origin)
    await expect.poll(site.service.types).toEqual(['impDisplay'])
    await page.getByRole('link', { name: 'Help' }).click()
    await page.getByRole('link', { name: 'Home' }).waitFor()
    await button().click()
    await page.getByRole('link', { name: 'Home' }).click()
    await page.getByRole('link', { name: 'Help' }).waitFor()
    await expect.poll(site.service.types).toEqual(['impDisplay', 'impAccept'])
    expect(site.calls()).toEqual(['engagement', 'update', 'update'])
    expect(visitors.length - earlierVisitors).toBe(1)
    await page.goto(`${site.origin}/help`)
    await expect.poll(site.calls).toEqual(['engagement', 'update', 'update', 'engagement', 'update'])
    expect(visitors.length - earlierVisitors).toBe(1)
  })
}
