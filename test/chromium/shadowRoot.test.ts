import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { chatTest, eventually } from '../support/chatTest.js'
import { box } from '../support/storyTest.js'

const large = { viewport: { width: 1000, height: 800 }, reducedMotion: 'reduce' as const }
const small = { ...large, viewport: { width: 375, height: 667 } }

const test = chatTest.extend('contextOptions', large).extend(
  'types',
  ({ simulator }) =>
    () =>
      simulator.impressions.map(({ type }) => type),
)

/** True if the button has the focus, as its shadow root sees it. */
const hasFocus = (page: Page) =>
  page.locator('[data-engagement-button]').evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)

/** Covers the page by a modal dialog: in the document, in the site's shadow root, or in another component's. */
const cover = (page: Page, place: string) =>
  page.evaluate((place) => {
    const host = place === 'another root' ? document.body.appendChild(document.createElement('div')) : document.getElementById('root')
    const root = place === 'the document' ? document.body : (host?.shadowRoot ?? (host as HTMLElement).attachShadow({ mode: 'open' }))
    const dialog = root.appendChild(document.createElement('div'))
    dialog.style.cssText = 'position: fixed; inset: 0; z-index: 2000'
    dialog.setAttribute('aria-modal', 'true')
    Object.assign(globalThis, { dialog })
  }, place)

describe.for(['sheet', 'style', 'link'])('a shadow root with the stylesheet as a %s', (shadow) => {
  test('default: a floating button has its styles, its corner, and the colour that the host gives', async ({ page, chat, openChat }) => {
    await openChat({ shadow })
    await page.addStyleTag({ content: '#root { --engagement-accent: rgb(0, 64, 0) }' })
    await chat.button.waitFor()
    const read = () =>
      chat.button.evaluate((element) => [getComputedStyle(element).borderRadius, getComputedStyle(element).backgroundColor])
    await eventually(read).toEqual(['999px', 'rgb(0, 64, 0)'])
    const { right, bottom } = await box(page.getByRole('button', { name: 'Dismiss' }))
    expect([1000 - right, 800 - bottom]).toEqual([16, 16])
  })
})

describe('a site in a shadow root', () => {
  test('default: a button that comes into view is displayed and accepted, and the conversation opens', async ({
    page,
    chat,
    openChat,
    types,
    received,
  }) => {
    await openChat({ shadow: '', inline: '', above: '2000px' })
    await chat.button.waitFor()
    expect(types()).toEqual([])
    await chat.button.scrollIntoViewIfNeeded()
    await eventually(types).toEqual(['impDisplay'])
    await chat.button.click()
    await chat.write('Where is my parcel?')
    await eventually(received).toEqual(['Where is my parcel?'])
    expect(types()).toEqual(['impDisplay', 'impAccept'])
    // A click elsewhere on the page leaves the window open.
    await page.mouse.click(2, 2)
    expect(await chat.window.count()).toBe(1)
  })

  test.for(['the document', 'the root of the site', 'another root'])(
    'behavior: a button under a modal dialog in %s is not displayed until the dialog closes',
    async (place, { page, chat, openChat, types }) => {
      await openChat({ shadow: '', inline: '', above: '2000px' })
      await chat.button.waitFor()
      await cover(page, place)
      await page.clock.install()
      await chat.button.scrollIntoViewIfNeeded()
      await page.evaluate(
        () => new Promise((resolve) => new IntersectionObserver(resolve).observe(document.getElementById('root') as Element)),
      )
      await page.clock.runFor(60_000)
      expect(types()).toEqual([])
      await page.evaluate(() => (globalThis as unknown as { dialog: Element }).dialog.remove())
      await page.clock.runFor(2000)
      await eventually(types).toEqual(['impDisplay'])
    },
  )

  test('behavior: the keyboard opens and closes the window, and the button has the focus again', async ({
    simulator,
    page,
    chat,
    openChat,
    received,
  }) => {
    await openChat({ shadow: '' })
    await chat.button.focus()
    await page.keyboard.press('Enter')
    await chat.composer.waitFor()
    await page.keyboard.type('Hello')
    await page.keyboard.press('Enter')
    await eventually(received).toEqual(['Hello'])
    simulator.agent.say({ text: 'Which colour?', quickReplies: ['Red'] })
    await chat.control('Red').focus()
    await page.keyboard.press('Enter')
    // The control with the focus is gone.
    await chat.control('Red').waitFor({ state: 'detached' })
    await eventually(() => chat.composer.evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)).toBe(true)
    await page.keyboard.press('Escape')
    await chat.window.waitFor({ state: 'detached' })
    expect(await hasFocus(page)).toBe(true)
  })

  test('behavior: the window lies over the button, or in its place without one', async ({ page, chat, openChat, begin }) => {
    await begin({ shadow: '' })
    expect(await page.locator('[data-chat-window]').getAttribute('role')).toBe('dialog')
    expect((await box(chat.window)).bottom).toBeLessThan((await box(chat.button)).top)
    await openChat({ shadow: '', without: '' })
    await chat.window.waitFor()
    expect(800 - (await box(chat.window)).bottom).toBe(16)
  })

  describe('a small viewport', () => {
    test.override('contextOptions', small)

    test('behavior: the modal window makes the page around the host inert, and the host beside its slot', async ({ page, chat, begin }) => {
      await page.addInitScript(() => {
        addEventListener('DOMContentLoaded', () => {
          const card = document.body.appendChild(document.createElement('div'))
          const root = card.attachShadow({ mode: 'open' })
          root.innerHTML = '<button>Close the card</button><slot></slot>'
          card.append(document.getElementById('root') as Element)
          document.body.append(Object.assign(document.createElement('button'), { textContent: 'Elsewhere' }))
        })
      })
      await begin({ shadow: '' })
      const names = ['Close the card', 'Elsewhere', 'Log out']
      const isInert = (name: string) => page.getByText(name).evaluate((element) => element.closest('[inert]') !== null)
      expect(await Promise.all(names.map(isInert))).toEqual([true, true, true])
      await chat.control('Hide chat').click()
      expect(await Promise.all(names.map(isInert))).toEqual([false, false, false])
      expect(await hasFocus(page)).toBe(true)
    })
  })
})
