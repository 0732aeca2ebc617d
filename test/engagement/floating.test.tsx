import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { EngagementButton, type EngagementButtonProps, EngagementProvider, getEngagement, useEngagementButton } from '../../src/index.js'
import { ar } from '../../src/locales/ar.js'
import { createSimulator } from '../../src/testing/index.js'
import { createTestClient } from '../support/client.js'
import { available } from '../support/engagements.js'
import { inBothModes } from '../support/modes.js'
import { type RenderWithClientOptions, renderWithClient } from '../support/render.js'

const locales = [ar]

const renderFloating = (props: EngagementButtonProps = {}, options: RenderWithClientOptions = {}) =>
  renderWithClient(<EngagementButton placement="floating" {...props} />, { locales, ...options })

const findDismissal = () => screen.findByRole('button', { name: 'Dismiss' })

/** A page of a site that stores the visitor. With the simulator of an earlier page, it is the next page. */
const visitPage = (simulator = createSimulator()) => createTestClient({ storage: localStorage }, simulator)

describe('EngagementButton: floating', () => {
  afterEach(() => localStorage.clear())

  inBothModes(() => {
    test('default: the button is in the corner where lines end, beside a control that dismisses it', async () => {
      const { container } = renderFloating()
      const button = await screen.findByRole('button', { name: 'Chat with us' })
      expect(button).toHaveAttribute('data-placement', 'floating')
      expect(button).toHaveAttribute('data-corner', 'end-end')
      expect(await findDismissal()).toHaveAttribute('data-corner', 'end-end')
      expect([...container.children]).toEqual([button, await findDismissal()])
    })

    test('parameters: corner moves the button and its control', async () => {
      renderFloating({ corner: 'start-start' })
      for (const button of await screen.findAllByRole('button')) expect(button).toHaveAttribute('data-corner', 'start-start')
    })

    test('parameters: render gives an element the corner, beside its control', async () => {
      // biome-ignore lint/a11y/useAnchorContent: the content is given by the button.
      renderFloating({ render: <a href="/chat" /> })
      expect(await screen.findByRole('link', { name: 'Chat with us' })).toHaveAttribute('data-corner', 'end-end')
      expect(await findDismissal()).toBeInTheDocument()
    })

    test('parameters: labels.dismiss names the control', async () => {
      renderFloating({ labels: { dismiss: 'Not now' } })
      await expect(screen.findByRole('button', { name: 'Not now' })).resolves.not.toHaveAttribute('lang')
    })

    test('behavior: an inline button has no control that dismisses it', async () => {
      renderFloating({ placement: 'inline' })
      const button = await screen.findByRole('button')
      expect(button).toHaveAttribute('data-placement', 'inline')
      expect(button).not.toHaveAttribute('data-corner')
    })

    test('behavior: a fallback has no control that dismisses it', async () => {
      const { client } = renderFloating({ fallback: <p>Write to us</p> }, { prepare: ({ offer }) => offer({ status: 'unavailable' }) })
      await waitFor(() => expect(client.session.getState().sessionId).toBeDefined())
      expect(screen.getByText('Write to us')).toBeInTheDocument()
      expect(screen.queryByRole('button')).toBeNull()
    })

    test('behavior: the control is labelled in the language of the offer, whose direction does not move the corner', async () => {
      renderFloating({}, { prepare: ({ offer }) => offer({ status: 'available', language: 'ar' }) })
      const [button, control] = await screen.findAllByRole('button')
      expect(button).toHaveAttribute('lang', 'ar')
      expect(button).not.toHaveAttribute('dir')
      expect(control).toHaveAccessibleName(String(ar.button.dismiss))
      expect(control).toHaveAttribute('lang', 'ar')
      expect(control).not.toHaveAttribute('dir')
    })

    test('behavior: a dismissed button disappears with its control, and is reported closed, once', async () => {
      const { impressions, client, container } = renderFloating({ displayed: 'mounted', fallback: <p>Write to us</p> })
      await userEvent.click(await findDismissal())
      expect(container).toBeEmptyDOMElement()
      await client.flush()
      expect(impressions.types()).toEqual(['impDisplay', 'impClose'])
      expect(client.session.getState().dismissedSessionId).toBe(client.session.getState().sessionId)
    })

    test("behavior: the client's own conversation cannot be dismissed, and hides a dismissal until it ends", async () => {
      const { client, container } = renderFloating()
      const setConversation = (conversation?: { id: string; unreadCount: number }) =>
        act(() => client.core.acceptances.setState({ conversation }))
      const button = await screen.findByRole('button', { name: 'Chat with us' })
      setConversation({ id: 'own', unreadCount: 0 })
      expect(screen.getAllByRole('button')).toEqual([button])
      expect(button).toHaveAccessibleName('Continue your chat')
      setConversation()
      await userEvent.click(await findDismissal())
      expect(container).toBeEmptyDOMElement()
      setConversation({ id: 'own', unreadCount: 0 })
      expect(screen.getByRole('button')).toHaveAccessibleName('Continue your chat')
      setConversation()
      expect(container).toBeEmptyDOMElement()
    })

    test('behavior: a dismissal accepts nothing', async () => {
      const [onAccept, onClick] = [vi.fn(), vi.fn()]
      renderFloating({ onAccept, onClick })
      await userEvent.click(await findDismissal())
      expect(onAccept).not.toHaveBeenCalled()
      expect(onClick).not.toHaveBeenCalled()
    })

    test('behavior: the dismissal of an accepted offer is not reported', async () => {
      const { impressions, client, container } = renderFloating()
      await userEvent.click(await screen.findByRole('button', { name: 'Chat with us' }))
      await userEvent.click(await findDismissal())
      await client.flush()
      expect(container).toBeEmptyDOMElement()
      expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
    })

    test('behavior: an offer that the app already has stays dismissed, whatever the client learns later', async () => {
      const { simulator, client, container } = renderFloating({ engagement: available })
      await userEvent.click(await findDismissal())
      await client.flush()
      expect(simulator.impressions).toEqual([])
      await act(() => getEngagement(client))
      expect(container).toBeEmptyDOMElement()
      act(() => client.setConsent('denied'))
      expect(container).toBeEmptyDOMElement()
    })

    test('behavior: a button stays dismissed when the service no longer knows the session', async () => {
      const { simulator, client, container } = renderFloating()
      await findDismissal()
      simulator.closeSession()
      await userEvent.click(await findDismissal())
      await client.flush()
      await waitFor(() => expect(client.session.getState().sessionId).toBeUndefined())
      expect(container).toBeEmptyDOMElement()
    })

    test('behavior: a button that was dismissed in the state error stays dismissed', async () => {
      const { container } = renderFloating(
        { labels: { retry: 'Try again' } },
        { prepare: ({ fail }) => fail({ call: 'engagement', status: 400 }) },
      )
      await userEvent.click(await findDismissal())
      expect(container).toBeEmptyDOMElement()
    })

    test('behavior: a closed offer reports no time-out', async () => {
      const { client, requests, impressions } = renderFloating(
        {},
        { prepare: ({ offer }) => offer({ status: 'available', validForSeconds: 0.001 }) },
      )
      await userEvent.click(await findDismissal())
      await client.flush()
      await act(async () => void document.dispatchEvent(new Event('visibilitychange')))
      await waitFor(() => expect(requests.engagement().length).toBeGreaterThan(1))
      await client.flush()
      expect(impressions.types()).not.toContain('impTimeout')
    })

    test('behavior: one dismissal is for all floating buttons, and for no inline button', async () => {
      renderWithClient(
        <>
          <EngagementButton placement="floating">Chat</EngagementButton>
          <EngagementButton placement="floating" corner="start-end">
            Ask
          </EngagementButton>
          <EngagementButton>Contact us</EngagementButton>
        </>,
      )
      await screen.findByRole('button', { name: 'Chat' })
      const [first] = screen.getAllByRole('button', { name: 'Dismiss' })
      await userEvent.click(first as HTMLElement)
      expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Contact us'])
    })

    test('behavior: state.isDismissed is true for a hook and a render function, too', async () => {
      function Card(): ReactElement {
        const { state, buttonProps, ref, dismiss } = useEngagementButton()
        if (state.isDismissed) return <p>Dismissed</p>
        return (
          <aside>
            <button type="button" ref={ref} {...buttonProps}>
              Chat
            </button>
            <button type="button" onClick={dismiss}>
              No, thanks
            </button>
          </aside>
        )
      }
      renderWithClient(
        <>
          <Card />
          <EngagementButton placement="floating" render={(_props, state) => <i>{String(state.isDismissed)}</i>} />
        </>,
      )
      expect(screen.getByText('false')).toBeInTheDocument()
      await userEvent.click(await screen.findByRole('button', { name: 'No, thanks' }))
      expect(screen.getByText('Dismissed')).toBeInTheDocument()
      expect(screen.getByText('true')).toBeInTheDocument()
    })

    test('behavior: a button stays dismissed on the next page, and appears again in the next session', async () => {
      const before = renderFloating({}, { testClient: visitPage() })
      await userEvent.click(await findDismissal())
      before.unmount()

      const { client, simulator, container } = renderFloating({}, { testClient: visitPage(before.simulator) })
      await waitFor(() => expect(client.session.getState().pageId).toBeDefined())
      expect(simulator.sessions).toHaveLength(1)
      expect(container).toBeEmptyDOMElement()
      act(() => client.reset())
      await expect(findDismissal()).resolves.toBeInTheDocument()
    })
  })

  test('behavior: a button that is dismissed in one tab disappears in the others', async () => {
    const tab = visitPage()
    const { container } = renderFloating({}, { testClient: tab })
    await findDismissal()
    const other = visitPage(tab.simulator)
    const { sessionId = '' } = other.client.session.getState()
    other.client.core.session.dismiss(sessionId)
    // The browser dispatches this event in the site's other tabs.
    const key = Object.keys(localStorage).find((name) => name.endsWith(':dismissed')) ?? null
    act(() => void dispatchEvent(new StorageEvent('storage', { key, newValue: key && localStorage.getItem(key) })))
    expect(container).toBeEmptyDOMElement()
  })

  test('behavior: hydration renders what a server rendered, and reports no display of a dismissed button', async () => {
    const { client, simulator } = visitPage()
    client.core.session.dismiss(available.sessionId)
    const offer = { ...available, contextId: '1' }
    const page = (
      <EngagementProvider client={client} locales={locales}>
        <EngagementButton placement="floating" displayed="mounted" engagement={offer} />
      </EngagementProvider>
    )
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = renderToString(page)
    expect(container.children).toHaveLength(2)
    // Without act, effects run after pending promises, as in a browser.
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
    const root = hydrateRoot(container, page)
    await expect.poll(() => container).toBeEmptyDOMElement()
    vi.unstubAllGlobals()
    await client.flush()
    expect(simulator.requests).toEqual([])
    act(() => root.unmount())
    container.remove()
  })
})
