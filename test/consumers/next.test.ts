import { expect } from 'vitest'
import { frameworkTest as test, testFramework, testLoad } from '../support/framework.js'
import { next, testNext } from '../support/nextSite.js'

testFramework('next', next, (site) => {
  testLoad(site)
  testNext(site)

  test('behavior: in development, in strict mode, it asks once, too', async ({ page }) => {
    const development = await site.fixture.serve('dev', { [next.domain]: site.service.origin })
    await page.goto(development.origin)
    await expect.poll(site.service.types, { timeout: 15_000 }).toEqual(['impDisplay'])
    await page.goto(`${development.origin}/prefetched`)
    await expect.poll(site.service.types, { timeout: 15_000 }).toEqual(['impDisplay', 'impDisplay'])
    await development.stop()
    expect(site.service.simulator.requests.map(({ call }) => call)).toEqual(['engagement', 'update', 'engagement', 'update'])
  })

  test("behavior: without 'use client' in the package, nothing is built", async () => {
    await site.fixture.run(`grep -rl '^"use client"' node_modules/react-engagement/dist | xargs sed -i '/^"use client"/d'`)
    await expect(site.fixture.run('npm run build', { [next.domain]: site.service.origin })).rejects.toThrow(
      'createContext) is not a function',
    )
  })
})
