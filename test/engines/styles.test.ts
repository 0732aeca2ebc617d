import { expect, inject } from 'vitest'
import { buildStyles, type Styles } from '../support/buildStyles.js'
import { type Color, contrast } from '../support/contrast.js'
import type { Tab } from '../support/engines/engine.js'
import { engineTest, testBehaviour } from '../support/engines/engineTest.js'
import { startEngine } from '../support/engines/startEngine.js'
import type { Behaviour } from './behaviours.js'

/** The styles of all buttons, as sites reset them. */
const reset = 'button { margin: 0; padding: 0; border: 0; border-radius: 0; background: none; color: inherit; font: inherit }'

const place = 'data-placement="floating" data-corner="end-end"'
const html = `
  <p style="color-scheme: light; background: Canvas"><button data-engagement-button data-status="available">Chat with us</button></p>
  <p style="color-scheme: dark; background: Canvas"><button data-engagement-button data-status="available" aria-busy="true">Chat with us</button></p>
  <button data-engagement-button data-status="available" ${place}>Chat with us</button>
  <button data-engagement-dismiss ${place}>×</button>
  <div data-chat-window style="block-size: auto">
    <div data-chat-message data-author="visitor"><span data-chat-bubble>Where is my parcel?</span></div>
    <div data-chat-message data-author="agent"><span data-chat-bubble>It arrives today.</span></div>
    <textarea data-chat-field></textarea>
    <button data-chat-control="main">Send</button>
  </div>`

type Shown = { name: string; size: number; color: Color; background: Color; border: string; transition: string; animation: string }

/** Returns how each control and each message is painted. */
const readShown = (tab: Tab): Promise<Shown[]> =>
  tab.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
    const paint = (color: string) => {
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3) as [number, number, number]
    }
    const elements = document.querySelectorAll(
      '[data-engagement-button], [data-engagement-dismiss], [data-chat-bubble], [data-chat-control]',
    )
    return [...elements].map((element) => {
      const { color, backgroundColor, borderStyle, transitionDuration } = getComputedStyle(element)
      const { width, height } = element.getBoundingClientRect()
      return {
        name: element.textContent ?? '',
        size: element.matches('button') ? Math.min(width, height) : 44,
        color: paint(color),
        background: paint(backgroundColor),
        border: borderStyle,
        transition: transitionDuration,
        animation: getComputedStyle(element, '::after').animationName,
      }
    })
  })

function expectReadable(shown: Shown[]): void {
  for (const { name, size, color, background } of shown) {
    expect(contrast(color, background), name).toBeGreaterThanOrEqual(4.5)
    expect(size, name).toBeGreaterThanOrEqual(44)
  }
}

const stylesTest = engineTest
  .extend('styles', { scope: 'file' }, buildStyles)
  .extend('browserWithPreferences', { scope: 'file' }, async ({ engine }, { onCleanup }) => {
    const browser = await startEngine(engine, inject('enginePath'), { hasPreferences: true })
    onCleanup(browser.close)
    return browser
  })

function testStyles(row: Behaviour, file: keyof Styles, siteStyles: string): void {
  testBehaviour(
    row,
    async ({ engine, site, styles, browser, browserWithPreferences }) => {
      const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Styles</title><style>${styles[file]}${siteStyles}</style>`
      site.files.set('/styles.html', `${head}${html}`)
      site.files.set('/small.html', '<iframe src="/narrow.html" width="320" height="568" frameborder="0"></iframe>')
      site.files.set('/narrow.html', `${head.replace('<html', '<html dir="rtl"')}${html}`)

      const tab = await browser.open(`${site.origin}/styles.html`)
      const shown = await readShown(tab)
      expectReadable(shown)
      expect(shown[0]?.background).not.toEqual(shown[1]?.background)
      expect(shown[1]?.animation).toBe('react-engagement-turn')
      await tab.press('Tab')
      const ring = await tab.evaluate(() => {
        const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(document.activeElement as Element)
        return [outlineStyle, outlineWidth, outlineOffset]
      })
      expect(ring).toEqual(['solid', '3px', '3px'])

      await tab.goto(`${site.origin}/small.html`)
      const small = await tab.evaluate(() => {
        const contents = document.querySelector('iframe')?.contentDocument as Document
        const { scrollWidth, clientHeight } = contents.documentElement
        const boxOf = (selector: string) => contents.querySelector(selector)?.getBoundingClientRect() as DOMRect
        const [button, dismissal] = [boxOf('[data-engagement-button][data-corner]'), boxOf('[data-engagement-dismiss]')]
        return {
          scrollWidth,
          gap: button.left - dismissal.right,
          left: dismissal.left,
          bottom: clientHeight - dismissal.bottom,
          right: button.right <= 320,
        }
      })
      expect(small).toEqual({ scrollWidth: 320, gap: 8, left: 16, bottom: 16, right: true })
      await tab.close()

      const preferring = await browserWithPreferences.open(`${site.origin}/styles.html`)
      const preferred = await readShown(preferring)
      expectReadable(preferred)
      expect(preferred.slice(0, 4).map(({ transition, animation }) => [transition, animation])).toEqual(Array(4).fill(['0s', 'none']))
      // WebKitGTK cannot force colours.
      if (engine !== 'webkit') expect(preferred.map(({ border }) => border)).toEqual(Array(preferred.length).fill('solid'))
      await preferring.close()
    },
    stylesTest,
  )
}

testStyles('styles.css', 'layered', `@layer base { ${reset} }`)
testStyles('styles.unlayered.css', 'unlayered', reset)
