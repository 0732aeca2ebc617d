import type { BrowserContextOptions, Page } from 'playwright'
import { describe, expect } from 'vitest'
import { chatTest, eventually } from '../support/chatTest.js'

const large: BrowserContextOptions = { viewport: { width: 1000, height: 800 }, reducedMotion: 'reduce' }
const small: BrowserContextOptions = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true }

const test = chatTest.extend('contextOptions', large)

/** The role and name of the focused element. Empty if the focus is on none. */
async function readFocus(page: Page): Promise<string> {
  const focused = page.locator('*:focus')
  return (await focused.count()) === 1 ? focused.ariaSnapshot() : ''
}

/** Presses a key until the focus is on an element with the text in its tree. Returns how often. */
async function pressUntil(page: Page, key: string, text: string): Promise<number> {
  for (let count = 1; count < 20; count++) {
    await page.keyboard.press(key)
    if ((await readFocus(page)).includes(text)) return count
  }
  throw new Error(`The focus did not come to "${text}".`)
}

/** The names in the accessibility tree that the browser gives to a screen reader. */
async function readNames(page: Page): Promise<unknown[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  return nodes.filter(({ ignored }) => !ignored).map(({ name }) => name?.value)
}

declare global {
  /** The names of the nodes that have moved. */
  var moved: string[]
}

describe('the keyboard alone', () => {
  test('behavior: each step of a chat works without a pointer, and the focus is never lost', async ({
    simulator,
    page,
    chat,
    openChat,
    received,
  }) => {
    await openChat()
    await chat.button.waitFor()
    await pressUntil(page, 'Tab', 'Chat with us')
    await page.keyboard.press('Enter')
    await chat.composer.waitFor()
    await page.keyboard.press('Enter')
    await chat.window.getByText('Write a message first.').waitFor()
    expect(
      await chat.composer.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent),
    ).toBe('Write a message first.')
    await page.keyboard.type('Hello')
    expect(await chat.composer.getAttribute('aria-invalid')).toBeNull()
    await page.keyboard.press('Enter')
    await eventually(received).toEqual(['Hello'])
    simulator.agent.say({ text: 'Which colour?', quickReplies: ['Red', 'Blue'] })
    await chat.control('Red').waitFor()
    expect(await readFocus(page)).toContain('Your message')

    await pressUntil(page, 'Shift+Tab', 'Blue')
    await page.keyboard.press('Space')
    await eventually(received).toEqual(['Hello', 'Blue'])
    await chat.control('Blue').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.closest('[data-chat-window]') !== null)).toBe(true)

    await pressUntil(page, 'Tab', 'End chat')
    await page.keyboard.press('Enter')
    expect(await readFocus(page)).toContain('Keep chatting')
    await page.keyboard.press('Escape')
    expect(await readFocus(page)).toContain('Your message')
    await pressUntil(page, 'Shift+Tab', 'End chat')
    await page.keyboard.press('Enter')
    await pressUntil(page, 'Tab', 'End chat')
    await page.keyboard.press('Enter')
    await chat.status.getByText('The chat has ended.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest('[data-chat-window]') !== null)).toBe(true)
    await page.keyboard.press('Escape')
    await chat.window.waitFor({ state: 'detached' })
    expect(await chat.button.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('behavior: Escape and Enter of an input method do not close the window or send the text', async ({
    page,
    chat,
    begin,
    received,
  }) => {
    await begin()
    const session = await page.context().newCDPSession(page)
    await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
    expect(await chat.composer.inputValue()).toBe('に')
    // An input method takes these keys. The page gets them with the code 229 and without a text.
    for (const key of ['Enter', 'Escape']) {
      await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229 })
    }
    expect(await chat.window.count()).toBe(1)
    expect(received()).toEqual(['Where is my parcel?'])
    await session.send('Input.insertText', { text: '日本' })
    await page.keyboard.press('Enter')
    await eventually(received).toEqual(['Where is my parcel?', '日本'])
  })
})

describe('the accessibility tree', () => {
  test('default: the window is a dialog with a title, a log, a status, and a composer', async ({ simulator, chat, begin }) => {
    await begin()
    simulator.agent.say('See https://shop.example/parcels')
    await chat.log.getByRole('link').waitFor()
    const tree = (await chat.window.ariaSnapshot()).replaceAll(/ \[active\]|: \d+:\d\d [AP]M/g, '')
    const today = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' }).format()
    expect(tree.split('\n')).toEqual([
      '- dialog "Chat":',
      '  - heading "Chat" [level=2]',
      '  - button "End chat"',
      '  - button "Hide chat"',
      '  - log "Messages":',
      '    - list:',
      `      - listitem: ${today}`,
      '      - listitem:',
      '        - text: You Where is my parcel?',
      '        - paragraph:',
      '          - time',
      '          - text: Sent',
      '      - listitem:',
      '        - text: Agent See',
      '        - link "https://shop.example/parcels":',
      '          - /url: https://shop.example/parcels',
      '        - paragraph:',
      '          - time',
      '  - status',
      '  - text: Your message',
      '  - textbox "Your message"',
      '  - button "Send"',
    ])
  })
})

test('behavior: the window that opens and closes moves nothing else on the page', async ({ page, chat, begin }) => {
  await page.addInitScript(() => {
    const moved: string[] = []
    // The button has a longer label while there is a conversation.
    const isOwn = (node: Node | null) =>
      node === null || Boolean((node as Element).closest?.('[data-chat-window], [data-engagement-button]'))
    new PerformanceObserver((list) => {
      const sources = list.getEntries().flatMap((entry) => (entry as PerformanceEntry & { sources: { node: Node | null }[] }).sources)
      moved.push(...sources.filter(({ node }) => !isOwn(node)).map(({ node }) => String(node?.nodeName)))
    }).observe({ type: 'layout-shift', buffered: true })
    Object.assign(globalThis, { moved })
  })
  await begin()
  await page.getByLabel('Search').evaluate((element) => element.before(document.createElement('br')))
  await eventually(() => page.evaluate(() => globalThis.moved)).toEqual(['INPUT', 'BUTTON'])
  await chat.control('Hide chat').click()
  await chat.window.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => globalThis.moved)).toHaveLength(2)
})

describe('a small viewport', () => {
  test.override('contextOptions', small)

  test('behavior: the window fills the viewport, is modal, and makes the page inert until it is closed', async ({ page, chat, begin }) => {
    await begin()
    expect(await chat.window.boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 })
    expect(await chat.window.getAttribute('aria-modal')).toBe('true')
    expect(await readNames(page)).not.toContain('Next page')
    for (let count = 0; count < 12; count++) {
      await page.keyboard.press('Tab')
      expect(
        await page.evaluate(
          () => document.activeElement === document.body || document.activeElement?.closest('[data-chat-window]') !== null,
        ),
      ).toBe(true)
    }
    await chat.control('Hide chat').click()
    expect(await readNames(page)).toContain('Next page')
    expect(await page.locator('[inert]').count()).toBe(0)
    expect(await chat.button.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('behavior: the composer and the last message are in view above an on-screen keyboard', async ({ simulator, page, chat, begin }) => {
    await begin()
    for (let index = 0; index < 20; index++) simulator.agent.say(`Line ${index}`)
    await chat.waitForText('Line 19')
    // A headless browser has no such keyboard. The keyboard reduces this height and sends this event.
    await page.evaluate(() => {
      Object.defineProperty(visualViewport, 'height', { configurable: true, get: () => 367 })
      visualViewport?.dispatchEvent(new Event('resize'))
    })
    for (const part of [chat.composer, chat.control('Send'), chat.log.getByText('Line 19', { exact: true })]) {
      await eventually(async () => {
        const { y = Infinity, height = 0 } = (await part.boundingBox()) ?? {}
        return y >= 0 && y + height <= 367
      }).toBe(true)
    }
    // A turn of the device makes the viewport another one.
    await page.setViewportSize({ width: 1000, height: 800 })
    await eventually(() => chat.window.getAttribute('aria-modal')).toBeNull()
    expect(await page.locator('[inert]').count()).toBe(0)
  })
})
