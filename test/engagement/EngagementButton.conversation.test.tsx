import { act, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import type { Acceptance, SharedState } from '../../src/client/acceptances.js'
import { EngagementButton, type EngagementClient, useEngagementButton } from '../../src/index.js'
import { de } from '../../src/locales/de.js'
import { createTestClient, type TestClientOptions } from '../support/client.js'
import { available, conversation } from '../support/engagements.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

const unavailable = { status: 'unavailable', visitorId: 'v', sessionId: 's', pageId: '1' } as const

const open = { id: 'own', unreadCount: 0 }
const closedWindow = { id: 'chat', isOpen: false }

const setState = ({ core }: EngagementClient, change: SharedState) => act(() => core.acceptances.setState(change))

/** A client on a page with this conversation and this window, and the clicks that it publishes. */
function createPage(state: SharedState = {}, options: TestClientOptions = {}) {
  const testClient = createTestClient(options)
  const { acceptances } = testClient.client.core
  const published: Acceptance[] = []
  acceptances.subscribe((acceptance) => published.push(acceptance))
  acceptances.setState(state)
  return { testClient, client: testClient.client, published }
}

describe("EngagementButton: the client's own conversation", () => {
  inBothModes(() => {
    test.each([
      ['an offer', available],
      ['no chat', unavailable],
      ['no answer yet', undefined],
      ["the service's conversation", conversation],
    ])('default: with %s, the button shows the conversation', (_name, engagement) => {
      const { testClient } = createPage({ conversation: open })
      renderWithClient(<EngagementButton engagement={engagement}>Chat with us</EngagementButton>, { testClient })
      const button = screen.getByRole('button', { name: 'Continue your chat' })
      expect(button).toHaveAttribute('data-status', 'conversation')
      for (const name of ['data-unread', 'aria-expanded', 'aria-controls']) expect(button).not.toHaveAttribute(name)
    })

    test('default: after an error, the button shows the conversation', async () => {
      const { testClient, client } = createPage({ conversation: open })
      testClient.simulator.fail({ call: 'engagement', status: 400 })
      renderWithClient(<EngagementButton labels={{ retry: 'Again' }} />, { testClient })
      await vi.waitFor(() => expect(testClient.requests.engagement()).toHaveLength(1))
      expect(screen.getByRole('button')).toHaveAttribute('data-status', 'conversation')
      setState(client, { conversation: undefined })
      expect(await screen.findByText('Again')).toHaveAttribute('data-status', 'error')
    })

    test('behavior: the answer shows again when the conversation ends', () => {
      const { testClient, client } = createPage()
      renderWithClient(<EngagementButton engagement={available} />, { testClient })
      setState(client, { conversation: open })
      expect(screen.getByText('Continue your chat')).toBeInTheDocument()
      setState(client, { conversation: undefined })
      expect(screen.getByText('Chat with us')).toHaveAttribute('data-status', 'available')
    })

    test('behavior: an offer that has expired does not expire the conversation', () => {
      const { testClient, client } = createPage({ conversation: open })
      renderWithClient(<EngagementButton engagement={{ ...available, expiresAt: 1 }} />, { testClient })
      expect(screen.getByRole('button')).not.toHaveAttribute('data-expired')
      setState(client, { conversation: undefined })
      expect(screen.getByRole('button')).toHaveAttribute('data-expired')
    })

    test.each([
      [1, 'Continue your chat, 1 unread message'],
      [2, 'Continue your chat, 2 unread messages'],
    ])('behavior: the name of the button has the number of unread messages: %i', (unreadCount, name) => {
      const { testClient } = createPage({ conversation: { ...open, unreadCount } })
      renderWithClient(<EngagementButton engagement={available} />, { testClient })
      const button = screen.getByRole('button', { name })
      expect(button).toHaveAttribute('data-unread', `${unreadCount}`)
      // The button has a gap between its children.
      expect([...button.childNodes].map(({ textContent }) => textContent)).toEqual([name])
    })

    test('parameters: labels, locales: the number of unread messages has the text of the site, or of a locale', () => {
      const { testClient } = createPage({ conversation: { ...open, unreadCount: 2 } })
      const labels = { conversation: <b>Back</b>, unread: (count: number) => `${count} new` }
      const german = { ...available, language: 'de' }
      renderWithClient(
        <>
          <EngagementButton engagement={german} />
          <EngagementButton engagement={german} labels={labels} />
        </>,
        { testClient, locales: [de] },
      )
      expect(screen.getByRole('button', { name: 'Chat fortsetzen, 2 ungelesene Nachrichten' })).toHaveAttribute('lang', 'de')
      expect(screen.getByRole('button', { name: 'Back, 2 new' })).toBeInTheDocument()
    })

    test('behavior: a button on a page with a window says whether the window is open, and which it is', () => {
      const { testClient, client } = createPage({ conversation: open, window: closedWindow })
      renderWithClient(<EngagementButton engagement={available} />, { testClient })
      const button = screen.getByRole('button', { expanded: false })
      expect(button).toHaveAttribute('aria-controls', 'chat')
      setState(client, { window: { id: 'chat', isOpen: true } })
      expect(screen.getByRole('button', { expanded: true })).toBe(button)
      setState(client, { window: undefined })
      expect(button).not.toHaveAttribute('aria-expanded')
    })

    test('behavior: an open window shows the messages, so that no button counts them', () => {
      const { testClient, client } = createPage({ conversation: { ...open, unreadCount: 1 }, window: closedWindow })
      renderWithClient(<EngagementButton engagement={available} />, { testClient })
      const button = screen.getByRole('button', { name: 'Continue your chat, 1 unread message' })
      setState(client, { window: { id: 'chat', isOpen: true } })
      expect(button).toHaveAccessibleName('Continue your chat')
      expect(button).not.toHaveAttribute('data-unread')
      setState(client, { window: closedWindow })
      expect(button).toHaveAccessibleName('Continue your chat, 1 unread message')
    })

    test('behavior: a button that is disabled opens no window', () => {
      const { testClient } = createPage({ window: closedWindow })
      renderWithClient(<EngagementButton engagement={unavailable} labels={{ unavailable: 'Closed' }} />, { testClient })
      expect(screen.getByText('Closed')).not.toHaveAttribute('aria-expanded')
    })

    test('behavior: a click resumes the conversation, and reports nothing', async () => {
      const { testClient, client, published } = createPage({ conversation: open })
      const [onAccept, onResume] = [vi.fn(), vi.fn()]
      const parameters = { onAccept, onResume, displayed: 'mounted' } as const
      renderWithClient(<EngagementButton engagement={{ ...available, contextId: '4', expiresAt: 1 }} {...parameters} />, { testClient })
      const button = screen.getByRole('button')
      fireEvent.click(button)
      const { contextId: _, ...ids } = { ...available, contextId: '4' }
      const engagement = { ...ids, status: 'conversation', conversationId: 'own' }
      expect(onResume).toHaveBeenCalledWith(engagement, expect.objectContaining({ type: 'click' }))
      expect(onAccept).not.toHaveBeenCalled()
      expect(published).toEqual([{ engagement, element: button }])
      await client.flush()
      expect(testClient.simulator.requests).toEqual([])
    })

    test('behavior: a click that closes the window resumes nothing', () => {
      const { testClient, client, published } = createPage({ conversation: open, window: closedWindow })
      vi.useFakeTimers({ toFake: ['performance'] })
      const onResume = vi.fn()
      renderWithClient(<EngagementButton engagement={unavailable} onResume={onResume} />, { testClient })
      for (const isOpen of [false, true]) {
        setState(client, { window: { id: 'chat', isOpen } })
        fireEvent.click(screen.getByRole('button'))
        vi.advanceTimersByTime(500)
      }
      expect(onResume).toHaveBeenCalledOnce()
      expect(published).toHaveLength(2)
    })

    test.each([
      ['onAccept', available],
      ['onResume', conversation],
    ] as const)('behavior: the window follows %s, unless the event was prevented there', (name, engagement) => {
      const { testClient, published } = createPage()
      const order: string[] = []
      testClient.client.core.acceptances.subscribe(() => order.push('window'))
      const callback = (_engagement: unknown, event: { preventDefault: () => void; shiftKey: boolean }) => {
        order.push(name)
        if (event.shiftKey) event.preventDefault()
      }
      vi.useFakeTimers({ toFake: ['performance'] })
      renderWithClient(<EngagementButton engagement={engagement} {...{ [name]: callback }} />, { testClient })
      fireEvent.click(screen.getByRole('button'))
      vi.advanceTimersByTime(500)
      fireEvent.click(screen.getByRole('button'), { shiftKey: true })
      expect(order).toEqual([name, 'window', name])
      expect(published).toEqual([{ engagement, element: screen.getByRole('button') }])
    })

    test('behavior: a click twice within half a second is one click', async () => {
      const { testClient, published } = createPage({ conversation: open, window: closedWindow })
      renderWithClient(<EngagementButton engagement={available} />, { testClient })
      await userEvent.dblClick(screen.getByRole('button'))
      expect(published).toHaveLength(1)
    })

    test('behavior: buttons of one engagement share one subscription, and render nothing for an equal state', () => {
      const { testClient, client } = createPage()
      const subscribe = vi.spyOn(client.core.acceptances, 'subscribeToState')
      let renders = 0
      const Button = () => {
        renders++
        return <p>{useEngagementButton({ engagement: available }).state.unreadCount}</p>
      }
      const { unmount } = renderWithClient(
        <>
          <Button />
          <Button />
        </>,
        { testClient },
      )
      // StrictMode subscribes twice.
      const stops = subscribe.mock.results.map(({ value }) => value)
      expect(stops.length).toBeLessThanOrEqual(2)
      setState(client, { conversation: { ...open, unreadCount: 1 } })
      expect(screen.getAllByText('1')).toHaveLength(2)
      const before = renders
      setState(client, { conversation: { ...open, unreadCount: 1 } })
      expect(renders).toBe(before)
      unmount()
      setState(client, { conversation: undefined })
      expect(renders).toBe(before)
    })
  })
})
