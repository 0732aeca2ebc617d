import { act, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { type AvailableEngagement, type ClientEvent, EngagementButton, EngagementProvider, getEngagement } from '../../src/index.js'
import { createTestClient } from '../support/client.js'

afterEach(() => {
  vi.useRealTimers()
})

// The page remembers that `onLine` was wrong. So no other test is in this file.
test('behavior: a page whose request is answered while `navigator.onLine` is false ignores `onLine` from then on', async () => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
  const events: ClientEvent[] = []
  const { client, simulator } = createTestClient({ onEvent: (event) => events.push(event) })
  // An offer without a context sends no impressions.
  const { contextId, ...engagement } = (await getEngagement(client)) as AvailableEngagement
  render(
    <EngagementProvider client={client}>
      <EngagementButton engagement={engagement}>Chat</EngagementButton>
    </EngagementProvider>,
  )
  const button = screen.getByRole('button', { name: 'Chat' })

  online.mockReturnValue(false)
  simulator.fail({ call: 'engagement', networkError: true, times: 1 })
  const waiting = getEngagement(client, { consumerSections: ['Support'] })
  await vi.advanceTimersByTimeAsync(10_000)
  act(() => void window.dispatchEvent(new Event('offline')))
  expect(button).toHaveAttribute('data-offline')
  expect(simulator.requests).toHaveLength(2)

  const other = createTestClient()
  await act(() => getEngagement(other.client))
  await vi.advanceTimersByTimeAsync(10)
  expect((await waiting).status).toBe('available')
  expect(button).not.toHaveAttribute('data-offline')

  simulator.fail({ call: 'engagement', networkError: true, times: 1 })
  const asked = getEngagement(client, { consumerSections: ['Sales'] })
  await vi.advanceTimersByTimeAsync(5000)
  expect((await asked).status).toBe('available')
  expect(events.filter(({ type }) => type === 'retrying')).toEqual([
    { type: 'retrying', attempt: 1, of: 3, delay: 60 },
    { type: 'retrying', attempt: 1, of: 3, delay: 5 },
  ])
})
