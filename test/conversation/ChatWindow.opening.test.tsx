import { act, screen } from '@testing-library/react'
import { createRef } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import { ChatWindow } from '../../src/conversation/ChatWindow.js'
import { ConfigurationError } from '../../src/errors.js'
import { change, getField, getWindow, queryWindow, renderWindow } from '../support/chatWindow.js'
import { createMailClient } from '../support/conversation.js'
import { available } from '../support/engagements.js'
import { takeConsole } from '../support/failOnConsole.js'
import { inBothModes } from '../support/modes.js'

const hideButton = () => screen.getByRole('button', { name: 'Hide chat' })

describe('ChatWindow: opening', () => {
  inBothModes(() => {
    test('default: the window appears after a click, with the focus in the composer, and opens one conversation', async () => {
      const { click, mail } = renderWindow()
      expect(queryWindow()).toBeNull()
      await click()
      expect(getWindow()).toBeInTheDocument()
      expect(getField()).toHaveFocus()
      expect(mail.requested).toHaveLength(1)
      expect(screen.getByRole('status')).toHaveTextContent('Waiting for an agent.')
    })

    test('behavior: a second click hides the window, and a third one shows the same conversation', async () => {
      const { click, start, mail } = renderWindow()
      await start()
      await change(() => mail.say('Hello'))
      await click()
      expect(queryWindow()).toBeNull()
      expect(mail.count()).toBe(1)
      await click()
      expect(screen.getByText('Hello')).toBeInTheDocument()
      expect(mail.requested).toHaveLength(1)
    })

    test('behavior: the window tells buttons its id, and whether it is open', async () => {
      const { click, client, unmount } = renderWindow()
      const read = () => ({ ...client.core.acceptances.getState() }).window
      expect(read()?.isOpen).toBe(false)
      await click()
      expect(read()).toEqual({ id: getWindow().id, isOpen: true })
      unmount()
      expect(read()).toBeUndefined()
    })

    test.each([
      ['the control', (user: { click: (element: Element) => Promise<void> }) => user.click(hideButton())],
      ['Escape', (user: { keyboard: (keys: string) => Promise<void> }) => user.keyboard('{Escape}')],
    ])('behavior: %s hides the window and gives the focus back to the button', async (_name, hide) => {
      const { start, user, launcher } = renderWindow()
      await start()
      await hide(user as never)
      expect(queryWindow()).toBeNull()
      expect(launcher).toHaveFocus()
    })

    test('behavior: the focus goes to the successor of a button that is gone, also in a test runner without CSS.escape', async () => {
      vi.stubGlobal('CSS', undefined)
      const { client, user } = renderWindow({ id: 'quoted"id' })
      const [element, successor] = [document.createElement('button'), document.createElement('button')]
      document.body.append(element, successor)
      await change(() => client.core.acceptances.publish({ engagement: available, element }))
      successor.setAttribute('aria-controls', getWindow().id)
      element.remove()
      await user.keyboard('{Escape}')
      expect(successor).toHaveFocus()
      successor.remove()
    })

    test('behavior: Escape of an input method leaves the window open', async () => {
      const { start } = renderWindow()
      await start()
      const press = (init: KeyboardEventInit) =>
        change(() => getField().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, ...init })))
      await press({ isComposing: true })
      await press({ keyCode: 229 })
      expect(getWindow()).toBeInTheDocument()
      await press({})
      expect(queryWindow()).toBeNull()
    })

    test('behavior: the next page of the tab shows the window again, without the focus', async () => {
      const mailClient = createMailClient({ storage: localStorage })
      const { start, unmount } = renderWindow({}, { mailClient })
      await start({ ...available, language: 'de-DE' })
      await change(() => mailClient.mail.say('Hallo'))
      unmount()
      // ---- the next page
      const next = createMailClient({ storage: localStorage }, mailClient.mail)
      const { launcher } = renderWindow({}, { mailClient: next })
      launcher.focus()
      expect(await screen.findByText('Hallo')).toBeInTheDocument()
      expect(screen.getByText('Hallo').closest('[data-chat-bubble]')).toHaveAttribute('lang', 'de-DE')
      expect(launcher).toHaveFocus()
      expect(next.mail.requested).toHaveLength(1)
    })

    test('behavior: a click in a window that opened by itself moves the focus to the composer of the next conversation', async () => {
      const mailClient = createMailClient({ storage: localStorage })
      const { start, unmount } = renderWindow({}, { mailClient })
      await start()
      unmount()
      const { click, mail } = renderWindow({}, { mailClient: createMailClient({ storage: localStorage }, mailClient.mail) })
      expect(await screen.findByRole('textbox')).not.toHaveFocus()
      await change(() => mail.closeMain())
      await click()
      expect(mail.requested).toHaveLength(2)
      expect(getField()).toHaveFocus()
    })

    test('behavior: the next page shows no window that the visitor had hidden, and opens no socket', async () => {
      const mailClient = createMailClient({ storage: localStorage })
      const { start, user, unmount } = renderWindow({}, { mailClient })
      await start()
      await user.keyboard('{Escape}')
      unmount()
      const next = createMailClient({ storage: localStorage }, mailClient.mail)
      const { opened } = next.mail
      const { length } = opened
      renderWindow({}, { mailClient: next })
      await change(() => {})
      expect(queryWindow()).toBeNull()
      expect(opened).toHaveLength(length)
    })

    test('behavior: a conversation that ended meanwhile shows no window', async () => {
      const mailClient = createMailClient({ storage: localStorage })
      const { start, unmount } = renderWindow({}, { mailClient })
      await start()
      unmount()
      localStorage.removeItem([...Object.keys(localStorage)].find((key) => key.endsWith(':conversation')) ?? '')
      renderWindow({}, { mailClient: createMailClient({ storage: localStorage }, mailClient.mail) })
      await change(() => {})
      expect(queryWindow()).toBeNull()
    })

    test('behavior: a log-out hides the window and forgets the draft', async () => {
      const { start, client, user } = renderWindow()
      await start()
      await user.type(getField(), 'My secret')
      await change(() => client.reset())
      expect(queryWindow()).toBeNull()
      await start()
      expect(getField()).toHaveValue('')
    })

    test('parameters: open and onOpenChange let the site decide', async () => {
      const onOpenChange = vi.fn()
      const { click, update, user } = renderWindow({ open: false, onOpenChange })
      await click()
      expect(onOpenChange.mock.calls).toEqual([[true]])
      expect(queryWindow()).toBeNull()
      update({ open: true })
      expect(getField()).toHaveFocus()
      await user.keyboard('{Escape}')
      expect(onOpenChange).toHaveBeenLastCalledWith(false)
      expect(getWindow()).toBeInTheDocument()
    })

    test('parameters: defaultOpen shows the window at first, without the focus and without a conversation', async () => {
      const { mail } = renderWindow({ defaultOpen: true })
      await change(() => {})
      expect(getWindow()).toBeInTheDocument()
      expect(document.body).toHaveFocus()
      expect(mail.opened).toEqual([])
    })

    test('parameters: placement inline makes a region, which a small viewport does not make modal', async () => {
      const { start } = renderWindow({ placement: 'inline' })
      await start()
      const region = screen.getByRole('region', { name: 'Chat' })
      expect(region).toHaveAttribute('data-placement', 'inline')
      expect(region).not.toHaveAttribute('data-corner')
    })

    test('parameters: ref, id, className and data attributes reach the element', async () => {
      const ref = createRef<HTMLDivElement>()
      const { start } = renderWindow({ ref, id: 'chat', className: 'own', corner: 'start-start', ...{ 'data-own': '1' } })
      await start()
      expect(ref.current).toBe(getWindow())
      expect(getWindow()).toHaveAttribute('id', 'chat')
      expect(getWindow()).toHaveClass('own')
      expect(getWindow()).toHaveAttribute('data-own', '1')
      expect(getWindow()).toHaveAttribute('data-corner', 'start-start')
    })
  })

  test('behavior: a server renders an open window without a conversation', () => {
    const { client } = createMailClient()
    expect(renderToString(<ChatWindow client={client} defaultOpen />)).toContain('data-status="idle"')
    expect(renderToString(<ChatWindow client={client} />)).toBe('')
  })

  test('behavior: a browser takes over the window of a server', async () => {
    const { client } = createMailClient()
    const page = <ChatWindow client={client} defaultOpen />
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = renderToString(page)
    const [element] = container.children
    const root = await act(async () => hydrateRoot(container, page))
    expect(getWindow()).toBe(element)
    act(() => root.unmount())
    container.remove()
  })

  test('behavior: a window without a client throws', () => {
    expect(() => renderToString(<ChatWindow />)).toThrow(ConfigurationError)
    takeConsole()
  })
})
