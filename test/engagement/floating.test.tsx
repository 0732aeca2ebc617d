import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  EngagementButton,
  type EngagementButtonProps,
  type EngagementClient,
  EngagementProvider,
  getEngagement,
  useEngagementButton,
} from '../../src/index.js'
import { ar } from '../../src/locales/ar.js'
import { createSimulator } from '../../src/testing/index.js'
import { createTestClient } from '../support/client.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { available } from '../support/engagements.js'
import { inBothModes } from '../support/modes.js'

const locales = [ar]

const site = (client: EngagementClient, children: ReactElement) => (
  <EngagementProvider client={client} locales={locales}>
    {children}
  </EngagementProvider>
)

function renderFloating(props: EngagementButtonProps = {}, visit = createTestClient()) {
  return { ...visit, ...render(site(visit.client, <EngagementButton placement="floating" {...props} />)) }
}

const dismissal = () => screen.findByRole('button', { name: 'Dismiss' })

/** A page of a site whose visitor is remembered; with the simulator of an earlier page, the next one. */
function visitPage(simulator = createSimulator()) {
  return { ...createTestClient({ storage: localStorage, fetch: simulator.fetch }), simulator }
}

describe('EngagementButton, floating', () => {
  afterEach(() => localStorage.clear())

  inBothModes(() => {
    test('default: in the corner where lines end, with a control beside it that dismisses it', async () => {
      const { container } = renderFloating()
      const button = await screen.findByRole('button', { name: 'Chat with us' })
      expect(button).toHaveAttribute('data-placement', 'floating')
      expect(button).toHaveAttribute('data-corner', 'end-end')
      expect(await dismissal()).toHaveAttribute('data-corner', 'end-end')
      expect([...container.children]).toEqual([button, await dismissal()])
    })

    test('parameters: corner', async () => {
      renderFloating({ corner: 'start-start' })
      for (const button of await screen.findAllByRole('button')) expect(button).toHaveAttribute('data-corner', 'start-start')
    })

    test('parameters: render, an element', async () => {
      // biome-ignore lint/a11y/useAnchorContent: the content is given by the button.
      renderFloating({ render: <a href="/chat" /> })
      expect(await screen.findByRole('link', { name: 'Chat with us' })).toHaveAttribute('data-corner', 'end-end')
      expect(await dismissal()).toBeInTheDocument()
    })

    test('parameters: labels.dismiss', async () => {
      renderFloating({ labels: { dismiss: 'Not now' } })
      await expect(screen.findByRole('button', { name: 'Not now' })).resolves.not.toHaveAttribute('lang')
    })

    test('behavior: inline there is nothing to dismiss', async () => {
      renderFloating({ placement: 'inline' })
      const button = await screen.findByRole('button')
      expect(button).toHaveAttribute('data-placement', 'inline')
      expect(button).not.toHaveAttribute('data-corner')
    })

    test('behavior: where nothing is shown, there is nothing to dismiss', async () => {
      const visit = createTestClient()
      visit.simulator.offer({ status: 'unavailable' })
      renderFloating({ fallback: <p>Write to us</p> }, visit)
      await waitFor(() => expect(visit.client.session.getState().sessionId).toBeDefined())
      expect(screen.getByText('Write to us')).toBeInTheDocument()
      expect(screen.queryByRole('button')).toBeNull()
    })

    test('behavior: a language has a word for it, and leaves the corner to the page', async () => {
      const visit = createTestClient()
      visit.simulator.offer({ status: 'available', language: 'ar' })
      renderFloating({}, visit)
      const [button, control] = await screen.findAllByRole('button')
      expect(button).toHaveAttribute('lang', 'ar')
      expect(button).not.toHaveAttribute('dir')
      expect(control).toHaveAccessibleName(String(ar.button.dismiss))
      expect(control).toHaveAttribute('lang', 'ar')
      expect(control).not.toHaveAttribute('dir')
    })

    test('behavior: dismissed, it goes with its control, and is reported closed, once', async () => {
      const { simulator, client, container } = renderFloating({ displayed: 'mounted', fallback: <p>Write to us</p> })
      await userEvent.click(await dismissal())
      expect(container).toBeEmptyDOMElement()
      await client.flush()
      expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impClose'])
      expect(client.session.getState().dismissedSessionId).toBe(client.session.getState().sessionId)
    })

    test('behavior: dismissing accepts nothing', async () => {
      const [onAccept, onClick] = [vi.fn(), vi.fn()]
      renderFloating({ onAccept, onClick })
      await userEvent.click(await dismissal())
      expect(onAccept).not.toHaveBeenCalled()
      expect(onClick).not.toHaveBeenCalled()
    })

    test('behavior: an offer that was accepted is dismissed without a report', async () => {
      const { simulator, client, container } = renderFloating()
      await userEvent.click(await screen.findByRole('button', { name: 'Chat with us' }))
      await userEvent.click(await dismissal())
      await client.flush()
      expect(container).toBeEmptyDOMElement()
      expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
    })

    test('behavior: an offer that the app has is dismissed, too, whatever the client knows by then', async () => {
      const { simulator, client, container } = renderFloating({ engagement: available })
      await userEvent.click(await dismissal())
      await client.flush()
      expect(simulator.impressions).toEqual([])
      await act(() => getEngagement(client))
      expect(container).toBeEmptyDOMElement()
      act(() => client.setConsent('denied'))
      expect(container).toBeEmptyDOMElement()
    })

    test('behavior: it stays dismissed where the service turns out not to know the session any more', async () => {
      const { simulator, client, container } = renderFloating()
      await dismissal()
      simulator.closeSession()
      await userEvent.click(await dismissal())
      await client.flush()
      await waitFor(() => expect(client.session.getState().sessionId).toBeUndefined())
      expect(container).toBeEmptyDOMElement()
    })

    test('behavior: a retry that is dismissed stays away', async () => {
      const visit = createTestClient()
      visit.simulator.fail({ call: 'engagement', status: 400 })
      const { container } = renderFloating({ labels: { retry: 'Try again' } }, visit)
      await userEvent.click(await dismissal())
      expect(container).toBeEmptyDOMElement()
    })

    test('behavior: what was closed has not timed out', async () => {
      const visit = createTestClient()
      visit.simulator.offer({ status: 'available', validForSeconds: 0 })
      const { client, simulator } = renderFloating({}, visit)
      await userEvent.click(await dismissal())
      await client.flush()
      await act(async () => void document.dispatchEvent(new Event('visibilitychange')))
      await waitFor(() => expect(engagementRequests(simulator).length).toBeGreaterThan(1))
      await client.flush()
      expect(simulator.impressions.map(({ type }) => type)).not.toContain('impTimeout')
    })

    test('behavior: one dismissal is for all that floats, and for nothing that is inline', async () => {
      const { client } = createTestClient()
      render(
        site(
          client,
          <>
            <EngagementButton placement="floating">Chat</EngagementButton>
            <EngagementButton placement="floating" corner="start-end">
              Ask
            </EngagementButton>
            <EngagementButton>Contact us</EngagementButton>
          </>,
        ),
      )
      await screen.findByRole('button', { name: 'Chat' })
      const [first] = screen.getAllByRole('button', { name: 'Dismiss' })
      await userEvent.click(first as HTMLElement)
      expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Contact us'])
    })

    test('behavior: with a function, the state tells it', async () => {
      const { client } = createTestClient()
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
      render(
        site(
          client,
          <>
            <Card />
            <EngagementButton placement="floating" render={(_props, state) => <i>{String(state.isDismissed)}</i>} />
          </>,
        ),
      )
      expect(screen.getByText('false')).toBeInTheDocument()
      await userEvent.click(await screen.findByRole('button', { name: 'No, thanks' }))
      expect(screen.getByText('Dismissed')).toBeInTheDocument()
      expect(screen.getByText('true')).toBeInTheDocument()
    })

    test('behavior: it stays dismissed on the next page, and comes back with the next session', async () => {
      const before = renderFloating({}, visitPage())
      await userEvent.click(await dismissal())
      before.unmount()

      const { client, simulator, container } = renderFloating({}, visitPage(before.simulator))
      await waitFor(() => expect(client.session.getState().pageId).toBeDefined())
      expect(simulator.sessions).toHaveLength(1)
      expect(container).toBeEmptyDOMElement()
      act(() => client.reset())
      await expect(dismissal()).resolves.toBeInTheDocument()
    })
  })

  test('behavior: dismissed in another tab, it goes here, too', async () => {
    const tab = visitPage()
    const { container } = renderFloating({}, tab)
    await dismissal()
    const other = visitPage(tab.simulator)
    const { sessionId = '' } = other.client.session.getState()
    other.client.core.session.dismiss(sessionId)
    // As a browser tells the site's other tabs.
    const key = Object.keys(localStorage).find((name) => name.endsWith(':dismissed')) ?? null
    act(() => void dispatchEvent(new StorageEvent('storage', { key, newValue: key && localStorage.getItem(key) })))
    expect(container).toBeEmptyDOMElement()
  })

  test('behavior: hydration begins with what a server knows, and displays nothing that was dismissed', async () => {
    const { client, simulator } = visitPage()
    client.core.session.dismiss(available.sessionId)
    const offer = { ...available, contextId: '1' }
    const page = site(client, <EngagementButton placement="floating" displayed="mounted" engagement={offer} />)
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = renderToString(page)
    expect(container.children).toHaveLength(2)
    // As in a browser, where effects come after what promises wait for.
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
    const root = hydrateRoot(container, page)
    await vi.waitFor(() => expect(container).toBeEmptyDOMElement())
    vi.unstubAllGlobals()
    await client.flush()
    expect(simulator.requests).toEqual([])
    act(() => root.unmount())
    container.remove()
  })
})
