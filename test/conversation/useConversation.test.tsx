import { act, render, renderHook, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import { type UseConversationParameters, useConversation } from '../../src/conversation/useConversation.js'
import { ConfigurationError } from '../../src/errors.js'
import { EngagementProvider } from '../../src/index.js'
import { change } from '../support/chatWindow.js'
import { createMailClient, openMail } from '../support/conversation.js'
import { available, conversation } from '../support/engagements.js'
import { takeConsole } from '../support/failOnConsole.js'
import { inBothModes } from '../support/modes.js'

function renderConversation(parameters: UseConversationParameters = {}, mailClient = createMailClient()) {
  const wrapper = ({ children }: { children: ReactNode }) => <EngagementProvider client={mailClient.client}>{children}</EngagementProvider>
  return {
    ...mailClient,
    ...renderHook((props: UseConversationParameters) => useConversation(props), { wrapper, initialProps: parameters }),
  }
}

describe('useConversation', () => {
  inBothModes(() => {
    test('default: without a conversation, the state is idle and nothing is sent', async () => {
      const { result, mail } = renderConversation()
      expect(result.current).toMatchObject({ status: 'idle', messages: [], unreadCount: 0, id: undefined })
      expect(mail.opened).toEqual([])
    })

    test('behavior: open and send, and all hooks of the client have the same messages', async () => {
      const mailClient = createMailClient()
      const { result } = renderConversation({}, mailClient)
      const other = renderConversation({}, mailClient)
      await act(() => result.current.open(available, 'Hello'))
      await change(() => mailClient.mail.join())
      expect(other.result.current.status).toBe('active')
      expect(other.result.current.id).toBe('conversation-1')
      expect(other.result.current.messages).toBe(result.current.messages)
      expect(mailClient.mail.texts()).toEqual(['Hello'])
    })

    test('behavior: the functions stay the same in all renders', async () => {
      const { result, rerender } = renderConversation()
      const before = Object.entries(result.current).filter(([, value]) => typeof value === 'function')
      expect(before.map(([name]) => name).sort()).toEqual(
        ['answerSurvey', 'close', 'getFileUrl', 'leave', 'markRead', 'open', 'reply', 'retry', 'send', 'setTyping'].sort(),
      )
      rerender({ engagement: available })
      await act(() => result.current.open(available))
      for (const [name, value] of before) expect(result.current[name as 'open']).toBe(value)
    })

    test('parameters: an offer as engagement opens one conversation with the first message', async () => {
      const { result, mail } = renderConversation({ engagement: available })
      await change(() => {})
      expect(mail.opened).toEqual([])
      await act(async () => {
        await Promise.all([result.current.send('One'), result.current.send('Two')])
      })
      expect(mail.requested).toEqual([available])
      expect(mail.texts()).toEqual(['One', 'Two'])
    })

    test('parameters: a conversation as engagement is resumed at once', async () => {
      const mailClient = createMailClient()
      mailClient.mail.addConversation({ id: conversation.conversationId })
      mailClient.mail.say('Still there?')
      const { result } = renderConversation({ engagement: conversation }, mailClient)
      await change(() => {})
      expect(result.current.messages).toHaveLength(1)
      expect(mailClient.mail.requested).toEqual([])
    })

    test('parameters: a conversation that is over stays over, however often the component renders', async () => {
      const { rerender, result, mail } = renderConversation({ engagement: conversation })
      await change(() => {})
      rerender({ engagement: { ...conversation } })
      await change(() => {})
      expect(mail.requested).toEqual([])
      expect(mail.count()).toBe(0)
      expect(mail.opened).toHaveLength(1)
      expect(result.current.status).toBe('idle')
    })

    test('parameters: select renders only after changes of its members', async () => {
      const { client, mail } = await openMail()
      const onRender = vi.fn()
      const Badge = () => {
        const { unreadCount } = useConversation({ client, select: ({ unreadCount }) => ({ unreadCount }) })
        onRender()
        return <p>{unreadCount} unread</p>
      }
      render(<Badge />)
      onRender.mockClear()
      await change(() => mail.type(true))
      expect(onRender).not.toHaveBeenCalled()
      await change(() => mail.say('Hello'))
      expect(screen.getByText('1 unread')).toBeInTheDocument()
    })

    test('parameters: select may build a new list in each call', async () => {
      const { client, mail } = await openMail()
      const useTexts = () =>
        useConversation({
          client,
          select: ({ messages }) => ({ texts: messages.map(({ content }) => (content.type === 'text' ? content.text : '')) }),
        })
      const { result } = renderHook(useTexts)
      await change(() => mail.say('Hello'))
      expect(result.current.texts).toEqual(['Hello'])
    })

    test('parameters: a select that changes takes the members that it needs from then on', async () => {
      const { client, mail } = await openMail()
      await change(() => mail.say('Hello'))
      const { result, rerender } = renderHook(
        ({ length }) => useConversation({ client, select: ({ messages }) => ({ texts: messages.slice(0, length).map(({ id }) => id) }) }),
        { initialProps: { length: 0 } },
      )
      expect(result.current.texts).toHaveLength(0)
      rerender({ length: 1 })
      expect(result.current.texts).toHaveLength(1)
    })

    test('parameters: client takes precedence over the provider’s', async () => {
      const { client } = await openMail()
      const { result } = renderConversation({ client })
      expect(result.current.status).toBe('active')
    })

    test('behavior: without a conversation, send rejects and the others do nothing', async () => {
      const { result } = renderConversation()
      await expect(result.current.send('Hello')).rejects.toThrow(ConfigurationError)
      result.current.setTyping(true)
      result.current.markRead()
      result.current.leave()
    })
  })

  test('behavior: hydration begins with the idle state of the server', async () => {
    const { client } = await openMail()
    const Status = () => <p>{useConversation({ client }).status}</p>
    const html = renderToString(<Status />)
    expect(html).toBe('<p>idle</p>')
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = html
    const root = await act(async () => hydrateRoot(container, <Status />))
    expect(container).toHaveTextContent('active')
    act(() => root.unmount())
    container.remove()
  })

  test('behavior: a hook without a client throws', () => {
    expect(() => renderHook(() => useConversation())).toThrow(ConfigurationError)
    takeConsole()
  })
})
