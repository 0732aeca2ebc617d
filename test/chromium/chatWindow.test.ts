import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { contrast } from '../support/contrast.js'
import { box, paint, storyTest as test } from '../support/storyTest.js'

const chatOf = (page: Page) => page.locator('[data-chat-window]')
const large = { width: 900, height: 720 }

test.for([
  ['end-end', 'ltr'],
  ['end-start', 'ltr'],
  ['start-end', 'ltr'],
  ['end-end', 'rtl'],
] as const)(
  'a window in %s, %s, lies beside the edge of the page and keeps the button free',
  async ([corner, direction], { showAlone }) => {
    const settings = { viewport: large, args: { corner }, globals: { engagementDirection: direction } }
    const page = await showAlone('chatwindow--messages', settings)
    const chat = await box(chatOf(page))
    const isAtLeft = (corner === 'end-start') !== (direction === 'rtl')
    expect(isAtLeft ? chat.left : large.width - chat.right).toBe(16)
    expect(Math.min(chat.left, chat.top, large.width - chat.right, large.height - chat.bottom)).toBeGreaterThanOrEqual(16)
    if (corner === 'start-end') return
    const button = await box(page.locator('[data-engagement-button]'))
    expect(button.top).toBeGreaterThanOrEqual(chat.bottom)
  },
)

test.for([
  ['320 pixels wide', { width: 320, height: 568 }],
  ['200 % zoom', { width: 640, height: 360 }],
] as const)('a window fills a small viewport: %s', async ([_name, viewport], { showAlone }) => {
  const page = await showAlone('chatwindow--messages', { viewport })
  expect(await box(chatOf(page))).toMatchObject({ left: 0, top: 0, ...viewport })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width)
  await expect(page.locator('[data-engagement-button]').evaluate((element) => element.closest('[inert]') !== null)).resolves.toBe(true)
  for (const name of ['textarea', '[data-chat-control="main"]']) {
    const { top, bottom, height } = await box(chatOf(page).locator(name))
    expect(top).toBeGreaterThanOrEqual(0)
    expect(bottom).toBeLessThanOrEqual(viewport.height)
    expect(height).toBeGreaterThanOrEqual(44)
  }
})

describe('controls', () => {
  test.for(['messages', 'structured-content', 'failed-message', 'end', 'survey'])(
    'the controls of %s are large enough',
    async (story, { show }) => {
      const page = await show(`chatwindow--${story}`, { viewport: large })
      for (const control of await chatOf(page).locator('[data-chat-control]').all()) {
        const { width, height } = await box(control)
        const needed = (await control.getAttribute('data-chat-control')) === 'small' ? 24 : 44
        expect(Math.min(width, height), await control.innerText()).toBeGreaterThanOrEqual(needed)
      }
    },
  )

  test.for([
    ['light', 'none'],
    ['dark', 'none'],
    ['light', 'active'],
    ['dark', 'active'],
  ] as const)('controls and texts contrast 4.5:1: %s, forced colours %s', async ([colorScheme, forcedColors], { show }) => {
    const page = await show('chatwindow--messages', { viewport: large, colorScheme, forcedColors })
    for (const element of await chatOf(page).locator('[data-chat-bubble], [data-chat-control="main"]').all()) {
      expect(contrast(await paint(element, 'color'), await paint(element, 'backgroundColor'))).toBeGreaterThanOrEqual(4.5)
    }
  })
})

test('the list is at its end, and a visitor who reads earlier messages stays there', async ({ showAlone }) => {
  const page = await showAlone('chatwindow--messages', { viewport: { width: 900, height: 500 } })
  const log = page.getByRole('log')
  const distance = () => log.evaluate((element) => Math.round(element.scrollHeight - element.scrollTop - element.clientHeight))
  await expect.poll(distance).toBe(0)
  // The field grows, and the end of the list stays in view.
  await page.getByRole('textbox').fill('a\nb\nc\nd')
  await expect.poll(distance).toBe(0)
  await log.evaluate((element) => element.scrollTo(0, 0))
  await page.getByRole('textbox').fill('')
  await page.evaluate(() => new Promise(requestAnimationFrame))
  expect(await log.evaluate((element) => element.scrollTop)).toBe(0)
})
