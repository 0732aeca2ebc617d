import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, renderHook, screen, waitFor } from '@testing-library/react'
import type { ReactElement, ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { type EngagementClient, EngagementProvider, engagementQueryKey, useEngagement } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { inBothModes } from '../support/modes.js'

const within = (client: EngagementClient) => ({
  wrapper: ({ children }: { children: ReactNode }) => <EngagementProvider client={client}>{children}</EngagementProvider>,
})

describe('useEngagement', () => {
  inBothModes(() => {
    test('default', async () => {
      const { client, simulator } = createTestClient()
      const { result } = renderHook(() => useEngagement(), within(client))
      expect(result.current).toMatchObject({ status: 'pending', data: undefined })
      await waitFor(() => expect(result.current.data?.status).toBe('available'))
      expect(simulator.requests.map(({ status }) => status)).toEqual([200])
    })

    test('behavior: one request for any number of components', async () => {
      const { client, simulator } = createTestClient()
      const Status = () => <p>{useEngagement({ consumerSections: ['Support'] }).data?.status}</p>
      render(
        <EngagementProvider client={client}>
          {Array.from(Array(20).keys(), (id) => (
            <Status key={id} />
          ))}
        </EngagementProvider>,
      )
      expect(await screen.findAllByText('available')).toHaveLength(20)
      expect(simulator.requests).toHaveLength(1)
    })

    test('behavior: a component that goes before the answer aborts the ask', async () => {
      const { client, simulator } = createTestClient()
      simulator.hang()
      const { unmount } = renderHook(() => useEngagement(), within(client))
      await waitFor(() => expect(simulator.requests).toHaveLength(1))
      unmount()
      await waitFor(() => expect(client.core.inFlight.size).toBe(0))
    })

    test('behavior: an error says what happened', async () => {
      const { client, simulator } = createTestClient()
      simulator.fail({ call: 'engagement', status: 400, body: { internalCode: 33, message: 'Illegal Version' } })
      const { result } = renderHook(() => useEngagement(), within(client))
      await waitFor(() => expect(result.current.error).toMatchObject({ name: 'ServiceError', internalCode: 33 }))
      expect(simulator.requests).toHaveLength(1)
    })

    test('parameters: client beats the provider, and needs none', async () => {
      const { client } = createTestClient()
      const { result } = renderHook(() => useEngagement({ client }))
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
    })

    test('parameters: query.select, query.enabled', async () => {
      const { client, simulator } = createTestClient()
      const { result, rerender } = renderHook(
        ({ enabled }) => useEngagement({ query: { enabled, select: (engagement) => engagement.status } }),
        { ...within(client), initialProps: { enabled: false } },
      )
      expect(result.current.fetchStatus).toBe('idle')
      expect(simulator.requests).toHaveLength(0)
      rerender({ enabled: true })
      await waitFor(() => expect(result.current.data).toBe('available'))
    })

    test('behavior: the nearest QueryClient is used where there is one', async () => {
      const { client } = createTestClient()
      const queryClient = new QueryClient()
      renderHook(() => useEngagement(), {
        wrapper: ({ children }) => (
          <QueryClientProvider client={queryClient}>
            <EngagementProvider client={client}>{children}</EngagementProvider>
          </QueryClientProvider>
        ),
      })
      await waitFor(() => expect(queryClient.getQueryData(engagementQueryKey(client))).toMatchObject({ status: 'available' }))
    })

    const layouts: [string, (client: EngagementClient, children: ReactNode) => ReactElement][] = [
      ['a provider', (client, children) => <EngagementProvider client={client}>{children}</EngagementProvider>],
      ['no provider', (_client, children) => <>{children}</>],
      [
        'a QueryClient inside the provider',
        (client, children) => (
          <EngagementProvider client={client}>
            <QueryClientProvider client={inner}>{children}</QueryClientProvider>
          </EngagementProvider>
        ),
      ],
      [
        'a provider within a provider of another QueryClient',
        (client, children) => (
          <EngagementProvider client={client} queryClient={inner}>
            <EngagementProvider client={client}>{children}</EngagementProvider>
          </EngagementProvider>
        ),
      ],
    ]
    const inner = new QueryClient()

    test.each(layouts)('behavior: after a reset the next visitor is asked for, under %s', async (_name, layout) => {
      const { client, simulator } = createTestClient()
      inner.clear()
      const { result } = renderHook(() => useEngagement({ client }), { wrapper: ({ children }) => layout(client, children) })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      const { visitorId } = result.current.data ?? {}
      client.reset()
      await waitFor(() => expect(simulator.visitors).toHaveLength(2))
      await waitFor(() => expect(result.current.data?.visitorId).not.toBe(visitorId))
    })
  })
})
