import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { EngagementClient } from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { takeConsole } from '../support/failOnConsole.js'
import { readSamples } from '../support/readSamples.js'

const folder = join(import.meta.dirname, '../../.cache/guides')

/** Writes the whole files of a guide, and imports one of them. Its imports of the package lead to the sources. */
async function load(guide: string, file: string): Promise<Record<string, unknown>> {
  const files = readSamples(guide).flatMap(({ path, code }) => (path ? [[path, code] as const] : []))
  // The stylesheet of a site that a sample imports.
  for (const [path, code] of [...files, ['src/brand.css', ''] as const]) {
    const target = join(folder, guide, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, code)
  }
  return import(/* @vite-ignore */ join(folder, guide, file))
}

async function show(guide: string, file: string, name: string): Promise<void> {
  const module = await load(guide, file)
  const Sample = module[name] as ComponentType
  render(<Sample />)
}

const click = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

/** Sends a text in the window, and waits for the bot. */
async function chat(): Promise<void> {
  const field = await screen.findByRole('textbox', { name: 'Your message' })
  fireEvent.change(field, { target: { value: 'Where is my parcel?' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  await screen.findByText('Bot', {}, { timeout: 10_000 })
}

afterEach(() => vi.unstubAllGlobals())

describe('the whole samples run', () => {
  test('README: a log-in is sent, and a chat is answered', async () => {
    await show('README.md', 'src/Site.tsx', 'Site')
    await screen.findByRole('button', { name: 'Chat with us' })
    await click('Log in')
    await screen.findByRole('button', { name: 'You are logged in' })
    await click('Chat with us')
    await chat()
  })

  test('account: the answer is printed', async () => {
    vi.stubGlobal('fetch', createSimulator().fetch)
    await load('docs/account.md', 'check.ts')
    expect(takeConsole()).toEqual([['The service answers: available']])
  })

  describe('attributes', async () => {
    await load('docs/attributes.md', 'src/Account.test.tsx')
  })

  test('button: the invitation leads into a chat', async () => {
    await show('docs/button.md', 'src/Invitation.tsx', 'Site')
    await click('Start a chat')
    await chat()
  })

  test('consent: the button waits for the visitor', async () => {
    await show('docs/consent.md', 'src/Chat.tsx', 'Chat')
    await click('Allow the chat')
    await screen.findByRole('button', { name: 'Chat with us' })
  })

  test('conversation: the own window has the answer', async () => {
    await show('docs/conversation.md', 'src/Chat.tsx', 'Site')
    await click('Chat with us')
    fireEvent.change(await screen.findByRole('textbox', { name: 'Your message' }), { target: { value: 'Where is my parcel?' } })
    await click('Send')
    await screen.findByText(/^bot: /, {}, { timeout: 10_000 })
  })

  test('languages: the label is the own one', async () => {
    await show('docs/languages.md', 'src/Site.tsx', 'Site')
    await screen.findByRole('button', { name: 'Chatta con noi' })
  })

  test('look: the button is inside the brand', async () => {
    await show('docs/look.md', 'src/Site.tsx', 'Site')
    expect((await screen.findByRole('button')).closest('.brand')).not.toBeNull()
  })

  test('monitoring: the visitor is in a conversation', async () => {
    const { engagement } = await load('docs/monitoring.md', 'check.ts')
    expect(engagement).toMatchObject({ status: 'conversation', conversationId: 'c-1' })
  })

  test('relay: the customer gets the chat session', async () => {
    const { response } = (await load('docs/relay.md', 'tryRelay.ts')) as { response: Response }
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ Status: expect.anything() })
  })

  test('reporting: the display is reported', async () => {
    expect(await load('docs/reporting.md', 'report.ts')).toMatchObject({ reported: ['impDisplay'] })
  })

  test('sooner: the head has a script', async () => {
    const { head } = (await load('docs/sooner.md', 'client.ts')) as { head: () => Promise<string> }
    expect(await head()).toMatch(/^<script>.+<\/script>$/s)
  })

  test('superoffice: the customer waits in the queue', async () => {
    await show('docs/superoffice.md', 'src/Waiting.tsx', 'Waiting')
    await screen.findByText(/You are in the queue/)
  })

  test('troubleshooting: the outcome names the error', async () => {
    expect(await load('docs/troubleshooting.md', 'diagnose.ts')).toMatchObject({ outcome: expect.stringMatching(/^ServiceError: /) })
  })

  test("vendor-tag: the client has the tag's visitor", async () => {
    const { createChat } = await load('docs/vendor-tag.md', 'src/createChat.ts')
    const client = (createChat as (tag: object) => EngagementClient)({ getVid: () => 'visitor', getSid: () => 'session' })
    expect(client.session.getState()).toMatchObject({ visitorId: 'visitor', sessionId: 'session' })
  })
})
