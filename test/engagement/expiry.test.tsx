import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, EngagementButton, type EngagementButtonProps, getEngagement } from '../../src/index.js'
import type { Simulator } from '../../src/testing/index.js'
import { createTestClient } from '../support/client.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

/** How long the offer is valid, in seconds. */
const validForSeconds = 900

const expired = validForSeconds + 1

/** Until the response of the service is there, in seconds. */
const responseTime = 1

const advance = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000))

/** Renders a button and waits for its offer. */
async function renderOffer(props: EngagementButtonProps = {}) {
  const onAccept = vi.fn()
  const rendered = renderWithClient(<EngagementButton onAccept={onAccept} fallback="write to us" {...props} />, {
    prepare: ({ offer }) => offer({ status: 'available', validForSeconds }),
  })
  await advance(0)
  return { ...rendered, onAccept }
}

const button = () => screen.getByRole('button')
const returnToPage = () => act(async () => void document.dispatchEvent(new Event('visibilitychange')))

describe('an offer that expires', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  inBothModes(() => {
    test('behavior: an expired offer is marked, and no timer sends a request', async () => {
      const { requests } = await renderOffer()
      await advance(validForSeconds - 1)
      expect(button()).not.toHaveAttribute('data-expired')
      await advance(1)
      expect(button()).toHaveAttribute('data-expired')
      // The button stays enabled, because a click sends the request.
      expect(button()).not.toHaveAttribute('aria-disabled')
      await advance(24 * 60 * 60)
      expect(requests.engagement()).toHaveLength(1)
    })

    test.each<[string, () => Promise<unknown>]>([
      ['pointer', async () => void fireEvent.pointerEnter(button())],
      ['focus', async () => act(() => button().focus())],
      ['return to the page', returnToPage],
    ])('behavior: an expired offer is requested again on %s, once, and its time-out is reported', async (_name, turn) => {
      const { simulator, requests, impressions } = await renderOffer()
      simulator.latency(50)
      await advance(expired)
      await turn()
      await turn()
      expect(button()).toHaveAttribute('aria-busy', 'true')
      await advance(responseTime)
      expect(requests.engagement()).toHaveLength(2)
      expect(button()).not.toHaveAttribute('data-expired')
      expect(button()).not.toHaveAttribute('aria-busy')
      expect(impressions.types()).toContain('impTimeout')
    })

    test('behavior: a page that becomes hidden sends no request', async () => {
      const { requests } = await renderOffer()
      await advance(expired)
      vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
      await returnToPage()
      await advance(responseTime)
      expect(requests.engagement()).toHaveLength(1)
    })

    test('behavior: an offer that is valid is not requested again', async () => {
      const { requests } = await renderOffer()
      await advance(validForSeconds - 100)
      fireEvent.pointerEnter(button())
      act(() => button().focus())
      await returnToPage()
      await advance(responseTime)
      expect(requests.engagement()).toHaveLength(1)
    })

    test('behavior: a click on an expired offer shows that it waits, and accepts the new offer', async () => {
      const onClick = vi.fn()
      const { simulator, onAccept } = await renderOffer({ onClick })
      simulator.latency(50)
      await advance(expired)
      fireEvent.click(button())
      fireEvent.click(button())
      await advance(0)
      expect(button()).toHaveAttribute('data-accepting')
      expect(button()).toHaveAttribute('aria-busy', 'true')
      expect(onAccept).not.toHaveBeenCalled()
      await advance(responseTime)
      expect(onAccept).toHaveBeenCalledTimes(1)
      expect(onAccept.mock.calls[0]?.[0]).toMatchObject({ status: 'available', contextId: '2' })
      expect(button()).not.toHaveAttribute('data-accepting')
      const reported = simulator.impressions.map(({ type, eContext }) => [type, (eContext as [{ id: string }] | undefined)?.[0].id])
      expect(reported).toEqual([
        ['impDisplay', '1'],
        ['impTimeout', undefined],
        ['impDisplay', '2'],
        ['impAccept', '2'],
      ])
      // The handler runs for the visitor's two clicks. The replayed click does not call it.
      expect(onClick).toHaveBeenCalledTimes(2)
    })

    test('behavior: a click accepts nothing when the service no longer makes the offer', async () => {
      const { simulator, onAccept, impressions } = await renderOffer()
      await advance(expired)
      simulator.offer({ status: 'unavailable' })
      fireEvent.click(button())
      await advance(responseTime)
      expect(screen.queryByRole('button')).toBeNull()
      expect(screen.getByText('write to us')).toBeVisible()
      expect(onAccept).not.toHaveBeenCalled()
      expect(impressions.types()).toEqual(['impDisplay', 'impTimeout'])
    })

    test('behavior: the button disappears when the new request fails', async () => {
      const { simulator, onAccept } = await renderOffer()
      await advance(expired)
      simulator.fail({ call: 'engagement', status: 400 })
      fireEvent.click(button())
      await advance(responseTime)
      expect(screen.queryByRole('button')).toBeNull()
      expect(onAccept).not.toHaveBeenCalled()
    })

    test.each<[string, (simulator: Simulator) => void]>([
      ['unavailable', (simulator) => simulator.offer({ status: 'unavailable' })],
      ['an error', (simulator) => simulator.fail({ call: 'engagement', status: 400 })],
    ])('behavior: a focused button that becomes %s keeps the focus until the visitor moves on', async (_name, change) => {
      const { simulator, onAccept } = await renderOffer()
      act(() => button().focus())
      await advance(expired)
      change(simulator)
      fireEvent.click(button())
      await advance(responseTime)
      expect(button()).toHaveFocus()
      expect(button()).toHaveTextContent('Chat with us')
      // A window that loses the focus also causes a blur event.
      fireEvent.blur(button())
      expect(button()).toHaveFocus()
      act(() => button().blur())
      expect(screen.queryByRole('button')).toBeNull()
      expect(screen.getByText('write to us')).toBeVisible()
      expect(onAccept).not.toHaveBeenCalled()
    })

    test('behavior: a log-out removes a focused button', async () => {
      const { client, simulator } = await renderOffer()
      act(() => button().focus())
      simulator.offer({ status: 'unavailable' })
      act(() => client.reset())
      await advance(responseTime)
      expect(screen.queryByRole('button')).toBeNull()
    })

    test('behavior: an accepted offer reports no time-out', async () => {
      const { impressions } = await renderOffer()
      fireEvent.click(button())
      await advance(expired)
      fireEvent.pointerEnter(button())
      await advance(responseTime)
      // The last display is the new offer's.
      expect(impressions.types()).toEqual(['impDisplay', 'impAccept', 'impDisplay'])
    })

    test('behavior: an offer is requested again before its acceptance, after the computer slept or the clock was set back', async () => {
      const { requests, onAccept } = await renderOffer()
      vi.setSystemTime(Date.now() + expired * 1000)
      fireEvent.click(button())
      await advance(responseTime)
      expect(requests.engagement()).toHaveLength(2)
      vi.setSystemTime(Date.now() - 60_000)
      fireEvent.click(button())
      await advance(responseTime)
      expect(requests.engagement()).toHaveLength(3)
      expect(onAccept).toHaveBeenCalledTimes(2)
    })

    test('behavior: an offer expires in time, though the clock was set back meanwhile', async () => {
      const { requests } = await renderOffer()
      await advance(600)
      vi.setSystemTime(Date.now() - 500_000)
      await advance(301)
      fireEvent.click(button())
      await advance(responseTime)
      expect(requests.engagement()).toHaveLength(2)
    })

    test('behavior: a link is followed only after the new answer', async () => {
      const followed = vi.fn((event: Event) => event.preventDefault())
      document.addEventListener('click', followed)
      await renderOffer({ render: <a href="#chat">Chat</a> })
      await advance(expired)
      const first = fireEvent.click(screen.getByRole('link'))
      expect(first).toBe(false)
      await advance(responseTime)
      expect(followed).toHaveBeenCalledTimes(2)
      document.removeEventListener('click', followed)
    })
  })

  test.each<[string, (unmount: () => void) => void]>([
    ['whose button was unmounted', (unmount) => unmount()],
    ['whose answer took 5 s', () => vi.setSystemTime(Date.now() + 5000)],
  ])('behavior: a click on an expired offer %s is not replayed', async (_name, meanwhile) => {
    const { client, simulator } = createTestClient()
    simulator.offer({ status: 'available', validForSeconds })
    const onAccept = vi.fn()
    const { unmount } = render(<EngagementButton client={client} onAccept={onAccept} />)
    await advance(expired)
    simulator.latency(50)
    const onClick = vi.fn()
    button().addEventListener('click', onClick)
    fireEvent.click(button())
    await advance(0)
    meanwhile(unmount)
    await advance(responseTime)
    expect(onClick).toHaveBeenCalledOnce()
    expect(onAccept).not.toHaveBeenCalled()
  })

  test('behavior: an expired offer reports no time-out when its session has expired, too', async () => {
    const queued: string[] = []
    const { client, simulator } = createTestClient({
      storage: localStorage,
      onEvent: (event) => void (event.type === 'impressionQueued' && queued.push(event.impression.type)),
    })
    // Longer than a session lasts without use.
    simulator.offer({ status: 'available', validForSeconds: 31 * 60 })
    render(<EngagementButton client={client} />)
    await advance(31 * 60 + 1)
    fireEvent.pointerEnter(button())
    await advance(responseTime)
    expect(queued).not.toContain('impTimeout')
    expect(simulator.sessions).toHaveLength(2)
  })

  test('behavior: an expired offer of the app is marked without any event', async () => {
    const { client, simulator } = createTestClient()
    simulator.offer({ status: 'available', validForSeconds })
    const { contextId, ...engagement } = (await getEngagement(client)) as AvailableEngagement
    expect(contextId).toBeDefined()
    render(<EngagementButton client={client} engagement={engagement} />)
    await advance(validForSeconds - 1)
    expect(button()).not.toHaveAttribute('data-expired')
    await advance(1)
    expect(button()).toHaveAttribute('data-expired')
  })

  test('behavior: an expired offer that the app gave disables the button, and sends no request', async () => {
    const { client, simulator, requests } = createTestClient()
    simulator.offer({ status: 'available', validForSeconds })
    const engagement = (await getEngagement(client)) as AvailableEngagement
    const onAccept = vi.fn()
    render(<EngagementButton client={client} engagement={engagement} onAccept={onAccept} />)
    await advance(validForSeconds)
    expect(button()).toHaveAttribute('aria-disabled', 'true')
    expect(button()).not.toHaveAttribute('aria-busy')
    fireEvent.pointerEnter(button())
    fireEvent.click(button())
    await advance(responseTime)
    expect(onAccept).not.toHaveBeenCalled()
    expect(requests.engagement()).toHaveLength(1)
  })
})
