import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { compile } from 'tailwindcss'
import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'

const read = (path: string) => readFile(path, 'utf8')
const ours = () => read(join(import.meta.dirname, '../../src/react/styles.css'))

/** Returns the stylesheet that Tailwind makes for a site with these classes. */
async function tailwind(classes: string[]): Promise<string> {
  const file = createRequire(import.meta.url).resolve('tailwindcss/index.css')
  const { build } = await compile('@import "tailwindcss";', {
    loadStylesheet: async () => ({ path: file, base: '', content: await read(file) }),
  })
  return build(classes)
}

const test = browserTest.extend('show', ({ context }) => async (sheets: string[], html: string) => {
  const page = await context.newPage()
  await page.setContent(`${sheets.map((sheet) => `<style>${sheet}</style>`).join('')}${html}`)
  return page
})

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
    async (order, { show }) => {
      const sheets = [await ours(), await tailwind(['bg-red-500', 'rounded-none', 'px-2'])]
      const page = await show(
        order === 'before' ? sheets : sheets.reverse(),
        [buttonHtml('plain'), buttonHtml('dressed', 'bg-red-500 rounded-none px-2'), '<i id="red" class="bg-red-500"></i>'].join(''),
      )
      const alone = await show([await ours()], buttonHtml('plain'))
      expect(await styleOf(page, 'plain')).toEqual(await styleOf(alone, 'plain'))
      const { backgroundColor } = await styleOf(page, 'red')
      expect(await styleOf(page, 'dressed')).toMatchObject({ backgroundColor, borderRadius: '0px', paddingInlineStart: '8px' })
    },
  )
})

test("our stylesheet does not change a site's order of layers", async ({ show }) => {
  const order = '@layer theme, base, mui, components, utilities;'
  const sheets = [await ours(), `${order} @layer mui { #own { padding: 1px } } @layer utilities { .p-2 { padding: 2px } }`]
  const page = await show(sheets, '<button id="own" class="p-2">Own</button>')
  expect((await styleOf(page, 'own')).paddingInlineStart).toBe('2px')
})

test('a reset of the site does not move the floating button beneath its dismiss button', async ({ show }) => {
  const place = (name: string) => `<button id="${name}" ${name} data-placement="floating" data-corner="end-end">×</button>`
  const page = await show([await ours(), 'button { margin: 0 }'], place('data-engagement-button') + place('data-engagement-dismiss'))
  const [button, dismissal] = [await page.locator('button').first().boundingBox(), await page.locator('button').last().boundingBox()]
  expect((dismissal?.x ?? 0) - (button?.x ?? 0) - (button?.width ?? 0)).toBe(8)
})

describe('light and dark', () => {
  test('the colours follow the surrounding color-scheme, which is optional', async ({ show }) => {
    const page = await show(
      [await ours()],
      ['light', 'dark'].map((scheme) => `<div style="color-scheme: ${scheme}">${buttonHtml(scheme)}</div>`).join('') + buttonHtml('unset'),
    )
    const [light, dark, unset] = [await styleOf(page, 'light'), await styleOf(page, 'dark'), await styleOf(page, 'unset')]
    expect(light.backgroundColor).not.toBe(dark.backgroundColor)
    expect(unset).toEqual(light)
  })

  test('the colours survive a bundler', async ({ open, button, show }) => {
    await open()
    const alone = await show([await ours()], buttonHtml('plain'))
    expect(await button().evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      (await styleOf(alone, 'plain')).backgroundColor,
    )
  })

  test('a surrounding element may set the tokens', async ({ show }) => {
    const page = await show(
      [await ours()],
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
