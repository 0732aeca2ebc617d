import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { ServiceError } from '../../src/errors.js'
import { change, getField, getLines, getLog, renderWindow } from '../support/chatWindow.js'
import { createMailClient } from '../support/conversation.js'
import { inBothModes } from '../support/modes.js'
import { agentId } from '../support/pigeonMail.js'

const refusal = new ServiceError({ status: 400, internalCode: undefined, time: undefined, serviceMessage: undefined })
const morning = new Date(2026, 10, 27, 9, 5).getTime()

/** Notes the texts that a screen reader would announce: what is added to the log while it is live. */
function recordAnnouncements(): string[] {
  const announced: string[] = []
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const live = (target as Element).closest('[aria-live]')
      if (live?.getAttribute('aria-live') !== 'polite' || live.getAttribute('role') !== 'log') continue
      announced.push(...[...addedNodes].map(({ textContent }) => textContent ?? ''))
    }
  })
  observer.observe(document.body, { childList: true, subtree: true })
  return announced
}

describe('ChatWindow: messages', () => {
  inBothModes(() => {
    test('default: a message has its author, its text, its time and its state in a list', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await change(() => mail.say('Good morning', { sentAt: morning }))
      await user.type(getField(), 'Hello{Enter}')
      await change(() => {})
      const [day, agent, ...others] = within(getLog()).getAllByRole('listitem')
      expect(day).toHaveTextContent('Friday, November 27')
      expect(agent).toHaveTextContent(/^AgentGood morning\d+:05\s[AP]M$/)
      expect(within(agent as HTMLElement).getByText(/:05/)).toHaveAttribute('datetime', new Date(morning).toISOString())
      expect(others.at(-1)).toHaveTextContent(/^YouHello\d+:\d\d\s[AP]MSent$/)
    })

    test('behavior: the states of the visitor’s messages follow the service', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await user.type(getField(), 'Hello{Enter}')
      await change(() => {})
      const state = () => getLines().at(-1)?.replace(/.*M/, '')
      await change(() => mail.acknowledge('delivered', [0]))
      expect(state()).toBe('Delivered')
      await change(() => mail.acknowledge('read', [0]))
      expect(state()).toBe('Read')
    })

    test('behavior: a refused message can be sent again, and the focus stays in the window', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await user.type(getField(), 'Hello')
      // The first one is the end of typing.
      mail.fail('publish', refusal, 2)
      await user.keyboard('{Enter}')
      await change(() => {})
      expect(screen.getByRole('status')).toHaveTextContent('Not sent.')
      await user.click(screen.getByRole('button', { name: 'Retry' }))
      await change(() => {})
      await expect.poll(mail.texts).toEqual(['Hello'])
      await change(() => {})
      expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull()
      expect(getField()).toHaveFocus()
    })

    test('behavior: each message is announced once, and none of the history', async () => {
      const mailClient = createMailClient({ storage: localStorage })
      const announced = recordAnnouncements()
      const { start, user, unmount } = renderWindow({}, { mailClient })
      await start()
      await change(() => mailClient.mail.say('Hello'))
      await user.type(getField(), 'Hi{Enter}')
      await change(() => {})
      expect(announced.filter((text) => text.includes('Hello'))).toHaveLength(1)
      expect(announced.filter((text) => text.includes('Hi'))).toHaveLength(1)
      unmount()
      announced.length = 0
      // ---- the next page
      renderWindow({}, { mailClient: createMailClient({ storage: localStorage }, mailClient.mail) })
      await screen.findByText('Hello')
      expect(announced).toEqual([])
      await change(() => mailClient.mail.say('Still there?'))
      expect(announced).toEqual([expect.stringContaining('Still there?')])
    })

    test('behavior: messages of another day have a separator, and unread ones have one as well', async () => {
      const { click, start, mail } = renderWindow()
      await start()
      await change(() => mail.say('Yesterday', { sentAt: morning }))
      await change(() => mail.say('Today', { sentAt: morning + 24 * 60 * 60 * 1000 }))
      await click()
      await change(() => mail.say('While hidden', { sentAt: morning + 25 * 60 * 60 * 1000 }))
      await click()
      expect(getLines().map((line) => line?.replace(/^Agent|\d+:05.*/g, ''))).toEqual([
        'Friday, November 27',
        'Yesterday',
        'Saturday, November 28',
        'Today',
        'New messages',
        'While hidden',
      ])
    })

    test('behavior: a message on the screen is read, and a message of a hidden window is not', async () => {
      const { click, start, mail, client } = renderWindow()
      const unread = () => client.core.acceptances.getState().conversation?.unreadCount
      await start()
      await change(() => mail.say('Seen'))
      expect(unread()).toBe(0)
      await click()
      await change(() => mail.say('Unseen'))
      expect(unread()).toBe(1)
      await click()
      expect(unread()).toBe(0)
    })

    test('behavior: a long list begins with the latest hundred, and shows earlier ones in silence', async () => {
      const { click, start, mail, user } = renderWindow()
      const announced = recordAnnouncements()
      await start()
      await change(() => mail.say('Message 0', { sentAt: morning }))
      await click()
      await change(() => {
        for (let index = 1; index < 250; index++) mail.say(`Message ${index}`, { sentAt: morning })
      })
      await click()
      const messages = () => getLog().querySelectorAll('[data-chat-message]')
      expect(messages()).toHaveLength(100)
      expect(getLines()[1]).toContain('Message 150')
      announced.length = 0
      await user.click(screen.getByRole('button', { name: 'Show earlier messages' }))
      expect(messages()).toHaveLength(200)
      await user.click(screen.getByRole('button', { name: 'Show earlier messages' }))
      expect(messages()).toHaveLength(250)
      expect(screen.queryByRole('button', { name: 'Show earlier messages' })).toBeNull()
      expect(getLog()).toHaveFocus()
      expect(announced).toEqual([])
      await expect.poll(getLog).toHaveAttribute('aria-live', 'polite')
    })

    test('behavior: typing, the expected answer and the closed hours are in the status', async () => {
      const { start, mail, client } = renderWindow()
      await start()
      const status = () => screen.getByRole('status')
      const { id } = { ...client.core.acceptances.getState().conversation } as { id: string }
      await change(() => mail.update(id, { expectedAnswerAt: Date.now() + 60_000 }))
      expect(status()).toHaveTextContent(/^Answer expected by .*\d+:\d\d.*\.$/)
      await change(() => mail.type(true))
      expect(status()).toHaveTextContent('The agent is typing.')
      await change(() => mail.say('Here I am'))
      expect(status()).not.toHaveTextContent('typing')
      await change(() => mail.update(id, { closedUntil: Date.now() + 48 * 60 * 60 * 1000 }))
      expect(status()).toHaveTextContent(/^We are closed until \w+day, \w+ \d+ at .*\.$/)
    })

    test('behavior: the status names the bot that types, until an agent takes part', async () => {
      const { start, mail, client } = renderWindow()
      await start()
      const { id } = { ...client.core.acceptances.getState().conversation } as { id: string }
      const bot = { id: 'bot', role: 'bot' } as const
      await change(() => mail.type(true))
      for (const [agents, text] of [
        [[bot], 'The bot is typing.'],
        [[bot, { id: 'reader', role: 'reader' }], 'The bot is typing.'],
        [[bot, { id: agentId, role: 'agent' }], 'The agent is typing.'],
        [[bot, { id: 'manager', role: 'manager' }], 'The agent is typing.'],
      ] as const) {
        await change(() => mail.update(id, { agents }))
        expect(screen.getByRole('status')).toHaveTextContent(text)
      }
    })

    test('behavior: a lost socket is in the status, and the visitor can go on writing', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      mail.fail('open', refusal, 0)
      await change(() => mail.dropSockets())
      expect(screen.getByRole('status')).toHaveTextContent('Connection lost. Reconnecting…')
      await user.type(getField(), 'Hello{Enter}')
      expect(getLines().at(-1)).toMatch(/Sending$/)
    })
  })
})
