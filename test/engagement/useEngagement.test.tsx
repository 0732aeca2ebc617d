import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderHook, screen, waitFor } from '@testing-library/react'
import type { ReactElement, ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { type EngagementClient, EngagementProvider, engagementQueryKey, useEngagement } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { takeConsole } from '../support/failOnConsole.js'
import { inBothModes } from '../support/modes.js'
import { renderHookWithClient, renderWithClient } from '../support/render.js'

describe('useEngagement', () => {
  inBothModes(() => {
    test('default: the hook sends one request and returns the answer', async () => {
      const { requests, result } = renderHookWithClient(() => useEngagement())
      expect(result.current).toMatchObject({ status: 'pending', data: undefined })
      await waitFor(() => expect(result.current.data?.status).toBe('available'))
      expect(requests.statuses()).toEqual([200])
    })

    test('behavior: any number of components share one request', async () => {
      const Status = () => <p>{useEngagement({ consumerSections: ['Support'] }).data?.status}</p>
      const { simulator } = renderWithClient(Array.from(Array(20).keys(), (id) => <Status key={id} />))
      expect(await screen.findAllByText('available')).toHaveLength(20)
      expect(simulator.requests).toHaveLength(1)
    })

    test('behavior: a component that unmounts before the answer aborts the request', async () => {
      const { client, simulator, unmount } = renderHookWithClient(() => useEngagement(), { prepare: ({ hang }) => hang() })
      await waitFor(() => expect(simulator.requests).toHaveLength(1))
      unmount()
      await waitFor(() => expect(client.core.inFlight.size).toBe(0))
    })

    test('behavior: the error of a refused request has its name and code', async () => {
      const { result, simulator } = renderHookWithClient(() => useEngagement(), {
        prepare: ({ fail }) => fail({ call: 'engagement', status: 400, body: { internalCode: 33, message: 'Illegal Version' } }),
      })
      await waitFor(() => expect(result.current.error).toMatchObject({ name: 'ServiceError', internalCode: 33 }))
      expect(simulator.requests).toHaveLength(1)
    })

    test('parameters: client needs no provider', async () => {
      const { client } = createTestClient()
      const { result } = renderHook(() => useEngagement({ client }))
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
    })

    test('parameters: query.enabled delays the request, and query.select picks from the answer', async () => {
      const { result, rerender, simulator } = renderHookWithClient(
        ({ enabled }: { enabled: boolean }) => useEngagement({ query: { enabled, select: (engagement) => engagement.status } }),
        { initialProps: { enabled: false } },
      )
      expect(result.current.fetchStatus).toBe('idle')
      expect(simulator.requests).toHaveLength(0)
      rerender({ enabled: true })
      await waitFor(() => expect(result.current.data).toBe('available'))
    })

    test('behavior: the hook uses the nearest QueryClient', async () => {
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

    test.each(layouts)('behavior: after a reset the hook requests an engagement for the next visitor, under %s', async (_name, layout) => {
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

  test('behavior: a question that changes at each render is reported once', async () => {
    const { rerender } = renderHookWithClient(
      ({ step }) => useEngagement({ engagementAttributes: [{ type: 'cart', total: step, numItems: step }] }),
      { initialProps: { step: 0 } },
    )
    for (let step = 1; step < 20; step++) rerender({ step })
    expect(takeConsole()).toEqual([[expect.stringContaining('A question changes at each render')]])
  })
})
