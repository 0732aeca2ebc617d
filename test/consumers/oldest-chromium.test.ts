import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'
import { chatTest } from '../support/chatTest.js'
import { contrast } from '../support/contrast.js'
import { oldestChromium } from '../support/oldestChromium.js'
import { paint } from '../support/storyTest.js'

const test = browserTest.override('browser', { scope: 'file' }, oldestChromium)
const testOfChat = chatTest.override('browser', { scope: 'file' }, oldestChromium)

test('default: the browser is Chromium 102', ({ browser }) => {
  expect(browser.version()).toMatch(/^102\./)
})

test('default: a button that comes into view is displayed, a click is accepted, and each impression arrives once', async ({
  service,
  page,
  open,
  button,
}) => {
  await open({ above: '2000px' })
  await button().waitFor()
  expect(service.types()).toEqual([])
  await button().scrollIntoViewIfNeeded()
  await expect.poll(service.types).toEqual(['impDisplay'])
  await button().dblclick()
  await page.getByText('accepted 1').waitFor()
  await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
  await page.goto('about:blank')
  await open()
  await button().waitFor()
  expect(service.types()).toEqual(['impDisplay', 'impAccept'])
})

test('behavior: a click just before the page ends is reported', async ({ service, page, open, button }) => {
  await open()
  await button().click()
  await page.goto('about:blank')
  await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
})

testOfChat(
  'default: the window sends and receives, and a log-out begins with a new visitor',
  async ({ simulator, page, chat, begin, readByVisitor }) => {
    await begin()
    simulator.agent.say('It is on its way.')
    await chat.waitForText('It is on its way.')
    await expect.poll(readByVisitor).not.toEqual([])
    const visitors = simulator.visitors.length
    await page.getByRole('button', { name: 'Log out' }).click()
    await expect(chat.window.waitFor({ state: 'detached' })).resolves.toBeUndefined()
    await expect.poll(() => simulator.visitors.length).toBe(visitors + 1)
  },
)

describe.for(['light', 'dark'] as const)('the styles, %s', (colorScheme) => {
  testOfChat('behavior: each text contrasts 4.5:1 with its background', async ({ simulator, page, chat, begin }) => {
    await page.emulateMedia({ colorScheme })
    await begin()
    simulator.agent.say('It is on its way.')
    await chat.waitForText('It is on its way.')
    const elements = await page.locator('button[data-status], [data-chat-bubble], [data-chat-control="main"]').all()
    expect(elements).toHaveLength(4)
    for (const element of elements) {
      const [label, background] = [await paint(element, 'color'), await paint(element, 'backgroundColor')]
      expect(contrast(label, background)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
