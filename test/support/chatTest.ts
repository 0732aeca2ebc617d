import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'
import type { SimulatorMessagingOptions } from '../../src/testing/index.js'
import { browserTest } from './browserTest.js'
import { startMessagingServer } from './messagingServer.js'
import { startSite } from './site.js'

/** Reads again and again until the assertion holds, also on a busy machine. */
export const eventually = <value>(read: () => value) => expect.poll(read, { timeout: 15_000 })

/** Finds the parts of the chat on a page, by their roles and names. */
export function chatOf(page: Page) {
  const button = page.locator('button[data-status]')
  const window = page.getByRole('dialog', { name: 'Chat' })
  const composer = window.getByRole('textbox', { name: 'Your message' })
  const log = window.getByRole('log', { name: 'Messages' })
  const control = (name: string): Locator => window.getByRole('button', { name, exact: true })
  return {
    button,
    window,
    composer,
    log,
    /** A control of the window. */
    control,
    /** The line that says how the conversation is. */
    status: window.getByRole('status'),
    /** Opens the window again. Clicks within half a second of each other are one click, so the first one may open nothing. */
    async reopen(click: () => Promise<void> = () => button.click()): Promise<void> {
      await eventually(async () => {
        if ((await window.count()) === 0) await click()
        return window.count()
      }).toBe(1)
    },
    /** Sends a text by the keyboard. */
    async write(text: string): Promise<void> {
      await composer.fill(text)
      await composer.press('Enter')
    },
    /** Ends the conversation, and confirms that. */
    async end(): Promise<void> {
      await control('End chat').click()
      await window.getByRole('group', { name: 'End this chat?' }).getByRole('button', { name: 'End chat' }).click()
    },
    /** Returns the texts of the messages on the page, in their order. */
    readTexts: () => log.locator('[data-chat-text]').allInnerTexts(),
    /** Waits until the log has the text. */
    waitForText: (text: string) => log.getByText(text, { exact: true }).waitFor(),
  }
}

/** A test in Chromium of the whole chat: the page `test/chromium/chat`, with the simulator behind real HTTP and real sockets. */
export const chatTest = browserTest
  .extend('site', async ({ react, servers }) => {
    const site = await startSite(react, 'chat')
    servers.push(site)
    site.files.set('/second.html', await (await fetch(site.origin)).text())
    return site
  })
  .extend('messagingOptions', {} as SimulatorMessagingOptions)
  .extend('server', async ({ messagingOptions, servers }) => {
    const server = await startMessagingServer({ messaging: messagingOptions })
    servers.push(server)
    return server
  })
  .extend('simulator', ({ server }) => server.simulator)
  // Chromium prints each socket that breaks, and each request without a network.
  .extend('permitted', /React DevTools|WebSocket connection to|ERR_INTERNET_DISCONNECTED/)
  .extend('chat', ({ page }) => chatOf(page))
  /** Opens a page of the site, in the test's tab or another. */
  .extend('openChat', ({ site, server, page }) => {
    const openChat = (options: Record<string, string> = {}, tab: Page = page) =>
      tab.goto(`${site.origin}/?${new URLSearchParams({ service: server.origin, ...options })}`)
    return openChat
  })
  /** The texts of the visitor that the service has, in their order. */
  .extend(
    'received',
    ({ simulator }) =>
      () =>
        simulator.conversations.flatMap(({ messages }) =>
          messages.filter(({ author }) => author === 'visitor').map(({ text }) => String(text)),
        ),
  )
  /** The numbers of the messages that the visitor has read, as the agent sees them. */
  .extend(
    'readByVisitor',
    ({ simulator }) =>
      () =>
        simulator.conversations.flatMap(({ receipts }) =>
          receipts.filter(({ author, status }) => author === 'visitor' && status === 'READ').flatMap(({ sequences }) => sequences),
        ),
  )
  /** Opens the site's page, begins a conversation there by a click, and sends a text. */
  .extend('begin', ({ openChat, chat, received }) => async (options: Record<string, string> = {}, text = 'Where is my parcel?') => {
    await openChat(options)
    await chat.button.click()
    await chat.write(text)
    await chat.waitForText(text)
    await eventually(received).toEqual([text])
  })
