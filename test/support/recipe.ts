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
}

export type RecipeSite = {
  origin: string
  service: Loopback
  calls: () => string[]
  /** Lists the requests of a page that leave its origin or belong to CORS. */
  watchRequests: (page: Page) => string[]
}

/** Builds a site of a recipe's files, unchanged. Tests the page that has the server's answer. `testMore` adds tests of its own. */
export function testRecipe({ fixture: name, chapter }: Recipe, testMore?: (site: RecipeSite) => void): void {
  describe(`the recipe “${chapter}”`, () => {
    let fixture: Fixture
    let server: Server
    const site = { calls: () => site.service.simulator.requests.map(({ call }) => call), watchRequests } as RecipeSite

    beforeAll(async () => {
      site.service = await startLoopback()
      fixture = await installFixture('recipe', name)
      const samples = readSamples('docs/server-rendering.md').filter((sample) => sample.chapter === chapter)
      for (const { path, code } of samples) fixture.write(path as string, code)
      await fixture.run('npm run build')
      server = await fixture.serve('start', { UPSTREAM: site.service.origin })
      site.origin = server.origin
    })
    afterAll(async () => {
      await server.stop()
      await site.service.close()
      fixture.remove()
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

    testMore?.(site)

    test("behavior: the button is in the server's HTML, and the browser sends no second request for it", async ({ page, button }) => {
      const breaches = site.watchRequests(page)
      const response = await page.goto(`${site.origin}/help`)
      expect(await response?.text()).toContain('<button')
      await expect.poll(site.service.types, { timeout: 5000 }).toEqual(['impDisplay'])
      await button().click()
      await expect.poll(site.service.types).toEqual(['impDisplay', 'impAccept'])
      expect(site.calls().filter((call) => call !== 'domain')).toEqual(['engagement', 'update', 'update'])
      expect(breaches).toEqual([])
      expect(site.service.preflights).toEqual([])
    })
  })
}
