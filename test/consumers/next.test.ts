import { expect } from 'vitest'
import { frameworkTest as test, testFramework, testLoad } from '../support/framework.js'
import { next, testDevelopment, testNext } from '../support/nextSite.js'

testFramework('next', next, (site) => {
  testLoad(site)
  testNext(site)
  testDevelopment(site)

  test("behavior: without 'use client' in the package, nothing is built", async () => {
    await site.fixture.run(`grep -rl '^"use client"' node_modules/react-engagement/dist | xargs sed -i '/^"use client"/d'`)
    await expect(site.fixture.run('npm run build', { [next.domain]: site.service.origin })).rejects.toThrow(
      'createContext) is not a function',
    )
  })
})
