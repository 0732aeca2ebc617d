import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { EngagementProvider, useEngagement, useEngagementClient, useEngagementSession, useUpdateSession } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { takeConsole } from '../support/failOnConsole.js'
import { inBothModes } from '../support/modes.js'

const cart = { type: 'cart', total: 42, numItems: 2 } as const

describe('hooks', () => {
  inBothModes(() => {
    test('useUpdateSession · default', async () => {
      const { client, simulator } = createTestClient()
      const wrapper = ({ children }: { children: ReactNode }) => <EngagementProvider client={client}>{children}</EngagementProvider>
      const { result } = renderHook(() => ({ engagement: useEngagement(), update: useUpdateSession() }), { wrapper })
      await waitFor(() => expect(result.current.engagement.isSuccess).toBe(true))
      await act(() => result.current.update.mutateAsync({ engagementAttributes: [cart] }))
      await waitFor(() => expect(result.current.update.isSuccess).toBe(true))
      expect(simulator.attributes).toEqual([cart])
    })

    test('useUpdateSession · behavior: before any answer it fails with SessionLostError', async () => {
      const { client } = createTestClient()
      const { result } = renderHook(() => useUpdateSession({ client }))
      act(() => result.current.mutate({ engagementAttributes: [cart] }))
      await waitFor(() => expect(result.current.error).toMatchObject({ name: 'SessionLostError' }))
    })

    test('useEngagementSession · default', async () => {
      const { client } = createTestClient()
      const wrapper = ({ children }: { children: ReactNode }) => <EngagementProvider client={client}>{children}</EngagementProvider>
      const { result } = renderHook(
        () =>
          [useEngagement().data?.visitorId, useEngagementSession((session) => session.visitorId), useEngagementSession().pageId] as const,
        { wrapper },
      )
      expect(result.current).toEqual([undefined, undefined, undefined])
      await waitFor(() => expect(result.current[1]).toBeDefined())
      await waitFor(() => expect(result.current[0]).toBe(result.current[1]))
      expect(result.current[2]).toBe(client.session.getState().pageId)
    })

    test('useEngagementClient · behavior: without a provider it says what to do', () => {
      expect(() => renderHook(() => useEngagementClient())).toThrow(/Put the component inside <EngagementProvider/)
      takeConsole()
    })
  })
})
