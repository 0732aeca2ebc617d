import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { tailwind4, styleTest as test } from '../support/styleTest.js'

const styleOf = (page: Page, id: string) =>
  page.locator(`#${id}`).evaluate((element) => {
    const { backgroundColor, borderRadius, paddingInlineStart, fontWeight } = getComputedStyle(element)
    return { backgroundColor, borderRadius, paddingInlineStart, fontWeight }
  })

const buttonHtml = (id: string, className = '') =>
  `<button id="${id}" class="${className}" data-engagement-button data-status="available">Chat with us</button>`

describe('beside Tailwind', () => {
  test.for(['before', 'after'])(
    'our stylesheet %s Tailwind: its reset does not change the button, and its utilities do',
    async (order, { show, styles }) => {
      const sheets = [styles.layered, await tailwind4(['bg-red-500', 'rounded-none', 'px-2'])]
      const page = await show(
        order === 'before' ? sheets : sheets.reverse(),
        [buttonHtml('plain'), buttonHtml('dressed', 'bg-red-500 rounded-none px-2'), '<i id="red" class="bg-red-500"></i>'].join(''),
      )
      const alone = await show([styles.layered], buttonHtml('plain'))
      expect(await styleOf(page, 'plain')).toEqual(await styleOf(alone, 'plain'))
      const { backgroundColor } = await styleOf(page, 'red')
      expect(await styleOf(page, 'dressed')).toMatchObject({ backgroundColor, borderRadius: '0px', paddingInlineStart: '8px' })
    },
  )
})

test("our stylesheet does not change a site's order of layers", async ({ show, styles }) => {
  const order = '@layer theme, base, mui, components, utilities;'
  const sheets = [styles.layered, `${order} @layer mui { #own { padding: 1px } } @layer utilities { .p-2 { padding: 2px } }`]
  const page = await show(sheets, '<button id="own" class="p-2">Own</button>')
  expect((await styleOf(page, 'own')).paddingInlineStart).toBe('2px')
})

test('a reset of the site does not move the floating button beneath its dismiss button', async ({ show, styles }) => {
  const place = (name: string) => `<button id="${name}" ${name} data-placement="floating" data-corner="end-end">×</button>`
  const page = await show([styles.layered, 'button { margin: 0 }'], place('data-engagement-button') + place('data-engagement-dismiss'))
  const [button, dismissal] = [await page.locator('button').first().boundingBox(), await page.locator('button').last().boundingBox()]
  expect((dismissal?.x ?? 0) - (button?.x ?? 0) - (button?.width ?? 0)).toBe(8)
})

test('a hidden button does not show', async ({ show, styles }) => {
  for (const ours of Object.values(styles)) {
    const page = await show([ours], '<button data-engagement-button data-status="available" hidden>Chat with us</button>')
    await expect(page.locator('button').isVisible()).resolves.toBe(false)
  }
})

describe('light and dark', () => {
  test('the colours follow the surrounding color-scheme, which is optional', async ({ show, styles }) => {
    const page = await show(
      [styles.layered],
      ['light', 'dark'].map((scheme) => `<div style="color-scheme: ${scheme}">${buttonHtml(scheme)}</div>`).join('') + buttonHtml('unset'),
    )
    const [light, dark, unset] = [await styleOf(page, 'light'), await styleOf(page, 'dark'), await styleOf(page, 'unset')]
    expect(light.backgroundColor).not.toBe(dark.backgroundColor)
    expect(unset).toEqual(light)
  })

  test('the colours survive a bundler', async ({ open, button, show, styles }) => {
    await open()
    const alone = await show([styles.layered], buttonHtml('plain'))
    expect(await button().evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      (await styleOf(alone, 'plain')).backgroundColor,
    )
  })

  test('a surrounding element may set the tokens', async ({ show, styles }) => {
    const page = await show(
      [styles.layered],
      `<div style="--engagement-accent: rgb(1, 2, 3); --engagement-radius: 4px">${buttonHtml('own')}</div>`,
    )
    expect(await styleOf(page, 'own')).toMatchObject({ backgroundColor: 'rgb(1, 2, 3)', borderRadius: '4px' })
  })
})

describe('layout shift', () => {
  test.for([
    ['inline, with reserved space', { reserve: '44px' }, 0],
    ['floating', { floating: '' }, 0],
    // Without either, the button shifts the text below. This row proves that the measurement works.
    ['inline, without', {}, 1],
  ] as const)('the layout shift of a button %s: %s', async ([_name, query, shifted], { service, page, open, button }) => {
    service.simulator.latency(1000)
    await open({ next: '', ...query })
    await button().waitFor()
    const score = await page.evaluate(async () => {
      const shifts: (PerformanceEntry & { value?: number })[] = []
      new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true })
      const nextFrame = () => new Promise(requestAnimationFrame)
      const last = document.body.appendChild(document.createElement('p'))
      last.textContent = 'The last line.'
      await nextFrame().then(nextFrame)
      // The test causes a shift itself. Once the observer reports this shift, it has reported all earlier ones.
      const now = performance.now()
      last.style.marginTop = '100px'
      while (!shifts.some(({ startTime }) => startTime >= now)) await nextFrame()
      return shifts.reduce((sum, { startTime, value = 0 }) => sum + (startTime < now ? value : 0), 0)
    })
    expect(score > 0).toBe(shifted > 0)
  })
})
