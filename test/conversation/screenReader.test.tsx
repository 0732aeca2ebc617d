import { virtual } from '@guidepup/virtual-screen-reader'
import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ChatWindow, liveMessaging } from '../../src/conversation/index.js'
import { EngagementButton } from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { createTestClient } from '../support/client.js'
import { renderWithClient } from '../support/render.js'

// The screen reader joins the parts of a message without the blanks that a layout puts between them.

/** How many phrases of the log a test has compared. */
let compared = 0

/** Waits until these phrases are spoken, and no other ones since the last call. */
async function expectSpoken(...phrases: string[]): Promise<void> {
  await vi.waitFor(async () => expect((await readLog()).slice(compared)).toEqual(phrases), { timeout: 4000 })
  compared += phrases.length
}

/** This screen reader also speaks a line that becomes empty. It speaks a line again for each attribute that changes. */
async function readLog(): Promise<string[]> {
  const phrases = (await virtual.spokenPhraseLog()).filter((phrase) => !/^(polite|assertive): $/.test(phrase))
  return phrases.filter((phrase, index) => phrase !== phrases[index - 1])
}

/** Moves the reading cursor from phrase to phrase until the last of them. */
async function readUntil(end: string): Promise<void> {
  do await virtual.next()
  while ((await virtual.lastSpokenPhrase()) !== end)
}

/** The phrases of a list item, and of the line below a message. */
function toItem(position: number, ...phrases: string[]): string[] {
  const item = `listitem, level 1, position ${position}, set size 5`
  return [item, ...phrases, `end of ${item}`]
}
const toLink = (address: string) => [`link, ${address}`, address, `end of link, ${address}`]
const toMeta = (...status: string[]) => ['paragraph', 'time', '12:00 PM', 'end of time', ...status, 'end of paragraph']

beforeEach(() => {
  compared = 0
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 27, 12, 0) })
})
afterEach(() => virtual.stop())

test('a screen reader speaks a whole chat, each message once', async () => {
  const simulator = createSimulator({ messaging: { survey: [{ text: 'Did we help?', replies: ['Yes', 'No'] }] } })
  const messaging = liveMessaging({ WebSocket: simulator.WebSocket })
  renderWithClient(
    <>
      <EngagementButton placement="floating">Chat with us</EngagementButton>
      <ChatWindow />
    </>,
    { testClient: createTestClient({ messaging }, simulator) },
  )
  await screen.findByText('Chat with us')
  const say = (...parameters: Parameters<typeof simulator.agent.say>) => act(() => simulator.agent.say(...parameters))

  await virtual.start({ container: document.body })
  await virtual.next()
  await expectSpoken('document', 'button, Chat with us, not expanded')
  const composer = 'textbox, Your message, placeholder Your message'
  await virtual.press('Enter')
  await expectSpoken('dialog, Chat', composer, 'polite: Waiting for an agent.')

  await virtual.press('Enter')
  await expectSpoken('textbox, Your message, Write a message first., invalid, placeholder Your message')
  await virtual.type('Where is my parcel?')
  await virtual.press('Enter')
  await expectSpoken(
    composer,
    'polite: Friday, November 27',
    'polite: YouWhere is my parcel?12:00 PMSending',
    'polite: Waiting for an agent. Answer expected by 12:10 PM.',
  )

  act(() => simulator.agent.type())
  await expectSpoken('polite: The agent is typing.')
  say({ text: 'Which one?', quickReplies: ['The red one'] })
  await expectSpoken('polite: AgentWhich one?12:00 PMThe red one')
  await virtual.press('Shift+Tab')
  await virtual.press('Enter')
  await expectSpoken('button, The red one', 'polite: YouThe red one12:00 PMSending', composer, 'polite: Answer expected by 12:10 PM.')
  say('It arrives today. See https://shop.example/1')
  await expectSpoken('polite: AgentIt arrives today. See https://shop.example/112:00 PM')

  act(() => screen.getByRole('log').focus())
  await readUntil('end of dialog, Chat')
  await expectSpoken(
    'log, Messages',
    'list',
    ...toItem(1, 'Friday, November 27'),
    ...toItem(2, 'You', 'Where is my parcel?', ...toMeta('Sent')),
    ...toItem(3, 'Agent', 'Which one?', ...toMeta()),
    ...toItem(4, 'You', 'The red one', ...toMeta('Sent')),
    ...toItem(5, 'Agent', 'It arrives today. See', ...toLink('https://shop.example/1'), ...toMeta()),
    'end of list',
    'end of log, Messages',
    'status',
    'form',
    'Your message',
    composer,
    'button, Send',
    'end of form',
    'end of dialog, Chat',
  )

  act(() => screen.getByRole('button', { name: 'End chat' }).focus())
  await virtual.press('Enter')
  await virtual.press('Tab')
  await virtual.press('Enter')
  await expectSpoken(
    'button, End chat',
    'button, Keep chatting',
    'button, End chat',
    'polite: The chat has ended.',
    'polite: BotDid we help?12:00 PM',
    'button, Yes',
  )
  await virtual.press('Enter')
  await expectSpoken('polite: YouYes12:00 PMSending', 'button, Hide chat', 'polite: BotThank you.12:00 PM')
  await virtual.press('Escape')
  await expectSpoken('button, Chat with us, not expanded')
})
