import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { useEngagement, useEngagementClient, useEngagementSession, useUpdateSession } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { takeConsole } from '../support/failOnConsole.js'
import { inBothModes } from '../support/modes.js'
import { renderHookWithClient } from '../support/render.js'

const cart = { type: 'cart', total: 42, numItems: 2 } as const

describe('hooks of the session', () => {
  inBothModes(() => {
    test('useUpdateSession · default: the mutation sends the attributes', async () => {
      const { simulator, result } = renderHookWithClient(() => ({ engagement: useEngagement(), update: useUpdateSession() }))
      await waitFor(() => expect(result.current.engagement.isSuccess).toBe(true))
      await act(() => result.current.update.mutateAsync({ engagementAttributes: [cart] }))
      await waitFor(() => expect(result.current.update.isSuccess).toBe(true))
      expect(simulator.attributes).toEqual([cart])
    })

    test('useUpdateSession · behavior: the mutation fails with SessionLostError before the first answer', async () => {
      const { client } = createTestClient()
      const { result } = renderHook(() => useUpdateSession({ client }))
      act(() => result.current.mutate({ engagementAttributes: [cart] }))
      await waitFor(() => expect(result.current.error).toMatchObject({ name: 'SessionLostError' }))
    })

    test('useEngagementSession · default: the hook returns the ids of the answer', async () => {
      const { client, result } = renderHookWithClient(
        () =>
          [useEngagement().data?.visitorId, useEngagementSession((session) => session.visitorId), useEngagementSession().pageId] as const,
      )
      expect(result.current).toEqual([undefined, undefined, undefined])
      await waitFor(() => expect(result.current[1]).toBeDefined())
      await waitFor(() => expect(result.current[0]).toBe(result.current[1]))
      expect(result.current[2]).toBe(client.session.getState().pageId)
    })

    test('useEngagementClient · behavior: the hook throws an error with a solution when there is no provider', () => {
      expect(() => renderHook(() => useEngagementClient())).toThrow(/Put the component inside <EngagementProvider/)
      takeConsole()
    })
  })
})
