import type { Locator } from 'playwright'
import { describe, expect } from 'vitest'
import type { Styles } from '../support/buildStyles.js'
import { allStates } from '../support/buttonStates.js'
import { type Color, contrast } from '../support/contrast.js'
import { styleTest as test } from '../support/styleTest.js'

test.override('contextOptions', { reducedMotion: 'reduce' })

/** Features that are newer than Chrome 100, Safari 15.4 or Firefox 100, and the file that has them. `@layer` is a few weeks older. */
const newer: [feature: string, file: keyof Styles][] = [
  ['color-mix(', 'unlayered'],
  [':has(', 'unlayered'],
  ['translate:', 'unlayered'],
  ['text-wrap:', 'unlayered'],
  ['@layer', 'layered'],
]

/** All functions of our stylesheets. A function that is newer than the browsers above has a row above. */
const functions = ['calc', 'color-mix', 'env', 'grayscale', 'has', 'inset', 'max', 'not', 'rotate', 'var', 'where']

/** Renames a feature, so that Chromium handles it as a browser does without that feature. */
const withoutFeature = (sheet: string, feature: string) => sheet.replaceAll(feature, feature.replace(/\w/, 'unknown-$&'))

const withPage = (sheet: string) => [':root { color-scheme: light dark } body { background: Canvas }', sheet]

/** Returns the contrast of an element's label with the background that is painted behind it. */
async function labelContrast(element: Locator): Promise<number> {
  const [label, background] = await element.evaluate((node) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
    const { color, backgroundColor } = getComputedStyle(node)
    return [[color], [getComputedStyle(document.body).backgroundColor, backgroundColor]].map((layers) => {
      for (const layer of layers) {
        canvas.fillStyle = layer
        canvas.fillRect(0, 0, 1, 1)
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3) as Color
    }) as [Color, Color]
  })
  return contrast(label, background)
}

test('the stylesheets have no other functions, and no media query with a newer syntax', async ({ styles }) => {
  const found = styles.unlayered.match(/[\w-]+(?=\()/g)
  expect([...new Set(found)].sort()).toEqual(functions)
  expect(styles.unlayered).not.toMatch(/@media[^{]*[<>]/)
})

describe.for(newer)('a browser without %s', ([feature, file]) => {
  test.for([
    ['light', 'no-preference'],
    ['dark', 'no-preference'],
    ['light', 'more'],
    ['dark', 'more'],
  ] as const)('every label contrasts 4.5:1 in every state: %s, contrast %s', async ([colorScheme, wanted], { show, styles }) => {
    const shown = await show(withPage(withoutFeature(styles[file], feature)), allStates())
    await shown.emulateMedia({ colorScheme, contrast: wanted, reducedMotion: 'reduce' })
    for (const element of await shown.locator('[title]:visible').all()) {
      const name = await element.getAttribute('title')
      const check = async (state: string) => expect(await labelContrast(element), `${name} ${state}`).toBeGreaterThanOrEqual(4.5)
      await check('at rest')
      const { x = 0, y = 0 } = (await element.boundingBox()) ?? {}
      await shown.mouse.move(x + 20, y + 10)
      await check('hover')
      await shown.mouse.down()
      await check('active')
      await shown.mouse.up()
      await element.focus()
      await check('focus')
      await shown.mouse.move(0, 0)
    }
  })

  test.for(['ltr', 'rtl'])('no control lies over the label of a floating button: %s', async (direction, { show, styles }) => {
    const shown = await show(withPage(withoutFeature(styles[file], feature)), `<div dir="${direction}">${allStates()}</div>`)
    for (const corner of ['start-start', 'start-end', 'end-start', 'end-end']) {
      const [button, control] = await Promise.all(
        ['floating', 'dismissal'].map((name) => shown.getByTitle(`${name} ${corner}`).boundingBox()),
      )
      if (!button || !control) throw new Error(`The elements of ${corner} are not there.`)
      const isBeside = button.x + button.width <= control.x || control.x + control.width <= button.x
      const isAbove = button.y + button.height <= control.y || control.y + control.height <= button.y
      expect(isBeside || isAbove, corner).toBe(true)
    }
  })
})
