import { expect } from 'vitest'
import { browserTest as test } from '../support/browserTest.js'
import { testRecipe } from '../support/recipe.js'

testRecipe({ fixture: 'next-recipe', chapter: 'Next, App Router' }, (site) => {
  test('default: the button appears on a cold page, whose requests are all of its own origin and have no preflight', async ({
    page,
    button,
  }) => {
    const breaches = site.watchRequests(page)
    await page.goto(site.origin)
    await expect.poll(site.service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    await button().click()
    await expect.poll(site.service.types).toEqual(['impDisplay', 'impAccept'])
    expect(site.calls()).toEqual(['domain', 'engagement', 'update', 'update'])
    expect(breaches).toEqual([])
    expect(site.service.preflights).toEqual([])
  })
})
