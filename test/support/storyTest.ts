import type { Locator, Page } from 'playwright'
import { browserTest } from './browserTest.js'
import type { Color } from './contrast.js'
import { type StorySettings, startStorybook } from './storybook.js'

type Look = StorySettings & {
  viewport?: { width: number; height: number }
  colorScheme?: 'light' | 'dark'
  contrast?: 'no-preference' | 'more'
  forcedColors?: 'none' | 'active'
}

type Show = (id: string, look?: Look) => Promise<Page>

/** Sets the viewport and the media of the page. Omitted settings have their defaults. */
async function setLook(
  page: Page,
  { viewport = { width: 1280, height: 720 }, colorScheme = 'light', contrast = 'no-preference', forcedColors = 'none' }: Look,
): Promise<void> {
  await page.setViewportSize(viewport)
  await page.emulateMedia({ colorScheme, contrast, forcedColors })
}

/** A test in Chromium that looks at stories. */
export const storyTest = browserTest
  .extend('storybook', { scope: 'file' }, async ({ browser }, { onCleanup }) => {
    const storybook = await startStorybook()
    onCleanup(storybook.close)
    return { ...storybook, newPage: () => browser.newPage() }
  })
  .extend('sharedPage', { scope: 'file' }, async ({ storybook }) => {
    const page = await storybook.newPage()
    await storybook.open(page, 'engagementbutton--account-loading')
    return page
  })
  /** Shows a story after its play, in the page that all tests share. A test may only look at the story and focus it. */
  .extend(
    'show',
    ({ sharedPage: page, storybook }): Show =>
      async (id, look = {}) => {
        await setLook(page, look)
        await storybook.show(page, id, look)
        return page
      },
  )
  /** Shows a story in a page of the test's own. The test may scroll and change this page, and use the keyboard. */
  .extend('showAlone', ({ storybook }, { onCleanup }): Show => {
    let page: Page | undefined
    onCleanup(() => page?.close())
    return async (id, look = {}) => {
      const isFirst = !page
      page ??= await storybook.newPage()
      await setLook(page, look)
      await (isFirst ? storybook.open : storybook.show)(page, id, look)
      return page
    }
  })

/** The element that Storybook renders a story into. */
export const root = (page: Page) => page.locator('#storybook-root')

/** Returns the painted colour in sRGB, whatever the notation of the style. */
export const paint = (locator: Locator, property: 'color' | 'backgroundColor' | 'outlineColor'): Promise<Color> =>
  locator.evaluate((element, name) => {
    const canvas = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D
    canvas.fillStyle = getComputedStyle(element)[name]
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3) as Color
  }, property)

/** Returns the edges and the size of an element, in CSS pixels. */
export const box = async (locator: Locator) => {
  const { x, y, width, height } = (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  return { left: x, top: y, right: x + width, bottom: y + height, width, height }
}
