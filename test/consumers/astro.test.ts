import { expect } from 'vitest'
import { browserTest as test } from '../support/browserTest.js'
import { testColdPage, testRecipe } from '../support/recipe.js'
import { testRelay } from '../support/relayMount.js'

testRecipe({ fixture: 'astro', chapter: 'Astro' }, (site) => {
  testColdPage(site)
  testRelay(site, '/mount')

  test('default: islands that share the client share its answer', async ({ page }) => {
    const html = await (await fetch(site.origin)).text()
    expect(html).toContain('One moment')
    expect(html).not.toContain('<button')
    await page.goto(site.origin)
    await page.getByText('Our chat is open.').waitFor()
    await expect.poll(site.service.types).toEqual(['impDisplay'])
    expect(site.calls()).toEqual(['engagement', 'update'])
  })

  test('parameters: client:visible: an island without a fallback does not hydrate, and one with it hydrates when it is in view', async ({
    page,
    button,
  }) => {
    await page.goto(`${site.origin}/visible`)
    await page.getByText('Our chat is open.').waitFor()
    await page.mouse.wheel(0, 4000)
    await button().click()
    await expect.poll(site.service.types).toEqual(['impDisplay', 'impAccept'])
    // Astro removes the attribute `ssr` when it hydrates an island.
    expect(await page.locator('astro-island[ssr]').count()).toBe(1)
    expect(await page.getByRole('button', { name: 'Chat without a fallback' }).count()).toBe(0)
  })

  test('parameters: client:only: the button comes in the browser', async ({ page }) => {
    await page.goto(`${site.origin}/only`)
    await page.getByRole('button', { name: 'Chat without a fallback' }).click()
    await expect.poll(site.service.types).toEqual(['impDisplay', 'impAccept'])
  })
})
