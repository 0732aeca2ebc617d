import { QueryClient } from '@tanstack/react-query'
import { act, screen, waitFor } from '@testing-library/react'
import { Activity } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { EngagementButton, type EngagementClient, engagementQueryKey } from '../../src/index.js'
import { queryClientOf } from '../../src/react/bindQueryClient.js'
import { createTestClient } from '../support/client.js'
import { reportable } from '../support/engagements.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

const findQuery = (client: EngagementClient) =>
  queryClientOf(client)
    .getQueryCache()
    .find({ queryKey: engagementQueryKey(client) })

describe('EngagementButton: requests and what buttons share', () => {
  inBothModes(() => {
    test('behavior: many buttons share one request and one observer', async () => {
      const buttons = Array.from(Array(100).keys(), (id) => <EngagementButton key={id}>{id}</EngagementButton>)
      const { client, simulator, unmount } = renderWithClient(<main>{buttons}</main>)
      expect(await screen.findAllByRole('button')).toHaveLength(100)
      const query = findQuery(client)
      expect(query?.getObserversCount()).toBe(1)
      await client.flush()
      expect(simulator.requests.map(({ call, status }) => [call, status])).toEqual([
        ['engagement', 200],
        ['update', 200],
      ])
      unmount()
      expect(query?.getObserversCount()).toBe(0)
    })

    test('behavior: buttons that were hidden and shown again share one observer with newer buttons', async () => {
      const first = <EngagementButton>First</EngagementButton>
      const show = (mode: 'visible' | 'hidden', other?: string) => (
        <>
          <Activity mode={mode}>{first}</Activity>
          {other && <EngagementButton key={other}>{other}</EngagementButton>}
        </>
      )
      const { client, rerender, unmount } = renderWithClient(show('visible'))
      await screen.findByText('First')
      rerender(show('hidden'))
      rerender(show('hidden', 'Second'))
      await screen.findByText('Second')
      rerender(show('visible', 'Second'))
      rerender(show('visible'))
      rerender(show('visible', 'Third'))
      expect(screen.getByText('Third')).toBeInTheDocument()
      const query = findQuery(client)
      expect(query?.getObserversCount()).toBe(1)
      unmount()
      expect(query?.getObserversCount()).toBe(0)
    })

    test('behavior: the buttons of an offer that the app already has share one store', () => {
      const testClient = createTestClient()
      const subscribe = vi.spyOn(testClient.client.session, 'subscribe')
      const show = (ids: number[]) => (
        <main>
          {ids.map((id) => (
            <EngagementButton key={id} engagement={reportable} />
          ))}
        </main>
      )
      const { rerender } = renderWithClient(show([1, 2, 3]), { testClient })
      const count = subscribe.mock.calls.length
      rerender(show([2, 3, 4]))
      expect(screen.getAllByRole('button')).toHaveLength(3)
      expect(subscribe).toHaveBeenCalledTimes(count)
    })

    test('behavior: two clients on one QueryClient each send their own request', async () => {
      const queryClient = new QueryClient()
      for (const testClient of [createTestClient(), createTestClient()]) {
        const { requests, unmount } = renderWithClient(<EngagementButton />, { testClient, queryClient })
        await screen.findByRole('button')
        expect(requests.engagement()).toHaveLength(1)
        unmount()
        queryClient.clear()
      }
    })

    test('behavior: a button that mounts after an error sends the request again', async () => {
      const testClient = createTestClient()
      const { simulator, unmount } = renderWithClient(<EngagementButton />, { testClient })
      simulator.fail({ call: 'engagement', status: 400, times: 1 })
      await waitFor(() => expect(simulator.requests[0]?.status).toBe(400))
      unmount()
      renderWithClient(<EngagementButton />, { testClient })
      expect(await screen.findByRole('button')).toBeInTheDocument()
    })

    test('behavior: after a reset the button disappears, and a new request is sent', async () => {
      const { client, simulator } = renderWithClient(<EngagementButton />)
      const button = await screen.findByRole('button')
      simulator.offer({ status: 'unavailable' })
      act(() => client.reset())
      await waitFor(() => expect(button).not.toBeInTheDocument())
      await waitFor(() => expect(simulator.visitors).toHaveLength(2))
    })

    test('behavior: a button that mounts after a log-out shows nothing of the former visitor', async () => {
      const testClient = createTestClient()
      const { client, unmount } = renderWithClient(<EngagementButton />, { testClient })
      await screen.findByRole('button')
      unmount()
      act(() => client.reset())
      const statuses: string[] = []
      renderWithClient(
        <EngagementButton
          render={(_props, { status }) => {
            statuses.push(status)
            return <i>{status}</i>
          }}
        />,
        { testClient },
      )
      expect(await screen.findByText('available')).toBeInTheDocument()
      expect(statuses[0]).toBe('loading')
    })
  })
})
