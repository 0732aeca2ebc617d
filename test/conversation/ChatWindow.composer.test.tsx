import { fireEvent, screen } from '@testing-library/react'
import { Profiler } from 'react'
import { describe, expect, test } from 'vitest'
import type { MessagingConnection } from '../../src/conversation/index.js'
import { change, getField, getLines, renderWindow } from '../support/chatWindow.js'
import { createMailClient } from '../support/conversation.js'
import { inBothModes } from '../support/modes.js'

describe('ChatWindow: composer', () => {
  inBothModes(() => {
    test('default: Enter sends, and Shift and Enter break the line', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await user.type(getField(), 'One{Shift>}{Enter}{/Shift}Two')
      expect(mail.texts()).toEqual([])
      await user.keyboard('{Enter}')
      await change(() => {})
      expect(mail.texts()).toEqual(['One\nTwo'])
      expect(getField()).toHaveValue('')
      expect(getField()).toHaveFocus()
    })

    test('behavior: the button sends, and the focus goes back to the composer', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await user.type(getField(), 'Hello')
      await user.click(screen.getByRole('button', { name: 'Send' }))
      await change(() => {})
      expect(mail.texts()).toEqual(['Hello'])
      expect(getField()).toHaveFocus()
    })

    test.each([
      ['during the composition', { isComposing: true }],
      ['after Safari has ended the composition', { keyCode: 229 }],
    ])('behavior: Enter %s sends nothing', async (_name, init) => {
      const { start, mail } = renderWindow()
      await start()
      fireEvent.change(getField(), { target: { value: 'にほん' } })
      fireEvent.keyDown(getField(), { key: 'Enter', ...init })
      expect(getField()).toHaveValue('にほん')
      fireEvent.keyDown(getField(), { key: 'Enter', keyCode: 13 })
      await change(() => {})
      expect(mail.texts()).toEqual(['にほん'])
    })

    test('behavior: an empty message is an error of the field, until the visitor writes', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await user.type(getField(), '  {Enter}')
      expect(getField()).toBeInvalid()
      expect(getField()).toHaveAccessibleDescription('Write a message first.')
      await user.type(getField(), 'a')
      expect(getField()).toBeValid()
      expect(getField()).not.toHaveAttribute('aria-describedby')
      expect(mail.texts()).toEqual([])
    })

    test('behavior: a hidden window has its draft again', async () => {
      const { start, click, user } = renderWindow()
      await start()
      await user.type(getField(), 'Half a')
      await user.keyboard('{Escape}')
      await click()
      expect(getField()).toHaveValue('Half a')
    })

    test('behavior: a message of a visitor who is faster than the connection is sent once', async () => {
      const mailClient = createMailClient()
      const { client, mail } = mailClient
      const { messaging } = client.core
      let connectNow = () => {}
      const connected = new Promise<void>((resolve) => {
        connectNow = resolve
      })
      client.core.messaging = {
        ...(messaging as MessagingConnection),
        open: (options) => connected.then(() => messaging?.open(options) as never),
      }
      const { click, user } = renderWindow({}, { mailClient })
      await click()
      expect(screen.getByRole('status')).toHaveTextContent('Connecting…')
      await user.type(getField(), 'Quick{Enter}')
      expect(getLines().at(-1)).toMatch(/Quick.*Sending$/)
      await change(connectNow)
      await change(() => {})
      expect(mail.texts()).toEqual(['Quick'])
    })

    test('behavior: the other side sees that the visitor types, and that they stop', async () => {
      const { start, mail, user } = renderWindow()
      await start()
      await user.type(getField(), 'a')
      await user.clear(getField())
      await change(() => {})
      expect(mail.published.flatMap((event) => (event.type === 'typing' ? event.isTyping : []))).toEqual([true, false])
    })

    test('behavior: the field grows with its lines', async () => {
      const { start, user } = renderWindow()
      await start()
      expect(getField()).toHaveAttribute('rows', '1')
      await user.type(getField(), 'a{Shift>}{Enter}{/Shift}b')
      expect(getField()).toHaveAttribute('rows', '2')
      expect(getField()).not.toHaveAttribute('style')
    })
  })

  test('behavior: a key renders no message again', async () => {
    let renders = 0
    const { start, mail, user } = renderWindow({
      renderMessage: (_message, element) => (
        <Profiler id="message" onRender={() => renders++}>
          {element}
        </Profiler>
      ),
    })
    await start()
    await change(() => mail.say('Hello'))
    expect(getLines().at(-1)).toContain('Hello')
    renders = 0
    await user.type(getField(), 'abc')
    expect(renders).toBe(0)
  })
})
