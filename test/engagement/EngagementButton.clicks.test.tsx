import { act, fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { EngagementButton, useEngagementButton } from '../../src/index.js'
import { available, conversation } from '../support/engagements.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

/** Clicks within this time are one click, in milliseconds. */
const repeatLimit = 500

describe('EngagementButton: clicks', () => {
  inBothModes(() => {
    test('parameters: onAccept runs at the click, and one request reports the display before the acceptance', async () => {
      const onAccept = vi.fn()
      const onDisplay = vi.fn()
      // On a slow machine, real time could pass between display and click, and the display would be sent alone.
      vi.useFakeTimers()
      const { impressions } = renderWithClient(<EngagementButton onAccept={onAccept} onDisplay={onDisplay} displayed="visible" />)
      await act(() => vi.advanceTimersByTimeAsync(0))
      fireEvent.click(screen.getByRole('button'))
      expect(onAccept).toHaveBeenCalledOnce()
      expect(onAccept).toHaveBeenCalledWith(
        expect.objectContaining({ status: 'available', contextId: '1' }),
        expect.objectContaining({ type: 'click' }),
      )
      await vi.runAllTimersAsync()
      expect(impressions.batches()).toEqual([['impDisplay', 'impAccept']])
      expect(onDisplay).toHaveBeenCalledOnce()
    })

    test('behavior: an offer is accepted once, however often the button is clicked', async () => {
      const onAccept = vi.fn()
      const { client, impressions } = renderWithClient(<EngagementButton onAccept={onAccept} />)
      const button = await screen.findByRole('button')
      vi.useFakeTimers({ toFake: ['performance'] })
      for (let click = 0; click < 3; click++) {
        await userEvent.dblClick(button)
        vi.advanceTimersByTime(repeatLimit)
      }
      await client.flush()
      expect(onAccept).toHaveBeenCalledTimes(3)
      expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
    })

    test('behavior: the chat opens before the report is sent', async () => {
      const onAccept = vi.fn()
      const { simulator } = renderWithClient(<EngagementButton onAccept={onAccept} />)
      const button = await screen.findByRole('button')
      simulator.hang()
      fireEvent.click(button)
      expect(onAccept).toHaveBeenCalledOnce()
    })

    test("behavior: the site's onClick runs first, and a click that it prevents is no acceptance", async () => {
      const order: string[] = []
      const { client, simulator, rerender } = renderWithClient(
        <EngagementButton displayed="visible" onClick={() => order.push('click')} onAccept={() => order.push('accept')} />,
      )
      fireEvent.click(await screen.findByRole('button'))
      expect(order).toEqual(['click', 'accept'])
      rerender(<EngagementButton onClick={(event) => event.preventDefault()} onAccept={() => order.push('prevented')} />)
      fireEvent.click(screen.getByRole('button'))
      expect(order).toEqual(['click', 'accept'])
      await client.flush()
      expect(simulator.impressions.filter(({ type }) => type === 'impAccept')).toHaveLength(1)
    })

    test('behavior: the button works by keyboard alone', async () => {
      const onAccept = vi.fn()
      renderWithClient(<EngagementButton onAccept={onAccept} />)
      await screen.findByRole('button')
      await userEvent.tab()
      expect(screen.getByRole('button')).toHaveFocus()
      vi.useFakeTimers({ toFake: ['performance'] })
      await userEvent.keyboard('{Enter}')
      vi.advanceTimersByTime(repeatLimit)
      await userEvent.keyboard(' ')
      expect(onAccept).toHaveBeenCalledTimes(2)
    })

    test.each([
      ['onAccept', available],
      ['onResume', conversation],
    ] as const)('parameters: %s runs once for clicks within half a second', (name, engagement) => {
      vi.useFakeTimers({ toFake: ['performance'] })
      const handler = vi.fn()
      renderWithClient(<EngagementButton engagement={engagement} {...{ [name]: handler }} />)
      for (let click = 0; click < 3; click++) fireEvent.click(screen.getByRole('button'))
      vi.advanceTimersByTime(repeatLimit - 1)
      fireEvent.click(screen.getByRole('button'))
      expect(handler).toHaveBeenCalledOnce()
      vi.advanceTimersByTime(1)
      fireEvent.click(screen.getByRole('button'))
      expect(handler).toHaveBeenCalledTimes(2)
    })

    test('behavior: a middle click on a link accepts the offer after the handlers of the site, unless they prevent it', () => {
      const order: string[] = []
      const prevent = vi.fn((event: Event | { preventDefault: () => void }) => event.preventDefault())
      const show = (onAuxClick: (event: { preventDefault: () => void }) => void) => (
        <EngagementButton
          engagement={available}
          onAuxClick={onAuxClick}
          onAccept={() => order.push('accept')}
          render={<a href="#chat" onAuxClick={() => order.push('element')} />}
        />
      )
      const { rerender } = renderWithClient(show(prevent))
      const link = screen.getByRole('link')
      expect(fireEvent(link, new MouseEvent('auxclick', { bubbles: true, cancelable: true, button: 1 }))).toBe(false)
      expect(order).toEqual(['element'])
      rerender(show(() => order.push('site')))
      expect(fireEvent(link, new MouseEvent('auxclick', { bubbles: true, cancelable: true, button: 1 }))).toBe(true)
      expect(order).toEqual(['element', 'element', 'site', 'accept'])
    })

    test.each([
      ['a middle click on a button', <button key="" type="button" />, 1],
      [
        'a right click on a link',
        <a key="" href="#chat">
          Chat
        </a>,
        2,
      ],
      ['a middle click on a text', <span key="" />, 1],
    ])('behavior: %s accepts nothing', (_name, element, button) => {
      const onAccept = vi.fn()
      renderWithClient(<EngagementButton engagement={available} onAccept={onAccept} render={element} data-testid="chat" />)
      fireEvent(screen.getByTestId('chat'), new MouseEvent('auxclick', { bubbles: true, cancelable: true, button }))
      expect(onAccept).not.toHaveBeenCalled()
    })

    test('parameters: engagement takes an offer that the app already has, and the button sends no request', async () => {
      const onAccept = vi.fn()
      const { simulator } = renderWithClient(<EngagementButton engagement={available} onAccept={onAccept} />)
      fireEvent.click(screen.getByRole('button'))
      expect(onAccept).toHaveBeenCalledWith(available, expect.anything())
      expect(simulator.requests).toEqual([])
    })

    test('behavior: a conversation is resumed under its own label, and nothing is reported', async () => {
      const onResume = vi.fn()
      const { simulator } = renderWithClient(
        <EngagementButton engagement={conversation} onResume={onResume}>
          Chat with us
        </EngagementButton>,
      )
      const button = screen.getByRole('button', { name: 'Continue your chat' })
      expect(button).toHaveAttribute('data-status', 'conversation')
      fireEvent.click(button)
      expect(onResume).toHaveBeenCalledWith(conversation, expect.anything())
      expect(simulator.requests).toEqual([])
    })

    test('behavior: useEngagementButton does the same for an element of the site', async () => {
      const onAccept = vi.fn()
      function Link(): ReactElement | null {
        const { state, engagement, buttonProps, ref } = useEngagementButton({ onAccept })
        return state.status === 'available' ? (
          <a ref={ref} href="#chat" {...buttonProps}>
            {engagement?.status}
          </a>
        ) : null
      }
      const { client, impressions } = renderWithClient(<Link />)
      fireEvent.click(await screen.findByRole('link', { name: 'available' }))
      expect(onAccept).toHaveBeenCalledOnce()
      await client.flush()
      expect(impressions.types()).toEqual(['impDisplay', 'impAccept'])
    })
  })
})
