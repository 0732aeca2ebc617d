import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type AvailableEngagement,
  EngagementButton,
  type EngagementButtonProps,
  EngagementProvider,
  getEngagement,
} from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { inBothModes } from '../support/modes.js'

const advance = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000))

async function show(props: EngagementButtonProps = {}, validForSeconds = 900) {
  const { client, simulator } = createTestClient()
  simulator.offer({ status: 'available', validForSeconds })
  const onAccept = vi.fn()
  render(
    <EngagementProvider client={client}>
      <EngagementButton onAccept={onAccept} fallback="write to us" {...props} />
    </EngagementProvider>,
  )
  await advance(0)
  const asks = () => engagementRequests(simulator).length
  const types = () => simulator.impressions.map(({ type }) => type)
  const told = () => simulator.impressions.map(({ type, eContext }) => [type, (eContext as [{ id: string }] | undefined)?.[0].id])
  return { client, simulator, onAccept, asks, types, told }
}

const button = () => screen.getByRole('button')
const comeBack = () => act(async () => void document.dispatchEvent(new Event('visibilitychange')))

describe('an offer whose time is over', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  inBothModes(() => {
    test('is marked, and no timer asks', async () => {
      const { asks } = await show()
      await advance(899)
      expect(button()).not.toHaveAttribute('data-expired')
      await advance(1)
      expect(button()).toHaveAttribute('data-expired')
      // It can be clicked: that asks.
      expect(button()).not.toHaveAttribute('aria-disabled')
      await advance(24 * 60 * 60)
      expect(asks()).toBe(1)
    })

    test.each<[string, () => Promise<unknown>]>([
      ['pointer', async () => void fireEvent.pointerEnter(button())],
      ['focus', async () => act(() => button().focus())],
      ['return to the page', comeBack],
    ])('is asked for again on %s, once, and its end is reported', async (_name, turn) => {
      const { simulator, asks, types } = await show()
      simulator.latency(50)
      await advance(901)
      await turn()
      await turn()
      expect(button()).toHaveAttribute('aria-busy', 'true')
      await advance(1)
      expect(asks()).toBe(2)
      expect(button()).not.toHaveAttribute('data-expired')
      expect(button()).not.toHaveAttribute('aria-busy')
      expect(types()).toContain('impTimeout')
    })

    test('is not asked for again by leaving the page', async () => {
      const { asks } = await show()
      await advance(901)
      vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
      await comeBack()
      await advance(1)
      expect(asks()).toBe(1)
    })

    test('that lasts is not asked for again', async () => {
      const { asks } = await show()
      await advance(800)
      fireEvent.pointerEnter(button())
      act(() => button().focus())
      await comeBack()
      await advance(1)
      expect(asks()).toBe(1)
    })

    test('is asked for by a click, which shows it, and accepts what is still offered', async () => {
      const onClick = vi.fn()
      const { simulator, onAccept, told } = await show({ onClick })
      simulator.latency(50)
      await advance(901)
      fireEvent.click(button())
      fireEvent.click(button())
      await advance(0)
      expect(button()).toHaveAttribute('data-accepting')
      expect(button()).toHaveAttribute('aria-busy', 'true')
      expect(onAccept).not.toHaveBeenCalled()
      await advance(1)
      expect(onAccept).toHaveBeenCalledTimes(1)
      expect(onAccept.mock.calls[0]?.[0]).toMatchObject({ status: 'available', contextId: '2' })
      expect(button()).not.toHaveAttribute('data-accepting')
      expect(told()).toEqual([
        ['impDisplay', '1'],
        ['impTimeout', undefined],
        ['impDisplay', '2'],
        ['impAccept', '2'],
      ])
      // Once for each click of the visitor, not for the repeated one.
      expect(onClick).toHaveBeenCalledTimes(2)
    })

    test('and is made no more is accepted by no click', async () => {
      const { simulator, onAccept, types } = await show()
      await advance(901)
      simulator.offer({ status: 'unavailable' })
      fireEvent.click(button())
      await advance(1)
      expect(screen.queryByRole('button')).toBeNull()
      expect(screen.getByText('write to us')).toBeVisible()
      expect(onAccept).not.toHaveBeenCalled()
      expect(types()).toEqual(['impDisplay', 'impTimeout'])
    })

    test('and cannot be asked for again is none', async () => {
      const { simulator, onAccept } = await show()
      await advance(901)
      simulator.fail({ call: 'engagement', status: 400 })
      fireEvent.click(button())
      await advance(1)
      expect(screen.queryByRole('button')).toBeNull()
      expect(onAccept).not.toHaveBeenCalled()
    })

    test('that was accepted has not timed out', async () => {
      const { types } = await show()
      fireEvent.click(button())
      await advance(901)
      fireEvent.pointerEnter(button())
      await advance(1)
      // The last one is of the new offer.
      expect(types()).toEqual(['impDisplay', 'impAccept', 'impDisplay'])
    })

    test('slept through, or set back by the clock, is asked for again before it is accepted', async () => {
      const { asks, onAccept } = await show()
      vi.setSystemTime(Date.now() + 901_000)
      fireEvent.click(button())
      await advance(1)
      expect(asks()).toBe(2)
      vi.setSystemTime(Date.now() - 60_000)
      fireEvent.click(button())
      await advance(1)
      expect(asks()).toBe(3)
      expect(onAccept).toHaveBeenCalledTimes(2)
    })

    test('while the clock was set back a little is over all the same', async () => {
      const { asks } = await show()
      await advance(600)
      vi.setSystemTime(Date.now() - 500_000)
      await advance(301)
      fireEvent.click(button())
      await advance(1)
      expect(asks()).toBe(2)
    })

    test('a link is followed only once it was asked for again', async () => {
      const followed = vi.fn((event: Event) => event.preventDefault())
      document.addEventListener('click', followed)
      await show({ render: <a href="#chat">Chat</a> })
      await advance(901)
      const first = fireEvent.click(screen.getByRole('link'))
      expect(first).toBe(false)
      await advance(1)
      expect(followed).toHaveBeenCalledTimes(2)
      document.removeEventListener('click', followed)
    })
  })

  test.each<[string, (unmount: () => void) => void]>([
    ['whose button is gone', (unmount) => unmount()],
    ['that was waited for too long', () => vi.setSystemTime(Date.now() + 5000)],
  ])('a click on one %s is not repeated', async (_name, meanwhile) => {
    const { client, simulator } = createTestClient()
    simulator.offer({ status: 'available', validForSeconds: 900 })
    const onAccept = vi.fn()
    const { unmount } = render(<EngagementButton client={client} onAccept={onAccept} />)
    await advance(901)
    simulator.latency(50)
    const click = vi.spyOn(button(), 'click')
    fireEvent.click(button())
    await advance(0)
    meanwhile(unmount)
    await advance(1)
    expect(click).not.toHaveBeenCalled()
    expect(onAccept).not.toHaveBeenCalled()
  })

  test('has no end to report where its session is over too', async () => {
    const queued: string[] = []
    const { client, simulator } = createTestClient({
      storage: localStorage,
      onEvent: (event) => void (event.type === 'impressionQueued' && queued.push(event.impression.type)),
    })
    simulator.offer({ status: 'available', validForSeconds: 31 * 60 })
    render(<EngagementButton client={client} />)
    await advance(31 * 60 + 1)
    fireEvent.pointerEnter(button())
    await advance(1)
    expect(queued).not.toContain('impTimeout')
    expect(simulator.sessions).toHaveLength(2)
  })

  test('is marked where nothing but time goes by, too', async () => {
    const { client, simulator } = createTestClient()
    simulator.offer({ status: 'available', validForSeconds: 900 })
    const { contextId, ...engagement } = (await getEngagement(client)) as AvailableEngagement
    expect(contextId).toBeDefined()
    render(<EngagementButton client={client} engagement={engagement} />)
    await advance(899)
    expect(button()).not.toHaveAttribute('data-expired')
    await advance(1)
    expect(button()).toHaveAttribute('data-expired')
  })

  test('and was given by the app disables the button, and asks nothing', async () => {
    const { client, simulator } = createTestClient()
    simulator.offer({ status: 'available', validForSeconds: 900 })
    const engagement = (await getEngagement(client)) as AvailableEngagement
    const onAccept = vi.fn()
    render(<EngagementButton client={client} engagement={engagement} onAccept={onAccept} />)
    await advance(900)
    expect(button()).toHaveAttribute('aria-disabled', 'true')
    expect(button()).not.toHaveAttribute('aria-busy')
    fireEvent.pointerEnter(button())
    fireEvent.click(button())
    await advance(1)
    expect(onAccept).not.toHaveBeenCalled()
    expect(engagementRequests(simulator)).toHaveLength(1)
  })
})
