import { expect } from 'vitest'
import { readAnnounced } from '../support/announcements.js'
import type { Tab } from '../support/engines/engine.js'
import { testBehaviour } from '../support/engines/engineTest.js'
import { messagingTest, readFocused, readTexts } from '../support/engines/messagingTest.js'

const button = '[data-engagement-button]'

const isOpen = (tab: Tab) => tab.evaluate(() => document.querySelector('[data-chat-window]') !== null)
const isModal = (tab: Tab) => tab.evaluate(() => document.querySelector('[data-modal]') !== null)
const readName = (tab: Tab) => tab.evaluate(() => document.querySelector('[data-engagement-button]')?.textContent)

/** Opens or closes the window. Clicks within half a second are one click, so that the first one may do nothing. */
const turn = (tab: Tab, open: boolean, press: () => Promise<void>) =>
  expect
    .poll(async () => {
      if ((await isOpen(tab)) !== open) await press()
      return isOpen(tab)
    })
    .toBe(open)

/** The distance of the list from its beginning and from its end, in pixels. */
const readScroll = (tab: Tab) =>
  tab.evaluate(() => {
    const { scrollTop, scrollHeight, clientHeight } = document.querySelector('[role="log"]') as Element
    return { above: Math.round(scrollTop), below: Math.round(scrollHeight - scrollTop - clientHeight) }
  })

const first = 'Where is my parcel?'
/** Makes the message longer than a line of the field. */
const others = ' It was sent on Monday to my neighbour.'

/** Puts a text into the field at once, as a paste does. A scroll event of the list is due at that moment. */
const paste = (tab: Tab, text: string) =>
  tab.evaluate((text) => {
    const log = document.querySelector('[role="log"]') as Element
    const field = document.querySelector('textarea') as HTMLTextAreaElement
    log.scrollTop -= 1
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }, text)

const readFieldHeight = (tab: Tab) => tab.evaluate(() => document.querySelector('textarea')?.offsetHeight ?? 0)

/** The height of the text that the field does not show, in pixels. */
const readHiddenText = (tab: Tab) =>
  tab.evaluate(() => {
    const { scrollHeight, clientHeight } = document.querySelector('textarea') as Element
    return scrollHeight - clientHeight
  })

testBehaviour(
  'the chat window',
  async ({ openChat, server: { simulator } }) => {
    const tab = await openChat()
    await expect.poll(() => readName(tab)).toBe('Chat with us')
    await tab.click(button)
    await expect.poll(() => readFocused(tab)).toBe('TEXTAREA')
    await tab.type(first)
    const low = await readFieldHeight(tab)
    await tab.type(others)
    expect(await readFieldHeight(tab)).toBeGreaterThan(low + 20)
    await tab.press('Enter')
    await expect.poll(() => readFieldHeight(tab)).toBe(low)
    await expect.poll(() => simulator.conversations[0]?.messages.map(({ text }) => text)).toEqual([first + others])

    for (const text of ['One\n\n\n', 'Two\n\n\n', 'Three\n\n\n', 'Four\n\n\n', 'It arrives today.']) simulator.agent.say(text)
    await expect.poll(() => readTexts(tab)).toHaveLength(6)
    expect((await readAnnounced(tab)).filter((text) => text.includes('It arrives today.'))).toHaveLength(1)
    await expect.poll(() => readScroll(tab)).toEqual({ above: expect.toSatisfy((above) => above > 0), below: 0 })
    // The end of the list stays in view while a draft grows, also by some lines at once.
    await paste(tab, '1\n2\n3\n4')
    await expect.poll(() => readFieldHeight(tab)).toBeGreaterThan(low + 60)
    await expect.poll(() => readScroll(tab)).toMatchObject({ below: 0 })
    await paste(tab, '')
    await expect.poll(() => readFieldHeight(tab)).toBe(low)
    await expect.poll(() => readScroll(tab)).toMatchObject({ below: 0 })
    await tab.type(first + others)
    await expect.poll(() => readScroll(tab)).toMatchObject({ below: 0 })
    await tab.press('Enter')
    await expect.poll(() => readTexts(tab)).toHaveLength(7)
    await expect.poll(() => readScroll(tab)).toMatchObject({ below: 0 })
    await tab.evaluate(() => {
      const log = document.querySelector('[role="log"]')
      const isScrolled = new Promise((resolve) => log?.addEventListener('scroll', resolve, { once: true }))
      log?.scrollTo(0, 0)
      return isScrolled.then(() => {})
    })
    simulator.agent.say('Anything else?')
    await expect.poll(() => readTexts(tab)).toHaveLength(8)
    expect(await readScroll(tab)).toMatchObject({ above: 0 })

    await tab.press('Escape')
    await expect.poll(() => readFocused(tab)).toBe('data-engagement-button')
    simulator.agent.say('Hello?')
    await expect.poll(() => readName(tab)).toMatch(/^Continue your chat, \d unread messages?$/)
    await turn(tab, true, () => tab.press('Enter'))
    await expect.poll(() => readFocused(tab)).toBe('TEXTAREA')

    await tab.goto(await tab.evaluate(() => location.href))
    await expect.poll(() => readTexts(tab)).toHaveLength(9)
    expect(await readFocused(tab)).toBe('BODY')
    expect(await readAnnounced(tab)).toEqual([])

    await tab.resize(320, 568)
    await expect.poll(() => isModal(tab)).toBe(true)
    await tab.click('textarea')
    await tab.type(first + others)
    // WebKit's page stays wider than this, and its window is narrower on the wide page. The draft then has more lines.
    await tab.resize(1024, 730)
    await expect.poll(() => isModal(tab)).toBe(false)
    await expect.poll(() => readHiddenText(tab)).toBe(0)
    await tab.resize(320, 568)
    await expect.poll(() => isModal(tab)).toBe(true)
    const modal = await tab.evaluate(() => {
      const { left, top, width, height } = (document.querySelector('[data-chat-window]') as Element).getBoundingClientRect()
      const isFull = left === 0 && top === 0 && width === innerWidth && height === innerHeight
      const controls = document.querySelectorAll('[data-chat-field], [data-chat-control="main"], [data-chat-control="icon"]')
      const areLarge = [...controls].every((control) => {
        const box = control.getBoundingClientRect()
        return Math.min(box.width, box.height) >= 44 && box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight
      })
      return {
        isFull,
        areLarge,
        count: controls.length,
        isInert: document.querySelector('[inert] [data-engagement-button], [inert][data-engagement-button]') !== null,
      }
    })
    expect(modal).toEqual({ isFull: true, areLarge: true, count: 3, isInert: true })

    // A click that gives no focus closes the window by its own control, and later by the button.
    await tab.evaluate(() => {
      globalThis.isSafari = true
    })
    await turn(tab, false, () => tab.click('[data-chat-control="icon"]'))
    expect(await readFocused(tab)).toBe('data-engagement-button')
    await tab.resize(1024, 730)
    await turn(tab, true, () => tab.click(button))
    await expect.poll(() => readFocused(tab)).toBe('TEXTAREA')
    await turn(tab, false, () => tab.click(button))
    expect(await readFocused(tab)).toBe('data-engagement-button')
    expect(simulator.conversations).toHaveLength(1)
  },
  messagingTest,
)
