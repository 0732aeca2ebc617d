import { screen } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { ConfigurationError, ServiceError } from '../../src/errors.js'
import { change, getField, getLines, getLog, getWindow, queryWindow, renderWindow } from '../support/chatWindow.js'
import { createMailClient } from '../support/conversation.js'
import { conversation } from '../support/engagements.js'
import { takeConsole } from '../support/failOnConsole.js'
import { inBothModes } from '../support/modes.js'
import type { PigeonMail } from '../support/pigeonMail.js'

const refusal = new ServiceError({ status: 403, internalCode: undefined, time: undefined, serviceMessage: undefined })
const buttonOf = (name: string) => screen.getByRole('button', { name })

/** Ends the main dialog, and asks in a survey. */
function askSurvey(mail: PigeonMail, text: string, replies: string[]): void {
  const id = mail.mainOf().replace('-main', '')
  mail.update(id, {
    closedBy: 'agent',
    dialogs: [
      { id: mail.mainOf(), type: 'main', isOpen: false },
      { id: 'survey', type: 'survey', isOpen: true },
    ],
  })
  mail.say(text, { dialogId: 'survey', isQuestion: true, quickReplies: replies.map((title) => ({ title, text: title })) })
}

describe('ChatWindow: end', () => {
  inBothModes(() => {
    test('default: the visitor is asked before the chat ends, with the focus on the control that changes nothing', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await user.click(buttonOf('End chat'))
      expect(screen.getByRole('group', { name: 'End this chat?' })).toBeInTheDocument()
      expect(buttonOf('Keep chatting')).toHaveFocus()
      await user.click(buttonOf('Keep chatting'))
      expect(getField()).toHaveFocus()
      expect(mail.closed).toEqual([])
    })

    test('behavior: the end is the service’s as well, and the focus stays in the window', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await user.click(buttonOf('End chat'))
      await user.click(screen.getAllByRole('button', { name: 'End chat' }).at(-1) as HTMLElement)
      await change(() => {})
      expect(mail.closed).toHaveLength(1)
      expect(screen.getByRole('status')).toHaveTextContent('The chat has ended.')
      expect(screen.queryByRole('textbox')).toBeNull()
      expect(getWindow()).toContainElement(document.activeElement as HTMLElement)
    })

    test('behavior: Escape takes back the question first, and hides the window then', async () => {
      const { start, user } = renderWindow()
      await start()
      await user.click(buttonOf('End chat'))
      await user.keyboard('{Escape}')
      expect(getField()).toHaveFocus()
      await user.keyboard('{Escape}')
      expect(queryWindow()).toBeNull()
    })

    test('behavior: an agent’s end moves the focus from the composer to the list, where the next key presses nothing', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await user.type(getField(), 'Half')
      await change(() => askSurvey(mail, 'How was it?', ['Good', 'Bad']))
      expect(getLog()).toHaveFocus()
      await user.keyboard(' a text{Enter}')
      expect(mail.texts()).toEqual([])
      expect(buttonOf('Good')).toBeInTheDocument()
    })

    test('behavior: the focus goes from an answer to the next question', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await change(() => askSurvey(mail, 'How was it?', ['Good', 'Bad']))
      await user.click(buttonOf('Good'))
      await change(() => mail.say('Why?', { dialogId: 'survey', isQuestion: true, quickReplies: [{ title: 'Fast', text: 'Fast' }] }))
      expect(buttonOf('Fast')).toHaveFocus()
    })

    test('behavior: the replies of the last message end with the chat', async () => {
      const { start, mail } = renderWindow()
      await start()
      await change(() => mail.say('Is it this one?', { quickReplies: [{ title: 'Yes', text: 'Yes' }] }))
      expect(buttonOf('Yes')).toBeInTheDocument()
      await change(() => mail.closeMain())
      expect(screen.queryByRole('button', { name: 'Yes' })).toBeNull()
    })

    test('behavior: a click hides the window of a survey, and the next one shows it', async () => {
      const { start, click, mail } = renderWindow()
      await start()
      await change(() => askSurvey(mail, 'How was it?', ['Good', 'Bad']))
      const engagement = { ...conversation, conversationId: mail.mainOf().replace('-main', '') }
      await click(engagement)
      expect(queryWindow()).toBeNull()
      await click(engagement)
      expect(buttonOf('Good')).toBeInTheDocument()
      expect(getLog()).toHaveFocus()
      expect(mail.requested).toHaveLength(1)
    })

    test('behavior: an agent’s end leaves a focus outside of the window', async () => {
      const { start, mail, launcher } = renderWindow()
      await start()
      launcher.focus()
      await change(() => mail.closeMain())
      expect(launcher).toHaveFocus()
    })

    test('behavior: a click after the end opens a new conversation', async () => {
      const { start, click, mail } = renderWindow()
      await start()
      await change(() => mail.closeMain())
      await click()
      expect(getField()).toBeInTheDocument()
      expect(mail.requested).toHaveLength(2)
    })

    test('behavior: a click shows the last messages of a chat that ended while the window was hidden', async () => {
      const { start, click, mail, user } = renderWindow()
      await start()
      await user.keyboard('{Escape}')
      await change(() => mail.say('Your code is 123.'))
      await change(() => mail.closeMain())
      await click()
      expect(screen.getByText('Your code is 123.')).toBeInTheDocument()
      expect(mail.requested).toHaveLength(1)
      await change(() => {})
      await click()
      expect(mail.requested).toHaveLength(2)
    })

    test('behavior: a click hides a window in which a survey waits, and shows the survey again', async () => {
      const { start, click, mail } = renderWindow()
      await start()
      await change(() => askSurvey(mail, 'How was it?', ['Good']))
      await change(() => {})
      await click()
      expect(queryWindow()).toBeNull()
      await click({ ...conversation, conversationId: mail.mainOf().replace('-main', '') })
      expect(buttonOf('Good')).toBeInTheDocument()
      expect(mail.requested).toHaveLength(1)
    })

    test('behavior: a survey asks with replies or for a text, and its question is in the list once', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await change(() => askSurvey(mail, 'How was it?', ['Good', 'Bad']))
      await change(() => {})
      expect(screen.getByRole('group', { name: 'How was it?' })).toBeInTheDocument()
      expect(screen.getAllByRole('button', { name: 'Good' })).toHaveLength(1)
      await user.click(buttonOf('Good'))
      await change(() => {})
      expect(mail.texts()).toEqual(['Good'])
      await change(() => mail.say('Why?', { dialogId: 'survey', isQuestion: true }))
      await user.type(screen.getByRole('textbox', { name: 'Your answer' }), 'Quick')
      await user.click(buttonOf('Send'))
      await change(() => {})
      expect(mail.texts()).toEqual(['Good', 'Quick'])
      expect(getLines().filter((line) => line?.includes('How was it?'))).toHaveLength(1)
    })

    test('behavior: an error that lasts is an alert, and the visitor can try again', async () => {
      const { click, mail, user } = renderWindow()
      mail.fail('request', refusal)
      await click()
      expect(screen.getByRole('alert')).toHaveTextContent('The chat does not work right now.')
      await user.click(buttonOf('Try again'))
      await change(() => {})
      expect(screen.queryByRole('alert')).toBeNull()
      expect(getField()).toHaveFocus()
      expect(mail.requested).toHaveLength(1)
    })
  })

  test.each([
    ['development says why, once', 'development', [['react-engagement: The chat does not work. Give a pigeon.']]],
    ['production stays silent', 'production', []],
  ])('behavior: the visitor of a wrong configuration reads a general text, and %s', async (_name, environment, output) => {
    vi.stubEnv('NODE_ENV', environment)
    const { click, mail, user } = renderWindow()
    mail.fail('open', new ConfigurationError('Give a pigeon.'), 2)
    await click()
    await user.click(buttonOf('Try again'))
    await change(() => {})
    expect(screen.getByRole('alert')).toHaveTextContent(/^The chat does not work right now\.$/)
    expect(takeConsole()).toEqual(output)
    vi.unstubAllEnvs()
  })

  test('behavior: development says that a client of a window has no messaging', async () => {
    const { click } = renderWindow({}, { mailClient: createMailClient({ messaging: undefined }) })
    await click()
    expect(takeConsole()).toEqual([[expect.stringContaining('Give liveMessaging() as messaging.')]])
  })

  test('behavior: development says why a conversation could not go on', async () => {
    const { start, mail } = renderWindow()
    await start()
    mail.fail('open', new ConfigurationError('Feed the pigeon.'))
    await change(() => mail.dropSockets())
    await change(() => document.dispatchEvent(new Event('visibilitychange')))
    expect(screen.getByRole('alert')).toBeInTheDocument()
    expect(takeConsole()).toEqual([['react-engagement: The chat does not work. Feed the pigeon.']])
  })
})
