import { QueryClient } from '@tanstack/react-query'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import {
  Activity,
  type ComponentProps,
  createRef,
  Profiler,
  type ReactElement,
  type ReactNode,
  Suspense,
  useEffect,
  useLayoutEffect,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { describe, expect, test, vi } from 'vitest'
import {
  type AvailableEngagement,
  EngagementButton,
  type EngagementButtonProps,
  type EngagementClient,
  EngagementProvider,
  engagementQueryKey,
  useEngagementButton,
  useSuspenseEngagement,
} from '../../src/index.js'
import { queryClientOf } from '../../src/react/bindQueryClient.js'
import { createTestClient } from '../support/client.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { available, conversation } from '../support/engagements.js'
import { inBothModes } from '../support/modes.js'

const site = (client: EngagementClient, children: ReactElement) => <EngagementProvider client={client}>{children}</EngagementProvider>

function renderButton(props: ComponentProps<typeof EngagementButton> = {}) {
  const { client, simulator } = createTestClient()
  const view = render(site(client, <EngagementButton {...props} />))
  return {
    client,
    simulator,
    ...view,
    rerenderButton: (next: EngagementButtonProps) => view.rerender(site(client, <EngagementButton {...next} />)),
  }
}

const reported = (simulator: ReturnType<typeof createTestClient>['simulator']) =>
  simulator.requests
    .filter(({ call }) => call === 'update')
    .map(({ body }) => (body as { impAttributes: { type: string }[] }).impAttributes.map(({ type }) => type))

const given: AvailableEngagement = {
  status: 'available',
  visitorId: 'v',
  sessionId: 's',
  pageId: '1',
  campaignId: '1',
  engagementId: '2',
  engagementRevision: 3,
  contextId: '4',
}

/** Stands for a browser in which whatever is observed is in view. */
class AllInView {
  constructor(private readonly tell: (entries: object[]) => void) {}
  observe(target: Element): void {
    const rect = { width: 100, height: 50 }
    queueMicrotask(() => this.tell([{ target, intersectionRect: rect, boundingClientRect: rect, rootBounds: null }]))
  }
  unobserve(): void {}
}

/** A site's own: what it is given beats what it says of itself. */
const Own = (props: ComponentProps<'button'>) => <button type="button" lang="nl" {...props} />

describe('EngagementButton', () => {
  inBothModes(() => {
    test('default', async () => {
      const { container } = renderButton()
      expect(container).toBeEmptyDOMElement()
      const button = await screen.findByRole('button', { name: 'Chat with us' })
      expect(button).toHaveAttribute('type', 'button')
      expect(button).toHaveAttribute('data-status', 'available')
      expect(container.children).toHaveLength(1)
    })

    test('parameters: children, and props of a button', async () => {
      renderButton({ children: 'Ask us', className: 'wide', id: 'chat', 'aria-describedby': 'hint', style: { margin: 1 } })
      const button = await screen.findByRole('button', { name: 'Ask us' })
      expect(button).toHaveClass('wide')
      expect(button).toHaveAttribute('id', 'chat')
      expect(button).toHaveAttribute('aria-describedby', 'hint')
      expect(button).toHaveStyle({ margin: '1px' })
    })

    test('parameters: fallback while loading', async () => {
      const { client, simulator } = createTestClient()
      simulator.hang()
      render(site(client, <EngagementButton fallback={<p>Write to us</p>} />))
      await waitFor(() => expect(simulator.requests).toHaveLength(1))
      expect(screen.getByText('Write to us')).toBeInTheDocument()
    })

    test.each([
      ['error', { call: 'engagement', status: 400 }],
      ['unavailable', { call: 'engagement', status: 200, body: { status: 'NotAvailable', visitorId: 'v', sessionId: 's', pageId: '1' } }],
    ] as const)('behavior: in the state %s there is the fallback', async (status, fault) => {
      const { client, simulator } = createTestClient()
      simulator.fail(fault)
      render(
        site(
          client,
          <main>
            <EngagementButton fallback={<p>Write to us</p>} />
            <EngagementButton render={(_props, state) => <i>{state.status}</i>} />
          </main>,
        ),
      )
      expect(await screen.findByText(status)).toBeInTheDocument()
      expect(screen.getByText('Write to us')).toBeInTheDocument()
      expect(screen.queryByRole('button')).toBeNull()
    })

    test('parameters: onAccept is told at the click, and display is reported before acceptance in one request', async () => {
      const onAccept = vi.fn()
      const onDisplay = vi.fn()
      // In real time a slow machine could let the batch of the display go out before the click.
      vi.useFakeTimers()
      const { simulator } = renderButton({ onAccept, onDisplay, displayed: 'visible' })
      await act(() => vi.advanceTimersByTimeAsync(0))
      fireEvent.click(screen.getByRole('button'))
      expect(onAccept).toHaveBeenCalledOnce()
      expect(onAccept).toHaveBeenCalledWith(
        expect.objectContaining({ status: 'available', contextId: '1' }),
        expect.objectContaining({ type: 'click' }),
      )
      await vi.runAllTimersAsync()
      expect(reported(simulator)).toEqual([['impDisplay', 'impAccept']])
      expect(onDisplay).toHaveBeenCalledOnce()
    })

    test('behavior: accepted once, however often it is clicked', async () => {
      const onAccept = vi.fn()
      const { client, simulator } = renderButton({ onAccept })
      const button = await screen.findByRole('button')
      for (let click = 0; click < 3; click++) await userEvent.click(button)
      await client.flush()
      expect(onAccept).toHaveBeenCalledTimes(3)
      expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
    })

    test('behavior: the chat opens without waiting for the report', async () => {
      const onAccept = vi.fn()
      const { simulator } = renderButton({ onAccept })
      const button = await screen.findByRole('button')
      simulator.hang()
      fireEvent.click(button)
      expect(onAccept).toHaveBeenCalledOnce()
    })

    test("behavior: the site's onClick runs first, and a click it prevents is no acceptance", async () => {
      const order: string[] = []
      const { client, simulator, rerenderButton } = renderButton({
        displayed: 'visible',
        onClick: () => order.push('click'),
        onAccept: () => order.push('accept'),
      })
      fireEvent.click(await screen.findByRole('button'))
      expect(order).toEqual(['click', 'accept'])
      rerenderButton({ onClick: (event) => event.preventDefault(), onAccept: () => order.push('prevented') })
      fireEvent.click(screen.getByRole('button'))
      expect(order).toEqual(['click', 'accept'])
      await client.flush()
      expect(simulator.impressions.filter(({ type }) => type === 'impAccept')).toHaveLength(1)
    })

    test('behavior: works by keyboard alone', async () => {
      const onAccept = vi.fn()
      renderButton({ onAccept })
      await screen.findByRole('button')
      await userEvent.tab()
      expect(screen.getByRole('button')).toHaveFocus()
      await userEvent.keyboard('{Enter}')
      await userEvent.keyboard(' ')
      expect(onAccept).toHaveBeenCalledTimes(2)
    })

    test("parameters: displayed 'mounted', which is also what happens where nothing can be observed", async () => {
      for (const displayed of ['mounted', 'visible'] as const) {
        const onDisplay = vi.fn()
        const { client, simulator, unmount } = renderButton({ displayed, onDisplay })
        await screen.findByRole('button')
        await client.flush()
        expect(reported(simulator)).toEqual([['impDisplay']])
        expect(onDisplay).toHaveBeenCalledOnce()
        unmount()
      }
    })

    test('behavior: mounted again, it is displayed no second time', async () => {
      const { client, simulator, unmount } = renderButton()
      await screen.findByRole('button')
      unmount()
      render(site(client, <EngagementButton />))
      expect(screen.getByRole('button')).toBeInTheDocument()
      await client.flush()
      expect(simulator.impressions).toHaveLength(1)
      expect(engagementRequests(simulator)).toHaveLength(1)
    })

    test('parameters: render with an element: its props, handlers, class and ref add up', async () => {
      const ref = createRef<HTMLAnchorElement>()
      const outer = createRef<HTMLButtonElement>()
      const order: string[] = []
      const onAccept: EngagementButtonProps['onAccept'] = (_engagement, event) => {
        order.push('accept')
        event.preventDefault()
      }
      const own = (
        <a ref={ref} href="/chat" className="theirs" onClick={() => order.push('element')}>
          Talk
        </a>
      )
      renderButton({ ref: outer, className: 'ours', render: own, onClick: () => order.push('button'), onAccept })
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

    test('parameters: render with a function is called in every state', async () => {
      const states: string[] = []
      const { simulator } = renderButton({
        render: (props, { status }) => {
          states.push(status)
          return <a href="/chat" {...props} />
        },
      })
      expect(await screen.findByRole('link', { name: 'Chat with us' })).toHaveAttribute('data-status', 'available')
      expect([...new Set(states)]).toEqual(['loading', 'available'])
      await waitFor(() => expect(simulator.impressions).toHaveLength(1))
    })

    test('parameters: ref, of either kind, with a cleanup', async () => {
      const ref = createRef<HTMLButtonElement>()
      const { unmount } = renderButton({ ref })
      expect(await screen.findByRole('button')).toBe(ref.current)
      unmount()
      expect(ref.current).toBeNull()

      const cleanup = vi.fn()
      const attach = vi.fn(() => cleanup)
      const second = renderButton({ ref: attach })
      await screen.findByRole('button')
      second.unmount()
      expect(attach).not.toHaveBeenCalledWith(null)
      expect(cleanup).toHaveBeenCalledTimes(attach.mock.calls.length)
    })

    test("parameters: the question's options are asked with, and are no attributes", async () => {
      const { simulator } = renderButton({
        consumerSections: ['Support'],
        engagementAttributes: [{ type: 'searchInfo', keywords: ['tent'] }],
      })
      const button = await screen.findByRole('button')
      expect(simulator.requests[0]?.body).toMatchObject({
        consumerSections: ['Support'],
        engagementAttributes: [{ type: 'searchInfo', keywords: ['tent'] }],
      })
      expect(button.getAttributeNames().sort()).toEqual(['data-engagement-button', 'data-placement', 'data-status', 'type'])
    })

    test('parameters: engagement that the app already has: nothing is asked', async () => {
      const onAccept = vi.fn()
      const { simulator } = renderButton({ engagement: available, onAccept })
      fireEvent.click(screen.getByRole('button'))
      expect(onAccept).toHaveBeenCalledWith(available, expect.anything())
      expect(simulator.requests).toEqual([])
    })

    test('behavior: a conversation is resumed, under its own label, and nothing is reported', async () => {
      const onResume = vi.fn()
      const { simulator } = renderButton({ engagement: conversation, onResume, children: 'Chat with us' })
      const button = screen.getByRole('button', { name: 'Continue your chat' })
      expect(button).toHaveAttribute('data-status', 'conversation')
      fireEvent.click(button)
      expect(onResume).toHaveBeenCalledWith(conversation, expect.anything())
      expect(simulator.requests).toEqual([])
    })

    test('behavior: many buttons share one request and one observer', async () => {
      const { client, simulator } = createTestClient()
      const buttons = Array.from(Array(100).keys(), (id) => <EngagementButton key={id}>{id}</EngagementButton>)
      const { unmount } = render(site(client, <main>{buttons}</main>))
      expect(await screen.findAllByRole('button')).toHaveLength(100)
      const query = queryClientOf(client)
        .getQueryCache()
        .find({ queryKey: engagementQueryKey(client) })
      expect(query?.getObserversCount()).toBe(1)
      await client.flush()
      expect(simulator.requests.map(({ call, status }) => [call, status])).toEqual([
        ['engagement', 200],
        ['update', 200],
      ])
      unmount()
      expect(query?.getObserversCount()).toBe(0)
    })

    test('behavior: a button that comes after an error asks again', async () => {
      const { client, simulator, unmount } = renderButton()
      simulator.fail({ call: 'engagement', status: 400, times: 1 })
      await waitFor(() => expect(simulator.requests[0]?.status).toBe(400))
      unmount()
      render(site(client, <EngagementButton />))
      expect(await screen.findByRole('button')).toBeInTheDocument()
    })

    test('parameters: labels and children that are empty: undefined is none, null says nothing', async () => {
      const { client } = createTestClient()
      const labels = { available: undefined } as never
      render(
        site(
          client,
          <>
            <EngagementButton labels={labels} />
            <EngagementButton aria-label="Chat">{null}</EngagementButton>
          </>,
        ),
      )
      await expect(screen.findByRole('button', { name: 'Chat with us' })).resolves.toBeInTheDocument()
      expect(screen.getByRole('button', { name: 'Chat' })).toBeEmptyDOMElement()
    })

    test('parameters: render with a function is given the words of an offer in every state', () => {
      const { client } = createTestClient()
      render(site(client, <EngagementButton render={({ children }, { status }) => <i title={status}>{children}</i>} />))
      expect(screen.getByTitle('loading')).toHaveTextContent('Chat with us')
    })

    test('parameters: labels.retry: after an error the button is there, and asks again', async () => {
      const { client, simulator } = createTestClient()
      simulator.fail({ call: 'engagement', status: 400, times: 2 })
      render(site(client, <EngagementButton labels={{ retry: 'Try again' }} />))
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
      expect(engagementRequests(simulator)).toHaveLength(3)
    })

    test('parameters: labels.unavailable: out of hours the button is there, disabled', async () => {
      const { client, simulator } = createTestClient()
      simulator.offer({ status: 'unavailable' })
      const onAccept = vi.fn()
      render(site(client, <EngagementButton labels={{ unavailable: 'We are back at 9' }} onAccept={onAccept} />))
      const button = await screen.findByRole('button', { name: 'We are back at 9' })
      expect(button).toHaveAttribute('aria-disabled', 'true')
      fireEvent.click(button)
      expect(onAccept).not.toHaveBeenCalled()
      expect(reported(simulator)).toEqual([])
    })

    test('behavior: useEngagementButton does the same for an element of its own', async () => {
      const { client, simulator } = createTestClient()
      const onAccept = vi.fn()
      function Link(): ReactElement | null {
        const { state, engagement, buttonProps, ref } = useEngagementButton({ onAccept })
        return state.status === 'available' ? (
          <a ref={ref} href="#chat" {...buttonProps}>
            {engagement?.status}
          </a>
        ) : null
      }
      render(site(client, <Link />))
      fireEvent.click(await screen.findByRole('link', { name: 'available' }))
      expect(onAccept).toHaveBeenCalledOnce()
      await client.flush()
      expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
    })

    test('behavior: after a reset the offer is withdrawn and asked for anew', async () => {
      const { client, simulator } = renderButton()
      const button = await screen.findByRole('button')
      simulator.offer({ status: 'unavailable' })
      act(() => client.reset())
      await waitFor(() => expect(button).not.toBeInTheDocument())
      await waitFor(() => expect(simulator.visitors).toHaveLength(2))
    })

    test('parameters: engagement that is still undefined asks nothing either', () => {
      const { client } = renderButton({ engagement: undefined, fallback: <p>Wait</p> })
      expect(screen.getByText('Wait')).toBeInTheDocument()
      expect(client.core.inFlight.size).toBe(0)
    })

    test('behavior: a button that comes back after a log-out shows nothing of the visitor before', async () => {
      const { client, unmount } = renderButton()
      await screen.findByRole('button')
      unmount()
      act(() => client.reset())
      const statuses: string[] = []
      render(
        site(
          client,
          <EngagementButton
            render={(_props, { status }) => {
              statuses.push(status)
              return <i>{status}</i>
            }}
          />,
        ),
      )
      expect(await screen.findByText('available')).toBeInTheDocument()
      expect(statuses[0]).toBe('loading')
    })

    test('behavior: two clients on one QueryClient ask each for itself', async () => {
      const queryClient = new QueryClient()
      for (const { client, simulator } of [createTestClient(), createTestClient()]) {
        const view = render(
          <EngagementProvider client={client} queryClient={queryClient}>
            <EngagementButton />
          </EngagementProvider>,
        )
        await screen.findByRole('button')
        expect(engagementRequests(simulator)).toHaveLength(1)
        view.unmount()
        queryClient.clear()
      }
    })

    test('behavior: an offer that no element shows any more is not displayed', async () => {
      const { client, simulator } = createTestClient()
      function Panel({ isOpen }: { isOpen: boolean }): ReactElement {
        const { buttonProps, ref } = useEngagementButton({ displayed: 'mounted' })
        return <div>{isOpen && <a ref={ref} href="#chat" {...buttonProps} />}</div>
      }
      const { rerender } = render(site(client, <Panel isOpen />))
      rerender(site(client, <Panel isOpen={false} />))
      await waitFor(() => expect(simulator.requests[0]?.status).toBe(200))
      await waitFor(() => expect(client.session.getState().pageId).toBeDefined())
      await client.flush()
      expect(simulator.impressions).toEqual([])
      rerender(site(client, <Panel isOpen />))
      await waitFor(() => expect(simulator.impressions).toHaveLength(1))
    })

    test.each(['visible', 'mounted'] as const)(
      'parameters: displayed %s, in an element that is put on the page after all that is in it',
      async (displayed) => {
        const { client } = createTestClient()
        const onDisplay = vi.fn()
        function Dialog({ children }: { children: ReactNode }): ReactNode {
          const [element] = useState(() => document.createElement('div'))
          useLayoutEffect(() => {
            document.body.append(element)
            return () => element.remove()
          }, [element])
          return createPortal(children, element)
        }
        render(
          <Dialog>
            <EngagementButton client={client} engagement={given} displayed={displayed} onDisplay={onDisplay} />
          </Dialog>,
        )
        await waitFor(() => expect(onDisplay).toHaveBeenCalledOnce())
      },
    )

    test('behavior: what is hidden is not displayed, whatever is offered there meanwhile', async () => {
      vi.useFakeTimers()
      const { client } = createTestClient()
      const displayed: unknown[] = []
      const show = (mode: 'visible' | 'hidden', contextId: string) => (
        <Activity mode={mode}>
          <EngagementButton
            client={client}
            engagement={{ ...given, contextId }}
            displayed="mounted"
            onDisplay={(offer) => displayed.push([offer.contextId, mode])}
          />
        </Activity>
      )
      const { rerender } = render(show('visible', '1'))
      await act(() => vi.advanceTimersByTimeAsync(0))
      for (const contextId of ['1', '2']) {
        rerender(show('hidden', contextId))
        await act(() => vi.advanceTimersByTimeAsync(0))
      }
      rerender(show('visible', '2'))
      await act(() => vi.advanceTimersByTimeAsync(0))
      expect(displayed).toEqual([
        ['1', 'visible'],
        ['2', 'visible'],
      ])
    })

    test('behavior: buttons that were hidden and shown again share one observer with those that came meanwhile', async () => {
      const { client } = createTestClient()
      const first = <EngagementButton>First</EngagementButton>
      const show = (mode: 'visible' | 'hidden', other?: string) =>
        site(
          client,
          <>
            <Activity mode={mode}>{first}</Activity>
            {other && <EngagementButton key={other}>{other}</EngagementButton>}
          </>,
        )
      const { rerender, unmount } = render(show('visible'))
      await screen.findByText('First')
      rerender(show('hidden'))
      rerender(show('hidden', 'Second'))
      await screen.findByText('Second')
      rerender(show('visible', 'Second'))
      rerender(show('visible'))
      rerender(show('visible', 'Third'))
      expect(screen.getByText('Third')).toBeInTheDocument()
      const query = queryClientOf(client)
        .getQueryCache()
        .find({ queryKey: engagementQueryKey(client) })
      expect(query?.getObserversCount()).toBe(1)
      unmount()
      expect(query?.getObserversCount()).toBe(0)
    })

    test('behavior: a button beside something that suspends knows the answer as soon as that does', async () => {
      const { client } = createTestClient()
      const shown: string[] = []
      const Status = () => useSuspenseEngagement().data.status
      const Watch = ({ status }: { status: string }) => {
        useLayoutEffect(() => void shown.push(status))
        return null
      }
      render(
        site(
          client,
          <Suspense fallback="Asking">
            <EngagementButton render={(_props, { status }) => <Watch status={status} />} />
            <Status />
          </Suspense>,
        ),
      )
      await screen.findByText('available')
      expect(new Set(shown)).toEqual(new Set(['available']))
    })

    test.each<[string, (own: ReactElement) => NonNullable<EngagementButtonProps['render']>]>([
      ['a function', () => (props) => <Own {...props} />],
      ['an element', (own) => own],
    ])('parameters: render with %s: what is not given takes nothing back that the element says of itself', (_name, toRender) => {
      renderButton({ engagement: given, render: toRender(<Own />) })
      expect(screen.getByRole('button')).toHaveAttribute('type', 'button')
      expect(screen.getByRole('button')).toHaveAttribute('lang', 'nl')
    })

    test.each(['sessionId', 'contextId', 'engagementId', 'engagementRevision'] as const)(
      'behavior: an offer of another %s is displayed anew, and whoever hears of it may render at once',
      async (id) => {
        const { client } = createTestClient()
        const onDisplay = vi.fn()
        function Events(): ReactElement {
          const [count, setCount] = useState(0)
          useEffect(() => client.subscribe(() => setCount((before) => before + 1)), [])
          return <i>{count} events</i>
        }
        const show = (engagement: AvailableEngagement) => (
          <>
            <EngagementButton client={client} engagement={engagement} onDisplay={onDisplay} />
            <Events />
          </>
        )
        const { rerender } = render(show(given))
        await waitFor(() => expect(onDisplay).toHaveBeenCalledOnce())
        rerender(show({ ...given, [id]: id === 'engagementRevision' ? 9 : '9' }))
        await waitFor(() => expect(onDisplay).toHaveBeenCalledTimes(2))
      },
    )

    test('behavior: the second of display goes on through renders, and begins anew with another element', async () => {
      vi.useFakeTimers()
      vi.stubGlobal('IntersectionObserver', AllInView)
      const { client } = createTestClient()
      const onDisplay = vi.fn()
      const show = (contextId: string, render?: ReactElement) => (
        <EngagementButton
          client={client}
          engagement={{ ...given, contextId }}
          ref={() => {}}
          onDisplay={(offer) => onDisplay(offer.contextId)}
          {...(render && { render })}
        />
      )
      const { rerender } = render(show('1'))
      for (let step = 0; step < 3; step++) {
        await vi.advanceTimersByTimeAsync(333)
        rerender(show('1'))
      }
      expect(onDisplay).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(1)
      expect(onDisplay.mock.calls).toEqual([['1']])
      rerender(show('2'))
      await vi.advanceTimersByTimeAsync(600)
      // biome-ignore lint/a11y/useAnchorContent: the content is given by the button.
      rerender(show('2', <a href="/chat" />))
      await vi.advanceTimersByTimeAsync(999)
      expect(onDisplay).toHaveBeenCalledOnce()
      await vi.advanceTimersByTimeAsync(1)
      expect(onDisplay.mock.calls).toEqual([['1'], ['2']])
    })

    test('behavior: an element that goes takes the second of display with it, and one that goes at once was not there', async () => {
      vi.useFakeTimers()
      vi.stubGlobal('IntersectionObserver', AllInView)
      const { client } = createTestClient()
      const onDisplay = vi.fn()
      function Panel({ displayed, isShut }: Pick<EngagementButtonProps, 'displayed'> & { isShut: boolean }): ReactElement | null {
        const [isOpen, setOpen] = useState(true)
        const { buttonProps, ref } = useEngagementButton({ client, engagement: given, displayed, onDisplay })
        useLayoutEffect(() => setOpen(!isShut), [isShut])
        return isOpen ? <a ref={ref} href="#chat" {...buttonProps} /> : null
      }
      const { rerender } = render(<Panel displayed="visible" isShut={false} />)
      await vi.advanceTimersByTimeAsync(900)
      rerender(<Panel displayed="visible" isShut />)
      await vi.advanceTimersByTimeAsync(1000)
      rerender(<Panel key="next" displayed="mounted" isShut />)
      await vi.advanceTimersByTimeAsync(1000)
      expect(onDisplay).not.toHaveBeenCalled()
      rerender(<Panel key="next" displayed="mounted" isShut={false} />)
      await vi.advanceTimersByTimeAsync(0)
      expect(onDisplay).toHaveBeenCalledOnce()
    })

    test("parameters: displayed may turn to 'mounted' while the second goes by", async () => {
      vi.useFakeTimers()
      vi.stubGlobal('IntersectionObserver', AllInView)
      const onDisplay = vi.fn()
      const { rerenderButton } = renderButton({ engagement: given, displayed: 'visible', onDisplay })
      await vi.advanceTimersByTimeAsync(500)
      rerenderButton({ engagement: given, displayed: 'mounted', onDisplay })
      await vi.advanceTimersByTimeAsync(0)
      expect(onDisplay).toHaveBeenCalledOnce()
    })

    test('behavior: without a network it says so, for as long as that', async () => {
      renderButton()
      const button = await screen.findByRole('button')
      for (const isOnline of [false, true]) {
        vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline)
        act(() => void window.dispatchEvent(new Event(isOnline ? 'online' : 'offline')))
        expect(button.hasAttribute('data-offline')).toBe(!isOnline)
      }
    })

    test('behavior: it renders for what there is to see alone: nothing yet, and the answer', async () => {
      const { client } = createTestClient()
      const onRender = vi.fn()
      render(
        site(
          client,
          <Profiler id="button" onRender={onRender}>
            <EngagementButton />
          </Profiler>,
        ),
      )
      await screen.findByRole('button')
      expect(onRender).toHaveBeenCalledTimes(2)
    })

    test('parameters: engagement that the app already has: its buttons share one view', () => {
      const { client } = createTestClient()
      const subscribe = vi.spyOn(client.session, 'subscribe')
      const show = (ids: number[]) =>
        site(
          client,
          <main>
            {ids.map((id) => (
              <EngagementButton key={id} engagement={given} />
            ))}
          </main>,
        )
      const { rerender } = render(show([1, 2, 3]))
      const count = subscribe.mock.calls.length
      rerender(show([2, 3, 4]))
      expect(screen.getAllByRole('button')).toHaveLength(3)
      expect(subscribe).toHaveBeenCalledTimes(count)
    })
  })
})
