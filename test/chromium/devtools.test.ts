import type { Locator, Page } from 'playwright'
import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'

const test = browserTest
  // The policy does not allow images, so Chromium logs a message for the page's icon.
  .extend('permitted', /React DevTools|the image 'data:,'/)
  .extend('scripts', { auto: true }, ({ page }) => {
    const scripts: string[] = []
    page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()))
    return scripts
  })
  .extend('toggle', ({ page }) => page.getByRole('button', { name: 'Engagement devtools' }))
  .extend('panel', ({ page }) => page.getByRole('region', { name: 'Engagement', exact: true }))

describe.each([19, 18] as const)('the devtools on React %i, under the strictest policy that allows the service', (react) => {
  test.override('react', react)

  test.beforeEach(async ({ service, open, button }) => {
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${service.origin}; require-trusted-types-for 'script'`
    await open({ devtools: '', policy })
    await button().waitFor()
  })

  /** True if the centre of the element is not covered. */
  const isHit = (locator: Locator) =>
    locator.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      return document.elementFromPoint(left + width / 2, top + height / 2) === element
    })

  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className ?? document.activeElement?.tagName)

  test('the panel opens, scrolls and closes by keyboard alone', async ({ page, scripts, panel }) => {
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('toggle')
    const before = scripts.length
    await page.keyboard.press('Enter')
    await panel.waitFor()
    expect(scripts.length).toBeGreaterThan(before)
    await page.setViewportSize({ width: 320, height: 480 })
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('panel')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => panel.evaluate((element) => element.scrollTop)).toBeGreaterThan(0)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('toggle')
    await page.keyboard.press('Shift+Tab')
    expect(await focused(page)).toBe('BUTTON')
  })

  test('a constructed sheet styles the devtools, whatever the styles of the page', async ({ page, toggle, panel }) => {
    expect(await toggle.evaluate((element) => getComputedStyle(element).borderRadius)).toBe('50%')
    const closed = await toggle.boundingBox()
    expect(closed).toMatchObject({ x: 16, width: 44, height: 44 })
    await toggle.click()
    await panel.getByText('Available: the service offers a chat to this visitor.').waitFor()
    expect(await panel.evaluate((element) => element.getBoundingClientRect().width)).toBe(1280)
    expect(await page.locator('[data-engagement-devtools]').locator('[style], style, link').count()).toBe(0)
  })

  test.for([1280, 320].flatMap((width) => ['end-end', 'end-start', 'start-end', 'start-start'].map((corner) => [width, corner] as const)))(
    '%i px: the devtools, closed and open, leave the floating button in %s to the visitor',
    async ([width, corner], { page, open, button, toggle, panel }) => {
      const dismissal = page.getByRole('button', { name: 'Dismiss' })
      for (const height of [720, 480, 280]) {
        await page.setViewportSize({ width, height })
        await open({ devtools: '', floating: '', corner })
        await button().waitFor()
        await toggle.waitFor()
        expect([await isHit(button()), await isHit(dismissal)], 'closed').toEqual([true, true])
        await toggle.click()
        await panel.getByText('Available: the service offers a chat to this visitor.').waitFor()
        expect([await isHit(button()), await isHit(dismissal)], 'open').toEqual([true, true])
        expect(await panel.evaluate((element) => element.getBoundingClientRect().height)).toBeGreaterThan(height / 3)
        await toggle.click()
        await panel.waitFor({ state: 'detached' })
      }
    },
  )

  test.for(['fixed', 'in a fixed element', 'in a sticky element'])(
    "the devtools, closed and open, leave the site's button to the visitor: %s",
    async (place, { button, toggle, panel }) => {
      await button().evaluate((element: HTMLElement, place) => {
        const fixed = place === 'fixed' ? element : (element.parentElement as HTMLElement)
        Object.assign(fixed.style, { position: place.includes('sticky') ? 'sticky' : 'fixed', bottom: '16px', left: '16px' })
        const above = document.createElement('div')
        above.style.height = '200vh'
        fixed.before(above)
      }, place)
      await expect.poll(() => isHit(button()), { message: 'closed' }).toBe(true)
      await toggle.click()
      await panel.getByText('Available: the service offers a chat to this visitor.').waitFor()
      await expect.poll(() => isHit(button()), { message: 'open' }).toBe(true)
      // The panel does not avoid a button that scrolls with the page.
      await button().evaluate((element: HTMLElement) => {
        for (const place of [element, element.parentElement as HTMLElement]) place.style.position = 'static'
      })
      await expect.poll(() => panel.evaluate((element) => element.getBoundingClientRect().bottom)).toBe(720)
    },
  )

  test('the page loads only the toggle at first', async ({ page, scripts }) => {
    const text = await Promise.all(scripts.map(async (url) => (await page.request.get(url)).text()))
    expect(text.join()).toContain('Engagement devtools')
    expect(text.join()).not.toContain('No impression was reported yet.')
  })
})
