import { act, render, screen, waitFor } from '@testing-library/react'
import { createRef } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { ChatSessionStatus, EngagementProvider } from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'
import { inBothModes } from '../support/modes.js'

const session = { Status: 'InQueue' }

describe('ChatSessionStatus', () => {
  inBothModes(() => {
    test('default: the element is empty while the session loads, and then shows the place in the queue', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada', InitialQueuePos: 3 })
      render(
        <EngagementProvider client={client}>
          <ChatSessionStatus id={1} className="mine" />
        </EngagementProvider>,
      )
      const status = screen.getByRole('status')
      expect(status).toHaveAttribute('data-status', 'loading')
      expect(status).toBeEmptyDOMElement()
      await waitFor(() => expect(status).toHaveTextContent('You are in the queue. You were number 3 when you joined.'))
      expect(status.outerHTML).toBe(
        '<p data-chat-session-status="" role="status" data-status="waiting" class="mine">You are in the queue. You were number 3 when you joined.</p>',
      )
    })

    test('parameters: session: undefined counts as missing if there is an id', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession()
      render(<ChatSessionStatus client={client} id={1} session={undefined} />)
      await waitFor(() => expect(screen.getByRole('status')).toHaveAttribute('data-status', 'waiting'))
    })

    test('behavior: the component reads only the members that it shows', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession()
      render(<ChatSessionStatus client={client} id={1} />)
      await waitFor(() => expect(screen.getByRole('status')).toHaveAttribute('data-status', 'waiting'))
      expect(simulator.requests.map(({ url }) => url.split('?')[1])).toEqual([
        '$select=Status,InitialQueuePos,User/FullName,ChatbotIsActive,Rating',
      ])
    })

    test.each([
      [{ Status: 'Invalid' }, 'unknown', ''],
      [{ Status: 'Escalated' }, 'unknown', ''],
      [{ Status: 'PreChatForm' }, 'starting', 'Your chat is about to begin.'],
      [{ Status: 'Faq' }, 'starting', 'Your chat is about to begin.'],
      [{ Status: 'OfflineForm' }, 'offline', 'Nobody is available to chat right now.'],
      [{ Status: 'InQueue' }, 'waiting', 'You are in the queue.'],
      [{ Status: 'InQueue', InitialQueuePos: 0 }, 'waiting', 'You are in the queue.'],
      [{ Status: 'UserLast', User: { FullName: 'Alex Agent' } }, 'conversation', 'You are chatting with Alex Agent.'],
      [{ Status: 'CustomerLast', User: { FullName: 'Alex Agent' } }, 'conversation', 'You are chatting with Alex Agent.'],
      [{ Status: 'UserLast', User: { FullName: 'Alex Agent' }, ChatbotIsActive: true }, 'conversation', 'You are in a chat.'],
      [{ Status: 'UserLast', User: null }, 'conversation', 'You are in a chat.'],
      [{ Status: 'Finished', Rating: 0 }, 'finished', 'The chat has ended.'],
      [{ Status: 'Finished', Rating: 4 }, 'finished', 'The chat has ended. You rated it 4 of 5.'],
      [{ Status: 'Closed', Rating: 412 }, 'over', 'The chat has ended.'],
      [{ Status: 'ClosedFromQueue' }, 'over', 'The chat has ended.'],
      [{ Status: 'RequestPosted' }, 'over', 'The chat has ended.'],
      [{ Status: 'Deleted' }, 'over', 'The chat has ended.'],
    ])('parameters: the session %j has the status %j and the text %j', (session, status, text) => {
      render(<ChatSessionStatus session={session as never} />)
      expect(screen.getByRole('status')).toHaveAttribute('data-status', status)
      expect(screen.getByRole('status').textContent).toBe(text)
    })

    test('parameters: a session with members of a wrong type does not show them', () => {
      const hostile = { Status: 'UserLast', User: { FullName: { html: 1 } }, InitialQueuePos: {}, Rating: [] }
      render(<ChatSessionStatus session={hostile as never} />)
      expect(screen.getByRole('status').textContent).toBe('You are in a chat.')
    })

    test('parameters: a session of undefined is loading', () => {
      render(<ChatSessionStatus session={undefined} />)
      expect(screen.getByRole('status')).toHaveAttribute('data-status', 'loading')
    })

    test('parameters: labels can be functions of the state', () => {
      render(
        <ChatSessionStatus session={{ ...session, InitialQueuePos: 2 }} labels={{ waiting: ({ position }) => <b>No. {position}</b> }} />,
      )
      expect(screen.getByRole('status').innerHTML).toBe('<b>No. 2</b>')
    })

    test('parameters: labels can be texts', () => {
      render(<ChatSessionStatus session={session} labels={{ waiting: 'Please wait.' }} />)
      expect(screen.getByRole('status')).toHaveTextContent('Please wait.')
    })

    test('parameters: an id of undefined reads nothing', () => {
      const { client, simulator } = createChatClient()
      render(<ChatSessionStatus client={client} id={undefined} />)
      expect(screen.getByRole('status')).toHaveAttribute('data-status', 'loading')
      expect(simulator.requests).toEqual([])
    })

    test('parameters: render can be an element, which receives the props and the ref', () => {
      const ref = createRef<HTMLElement>()
      const onClick = vi.fn()
      render(
        <ChatSessionStatus
          session={session}
          ref={ref}
          className="ours"
          render={<button type="button" className="theirs" onClick={onClick} />}
        />,
      )
      const status = screen.getByRole('status')
      expect(status).toHaveTextContent('You are in the queue.')
      expect(status).toHaveClass('ours', 'theirs')
      expect(ref.current).toBe(status)
      act(() => status.click())
      expect(onClick).toHaveBeenCalledOnce()
    })

    test('parameters: render can be a function of the props and the state', () => {
      render(<ChatSessionStatus session={session} render={(_props, { status }) => <i>{status}</i>} />)
      expect(screen.getByText('waiting')).toBeInTheDocument()
    })

    test('behavior: a status that does not change the text does not change the element', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ Status: 'UserLast', User: { FullName: 'Alex Agent' } })
      render(<ChatSessionStatus client={client} id={1} />)
      const status = screen.getByRole('status')
      await waitFor(() => expect(status).toHaveTextContent('Alex Agent'))
      let changes = 0
      const observer = new MutationObserver(() => changes++)
      observer.observe(status, { childList: true, characterData: true, subtree: true })
      vi.useFakeTimers()
      simulator.changeChatSession(1, { Status: 'CustomerLast', LastMessage: 'Hello' })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      await act(() => vi.advanceTimersByTimeAsync(100))
      expect(changes).toBe(0)
      observer.disconnect()
    })

    test('behavior: a session that cannot be read leaves the element empty', async () => {
      const { client } = createChatClient()
      render(<ChatSessionStatus client={client} id={9} />)
      await waitFor(() => expect(screen.getByRole('status')).toHaveAttribute('data-status', 'error'))
      expect(screen.getByRole('status')).toBeEmptyDOMElement()
    })
  })
})
