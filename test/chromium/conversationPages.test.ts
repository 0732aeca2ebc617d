import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { readAnnounced, watchLog } from '../support/announcements.js'
import { chatOf, chatTest, eventually } from '../support/chatTest.js'

const test = chatTest
  .extend(
    'socketCount',
    ({ simulator }) =>
      () =>
        new Set(simulator.frames.map(({ socket }) => socket)).size,
  )
  /** All that a page stores, as one text. */
  .extend(
    'readStored',
    ({ page }) =>
      (tab: Page = page) =>
        tab.evaluate(async () => {
          const names = (await indexedDB.databases()).map(({ name }) => name)
          return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, names, document.cookie])
        }),
  )

const focusedTag = (page: Page) => page.evaluate(() => document.activeElement?.tagName)

describe('the next page', () => {
  test('behavior: a reload resumes the conversation, leaves the focus where it is, and announces no history', async ({
    simulator,
    page,
    chat,
    begin,
    socketCount,
  }) => {
    await watchLog(page)
    await begin()
    simulator.agent.say('It arrives today.')
    await chat.waitForText('It arrives today.')
    await page.reload()
    await chat.waitForText('It arrives today.')
    expect(await chat.readTexts()).toEqual(['Where is my parcel?', 'It arrives today.'])
    expect(await focusedTag(page)).toBe('BODY')
    expect(await readAnnounced(page)).toEqual([])

    await page.getByLabel('Search').focus()
    simulator.agent.say('Anything else?')
    await chat.waitForText('Anything else?')
    expect(await focusedTag(page)).toBe('INPUT')
    const announced = await readAnnounced(page)
    expect(announced.filter((text) => text.includes('Anything else?'))).toHaveLength(1)
    expect(announced.join()).not.toContain('parcel')

    await chat.write('No, thanks')
    await eventually(() => simulator.conversations[0]?.messages.at(-1)?.text).toBe('No, thanks')
    expect(simulator.conversations).toHaveLength(1)
    expect(socketCount()).toBe(2)
  })

  test('behavior: the window is open on the next page of the site, and closed there if the visitor closed it', async ({
    page,
    chat,
    begin,
  }) => {
    await begin()
    await page.getByRole('link', { name: 'Next page' }).click()
    await page.waitForURL('**/second.html*')
    await chat.waitForText('Where is my parcel?')
    expect(await focusedTag(page)).toBe('BODY')
    await chat.control('Hide chat').click()
    await page.reload()
    await page.getByRole('button', { name: 'Continue your chat' }).waitFor()
    expect(await chat.window.count()).toBe(0)
  })
})

describe('a second tab', () => {
  test('behavior: a second tab opens no socket before its click, and then both tabs show each message once', async ({
    simulator,
    context,
    chat,
    begin,
    openChat,
    received,
    socketCount,
  }) => {
    await begin()
    const other = await context.newPage()
    const otherChat = chatOf(other)
    await openChat({}, other)
    await other.getByRole('button', { name: 'Continue your chat' }).waitFor()
    expect(socketCount()).toBe(1)
    await otherChat.button.click()
    await otherChat.waitForText('Where is my parcel?')
    await otherChat.write('From the other tab')
    await chat.write('From the first tab')
    await eventually(() => received().length).toBe(3)
    simulator.agent.say('I see both.')
    const all = [...received(), 'I see both.']
    for (const tab of [chat, otherChat]) await eventually(tab.readTexts).toEqual(all)
    expect(simulator.conversations).toHaveLength(1)
    expect(socketCount()).toBe(2)
  })

  test('behavior: two tabs that accept at the same time share one conversation', async ({
    simulator,
    context,
    page,
    openChat,
    received,
  }) => {
    const tabs = [page, await context.newPage()]
    await Promise.all(tabs.map((tab) => openChat({}, tab)))
    const chats = tabs.map(chatOf)
    await Promise.all(chats.map(({ button }) => button.waitFor()))
    await Promise.all(chats.map(({ button }) => button.click()))
    await Promise.all(chats.map(({ write }, index) => write(`From tab ${index}`)))
    await eventually(() => received().sort()).toEqual(['From tab 0', 'From tab 1'])
    for (const { readTexts } of chats) await eventually(readTexts).toEqual(received())
    expect(simulator.conversations).toHaveLength(1)
  })

  test('behavior: a log-out in another tab ends the conversation, and forgets the token', async ({
    simulator,
    context,
    page,
    chat,
    begin,
    openChat,
    readStored,
  }) => {
    await begin()
    expect(await readStored()).toContain('externalToken')
    expect(await readStored()).not.toContain('parcel')
    const other = await context.newPage()
    await openChat({}, other)
    await other.getByRole('button', { name: 'Continue your chat' }).waitFor()
    await other.getByRole('button', { name: 'Log out' }).click()
    await chat.window.waitFor({ state: 'detached' })
    await eventually(() => simulator.conversations[0]).toMatchObject({ state: 'CLOSE', closedBy: 'CONSUMER' })
    for (const tab of [page, other]) {
      await tab.getByRole('button', { name: 'Chat with us' }).waitFor()
      const stored = await readStored(tab)
      for (const secret of ['externalToken', 'parcel', String(simulator.conversations[0]?.id)]) expect(stored).not.toContain(secret)
    }
    await chat.reopen()
    await eventually(() => new Set(simulator.conversations.map(({ consumerId }) => consumerId)).size).toBe(2)
    await chat.composer.waitFor()
    expect(await chat.readTexts()).toEqual([])
  })
})

describe("consent: 'required'", () => {
  test('behavior: nothing is requested, opened or stored before consent, and a denial ends the conversation', async ({
    simulator,
    page,
    chat,
    openChat,
    readStored,
    socketCount,
  }) => {
    await openChat({ consent: 'required' })
    await page.getByRole('heading', { name: 'React' }).waitFor()
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    expect([simulator.requests, socketCount(), await readStored()]).toEqual([[], 0, JSON.stringify([{}, {}, [], ''])])
    await page.evaluate(() => client.setConsent('granted'))
    await chat.button.click()
    await chat.write('Hello')
    await eventually(() => simulator.conversations[0]?.messages.length).toBe(1)

    // The page does not know of the consent of the page before.
    await page.reload()
    await page.getByRole('heading', { name: 'React' }).waitFor()
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    expect(socketCount()).toBe(1)
    await page.evaluate(() => client.setConsent('granted'))
    await chat.waitForText('Hello')
    await page.evaluate(() => client.setConsent('denied'))
    await eventually(() => simulator.conversations[0]?.state).toBe('CLOSE')
    await chat.window.waitFor({ state: 'detached' })
    const [local, session] = JSON.parse(await readStored())
    expect([local, session]).toEqual([{}, {}])
  })
})
