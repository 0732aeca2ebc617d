import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { type ComponentProps, createRef, Profiler, type ReactElement, Suspense, useLayoutEffect } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { EngagementButton, type EngagementButtonProps, useSuspenseEngagement } from '../../src/index.js'
import { reportable } from '../support/engagements.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

/** An element of the site's own: props that it is given override its own `type` and `lang`. */
const SiteButton = (props: ComponentProps<'button'>) => <button type="button" lang="nl" {...props} />

describe('EngagementButton: render', () => {
  inBothModes(() => {
    test('default: the button appears when the service offers an engagement', async () => {
      const { container } = renderWithClient(<EngagementButton />)
      expect(container).toBeEmptyDOMElement()
      const button = await screen.findByRole('button', { name: 'Chat with us' })
      expect(button).toHaveAttribute('type', 'button')
      expect(button).toHaveAttribute('data-status', 'available')
      expect(container.children).toHaveLength(1)
    })

    test('parameters: children and the props of a button reach the element', async () => {
      renderWithClient(
        <EngagementButton className="wide" id="chat" aria-describedby="hint" style={{ margin: 1 }}>
          Ask us
        </EngagementButton>,
      )
      const button = await screen.findByRole('button', { name: 'Ask us' })
      expect(button).toHaveClass('wide')
      expect(button).toHaveAttribute('id', 'chat')
      expect(button).toHaveAttribute('aria-describedby', 'hint')
      expect(button).toHaveStyle({ margin: '1px' })
    })

    test('parameters: fallback shows while the answer is loading', async () => {
      const { simulator } = renderWithClient(<EngagementButton fallback={<p>Write to us</p>} />, { prepare: ({ hang }) => hang() })
      await waitFor(() => expect(simulator.requests).toHaveLength(1))
      expect(screen.getByText('Write to us')).toBeInTheDocument()
    })

    test.each([
      ['error', { call: 'engagement', status: 400 }],
      ['unavailable', { call: 'engagement', status: 200, body: { status: 'NotAvailable', visitorId: 'v', sessionId: 's', pageId: '1' } }],
    ] as const)('behavior: the fallback shows in the state %s', async (status, fault) => {
      renderWithClient(
        <main>
          <EngagementButton fallback={<p>Write to us</p>} />
          <EngagementButton render={(_props, state) => <i>{state.status}</i>} />
        </main>,
        { prepare: ({ fail }) => fail(fault) },
      )
      expect(await screen.findByText(status)).toBeInTheDocument()
      expect(screen.getByText('Write to us')).toBeInTheDocument()
      expect(screen.queryByRole('button')).toBeNull()
    })

    test('parameters: render merges props, handlers, class and ref into an element', async () => {
      const ref = createRef<HTMLAnchorElement>()
      const outer = createRef<HTMLButtonElement>()
      const order: string[] = []
      const onAccept: EngagementButtonProps['onAccept'] = (_engagement, event) => {
        order.push('accept')
        event.preventDefault()
      }
      const element = (
        <a ref={ref} href="/chat" className="theirs" onClick={() => order.push('element')}>
          Talk
        </a>
      )
      renderWithClient(
        <EngagementButton ref={outer} className="ours" render={element} onClick={() => order.push('button')} onAccept={onAccept} />,
      )
      const link = await screen.findByRole('link', { name: 'Talk' })
      expect(link).toHaveAttribute('href', '/chat')
      expect(link).not.toHaveAttribute('type')
      expect(link).toHaveAttribute('data-status', 'available')
      expect(link).toHaveClass('ours', 'theirs')
      expect(ref.current).toBe(link)
      expect(outer.current).toBe(link)
      fireEvent.click(link)
      expect(order).toEqual(['element', 'button', 'accept'])
    })

    test('parameters: render calls a function in every state', async () => {
      const states: string[] = []
      const { simulator } = renderWithClient(
        <EngagementButton
          render={(props, { status }) => {
            states.push(status)
            return <a href="/chat" {...props} />
          }}
        />,
      )
      expect(await screen.findByRole('link', { name: 'Chat with us' })).toHaveAttribute('data-status', 'available')
      expect([...new Set(states)]).toEqual(['loading', 'available'])
      await waitFor(() => expect(simulator.impressions).toHaveLength(1))
    })

    test('parameters: render gives a function the label of an offer in every state', () => {
      renderWithClient(<EngagementButton render={({ children }, { status }) => <i title={status}>{children}</i>} />)
      expect(screen.getByTitle('loading')).toHaveTextContent('Chat with us')
    })

    test.each<[string, (element: ReactElement) => NonNullable<EngagementButtonProps['render']>]>([
      ['a function', () => (props) => <SiteButton {...props} />],
      ['an element', (element) => element],
    ])("parameters: render with %s keeps the element's own props that the button does not set", (_name, toRender) => {
      renderWithClient(<EngagementButton engagement={reportable} render={toRender(<SiteButton />)} />)
      expect(screen.getByRole('button')).toHaveAttribute('type', 'button')
      expect(screen.getByRole('button')).toHaveAttribute('lang', 'nl')
    })

    test('parameters: ref takes an object, or a function with a cleanup', async () => {
      const ref = createRef<HTMLButtonElement>()
      const { unmount } = renderWithClient(<EngagementButton ref={ref} />)
      expect(await screen.findByRole('button')).toBe(ref.current)
      unmount()
      expect(ref.current).toBeNull()

      const cleanup = vi.fn()
      const attach = vi.fn(() => cleanup)
      const second = renderWithClient(<EngagementButton ref={attach} />)
      await screen.findByRole('button')
      second.unmount()
      expect(attach).not.toHaveBeenCalledWith(null)
      expect(cleanup).toHaveBeenCalledTimes(attach.mock.calls.length)
    })

    test('parameters: the members of the question are sent, and are no attributes of the element', async () => {
      const { simulator } = renderWithClient(
        <EngagementButton consumerSections={['Support']} engagementAttributes={[{ type: 'searchInfo', keywords: ['tent'] }]} />,
      )
      const button = await screen.findByRole('button')
      expect(simulator.requests[0]?.body).toMatchObject({
        consumerSections: ['Support'],
        engagementAttributes: [{ type: 'searchInfo', keywords: ['tent'] }],
      })
      expect(button.getAttributeNames().sort()).toEqual(['data-engagement-button', 'data-placement', 'data-status', 'type'])
    })

    test('parameters: engagement may be undefined at first: the button sends no request', () => {
      const { client } = renderWithClient(<EngagementButton engagement={undefined} fallback={<p>Wait</p>} />)
      expect(screen.getByText('Wait')).toBeInTheDocument()
      expect(client.core.inFlight.size).toBe(0)
    })

    test('parameters: the default label replaces undefined children and labels, but not null', async () => {
      const labels = { available: undefined } as never
      renderWithClient(
        <>
          <EngagementButton labels={labels} />
          <EngagementButton aria-label="Chat">{null}</EngagementButton>
        </>,
      )
      await expect(screen.findByRole('button', { name: 'Chat with us' })).resolves.toBeInTheDocument()
      expect(screen.getByRole('button', { name: 'Chat' })).toBeEmptyDOMElement()
    })

    test('parameters: labels.retry shows the button after an error, and a click sends the request again', async () => {
      const { simulator, requests } = renderWithClient(<EngagementButton labels={{ retry: 'Try again' }} />, {
        prepare: ({ fail }) => fail({ call: 'engagement', status: 400, times: 2 }),
      })
      const button = await screen.findByRole('button', { name: 'Try again' })
      expect(button).toHaveAttribute('data-status', 'error')
      simulator.latency(30)
      act(() => {
        fireEvent.click(button)
        fireEvent.click(button)
      })
      expect(button).toHaveAttribute('aria-busy', 'true')
      expect(button).toHaveAttribute('aria-disabled', 'true')
      fireEvent.click(button)
      await waitFor(() => expect(button).not.toHaveAttribute('aria-busy'))
      expect(button).toHaveTextContent('Try again')
      fireEvent.click(button)
      await waitFor(() => expect(button).toHaveTextContent('Chat with us'))
      expect(button).toHaveAttribute('data-status', 'available')
      expect(requests.engagement()).toHaveLength(3)
    })

    test('parameters: labels.unavailable shows the button, disabled, out of hours', async () => {
      const onAccept = vi.fn()
      const { impressions } = renderWithClient(<EngagementButton labels={{ unavailable: 'We are back at 9' }} onAccept={onAccept} />, {
        prepare: ({ offer }) => offer({ status: 'unavailable' }),
      })
      const button = await screen.findByRole('button', { name: 'We are back at 9' })
      expect(button).toHaveAttribute('aria-disabled', 'true')
      fireEvent.click(button)
      expect(onAccept).not.toHaveBeenCalled()
      expect(impressions.batches()).toEqual([])
    })

    test('behavior: the button renders twice: before the answer, and with it', async () => {
      const onRender = vi.fn()
      renderWithClient(
        <Profiler id="button" onRender={onRender}>
          <EngagementButton />
        </Profiler>,
      )
      await screen.findByRole('button')
      expect(onRender).toHaveBeenCalledTimes(2)
    })

    test('behavior: data-offline is set while there is no network', async () => {
      renderWithClient(<EngagementButton />)
      const button = await screen.findByRole('button')
      for (const isOnline of [false, true]) {
        vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline)
        act(() => void window.dispatchEvent(new Event(isOnline ? 'online' : 'offline')))
        expect(button.hasAttribute('data-offline')).toBe(!isOnline)
      }
    })

    test('behavior: a button beside a component that suspends has the answer as soon as that component', async () => {
      const shown: string[] = []
      const Status = () => useSuspenseEngagement().data.status
      const Watch = ({ status }: { status: string }) => {
        useLayoutEffect(() => void shown.push(status))
        return null
      }
      renderWithClient(
        <Suspense fallback="Asking">
          <EngagementButton render={(_props, { status }) => <Watch status={status} />} />
          <Status />
        </Suspense>,
      )
      await screen.findByText('available')
      expect(new Set(shown)).toEqual(new Set(['available']))
    })
  })
})
