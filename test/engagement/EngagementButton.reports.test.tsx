import { act, render, screen, waitFor } from '@testing-library/react'
import { Activity, type ReactElement, type ReactNode, useEffect, useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, EngagementButton, type EngagementButtonProps, useEngagementButton } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { reportable } from '../support/engagements.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

/** How long an element must be in view until it counts as displayed, in milliseconds. */
const displayTime = 1000

const advance = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

/** An IntersectionObserver for which every element is in view. */
class EverythingInView {
  constructor(private readonly callback: (entries: object[]) => void) {}
  observe(target: Element): void {
    const rect = { width: 100, height: 50 }
    queueMicrotask(() => this.callback([{ target, intersectionRect: rect, boundingClientRect: rect, rootBounds: null }]))
  }
  unobserve(): void {}
}

describe('EngagementButton: reports', () => {
  inBothModes(() => {
    test("parameters: displayed: 'mounted' reports at once, as 'visible' does where nothing can be observed", async () => {
      for (const displayed of ['mounted', 'visible'] as const) {
        const onDisplay = vi.fn()
        const { client, impressions, unmount } = renderWithClient(<EngagementButton displayed={displayed} onDisplay={onDisplay} />)
        await screen.findByRole('button')
        await client.flush()
        expect(impressions.batches()).toEqual([['impDisplay']])
        expect(onDisplay).toHaveBeenCalledOnce()
        unmount()
      }
    })

    test('behavior: a button that mounts again reports no second display', async () => {
      const testClient = createTestClient()
      const { client, simulator, requests, unmount } = renderWithClient(<EngagementButton />, { testClient })
      await screen.findByRole('button')
      unmount()
      renderWithClient(<EngagementButton />, { testClient })
      expect(screen.getByRole('button')).toBeInTheDocument()
      await client.flush()
      expect(simulator.impressions).toHaveLength(1)
      expect(requests.engagement()).toHaveLength(1)
    })

    test('behavior: an offer that no element shows is not displayed', async () => {
      function Panel({ isOpen }: { isOpen: boolean }): ReactElement {
        const { buttonProps, ref } = useEngagementButton({ displayed: 'mounted' })
        return <div>{isOpen && <a ref={ref} href="#chat" {...buttonProps} />}</div>
      }
      const { client, simulator, rerender } = renderWithClient(<Panel isOpen />)
      rerender(<Panel isOpen={false} />)
      await waitFor(() => expect(simulator.requests[0]?.status).toBe(200))
      await waitFor(() => expect(client.session.getState().pageId).toBeDefined())
      await client.flush()
      expect(simulator.impressions).toEqual([])
      rerender(<Panel isOpen />)
      await waitFor(() => expect(simulator.impressions).toHaveLength(1))
    })

    test.each(['visible', 'mounted'] as const)(
      'parameters: displayed: %s reports a button whose container is added to the page after its content',
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
            <EngagementButton client={client} engagement={reportable} displayed={displayed} onDisplay={onDisplay} />
          </Dialog>,
        )
        await waitFor(() => expect(onDisplay).toHaveBeenCalledOnce())
      },
    )

    test('behavior: a hidden button displays nothing, whichever offer it gets meanwhile', async () => {
      vi.useFakeTimers()
      const { client } = createTestClient()
      const displayed: unknown[] = []
      const show = (mode: 'visible' | 'hidden', contextId: string) => (
        <Activity mode={mode}>
          <EngagementButton
            client={client}
            engagement={{ ...reportable, contextId }}
            displayed="mounted"
            onDisplay={(offer) => displayed.push([offer.contextId, mode])}
          />
        </Activity>
      )
      const { rerender } = render(show('visible', '1'))
      await act(() => advance(0))
      for (const contextId of ['1', '2']) {
        rerender(show('hidden', contextId))
        await act(() => advance(0))
      }
      rerender(show('visible', '2'))
      await act(() => advance(0))
      expect(displayed).toEqual([
        ['1', 'visible'],
        ['2', 'visible'],
      ])
    })

    test.each(['sessionId', 'contextId', 'engagementId', 'engagementRevision'] as const)(
      'behavior: an offer with another %s is displayed anew, and a listener of its events may render at once',
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
        const { rerender } = render(show(reportable))
        await waitFor(() => expect(onDisplay).toHaveBeenCalledOnce())
        rerender(show({ ...reportable, [id]: id === 'engagementRevision' ? 9 : '9' }))
        await waitFor(() => expect(onDisplay).toHaveBeenCalledTimes(2))
      },
    )

    test('behavior: the second of display continues through renders, and starts again with another element', async () => {
      vi.useFakeTimers()
      vi.stubGlobal('IntersectionObserver', EverythingInView)
      const { client } = createTestClient()
      const onDisplay = vi.fn()
      const show = (contextId: string, render?: ReactElement) => (
        <EngagementButton
          client={client}
          engagement={{ ...reportable, contextId }}
          ref={() => {}}
          onDisplay={(offer) => onDisplay(offer.contextId)}
          {...(render && { render })}
        />
      )
      const { rerender } = render(show('1'))
      for (let step = 0; step < 3; step++) {
        await advance(333)
        rerender(show('1'))
      }
      expect(onDisplay).not.toHaveBeenCalled()
      await advance(displayTime - 3 * 333)
      expect(onDisplay.mock.calls).toEqual([['1']])
      rerender(show('2'))
      await advance(600)
      // biome-ignore lint/a11y/useAnchorContent: the content is given by the button.
      rerender(show('2', <a href="/chat" />))
      await advance(displayTime - 1)
      expect(onDisplay).toHaveBeenCalledOnce()
      await advance(1)
      expect(onDisplay.mock.calls).toEqual([['1'], ['2']])
    })

    test('behavior: an element that is removed ends the second of display, and is not displayed if it is removed at once', async () => {
      vi.useFakeTimers()
      vi.stubGlobal('IntersectionObserver', EverythingInView)
      const { client } = createTestClient()
      const onDisplay = vi.fn()
      function Panel({ displayed, isShut }: Pick<EngagementButtonProps, 'displayed'> & { isShut: boolean }): ReactElement | null {
        const [isOpen, setOpen] = useState(true)
        const { buttonProps, ref } = useEngagementButton({ client, engagement: reportable, displayed, onDisplay })
        useLayoutEffect(() => setOpen(!isShut), [isShut])
        return isOpen ? <a ref={ref} href="#chat" {...buttonProps} /> : null
      }
      const { rerender } = render(<Panel displayed="visible" isShut={false} />)
      await advance(displayTime - 100)
      rerender(<Panel displayed="visible" isShut />)
      await advance(displayTime)
      rerender(<Panel key="next" displayed="mounted" isShut />)
      await advance(displayTime)
      expect(onDisplay).not.toHaveBeenCalled()
      rerender(<Panel key="next" displayed="mounted" isShut={false} />)
      await advance(0)
      expect(onDisplay).toHaveBeenCalledOnce()
    })

    test("parameters: displayed may change to 'mounted' during the second of display", async () => {
      vi.useFakeTimers()
      vi.stubGlobal('IntersectionObserver', EverythingInView)
      const onDisplay = vi.fn()
      const show = (displayed: 'visible' | 'mounted') => (
        <EngagementButton engagement={reportable} displayed={displayed} onDisplay={onDisplay} />
      )
      const { rerender } = renderWithClient(show('visible'))
      await advance(displayTime / 2)
      rerender(show('mounted'))
      await advance(0)
      expect(onDisplay).toHaveBeenCalledOnce()
    })
  })
})
