import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { EngagementProvider, getEngagement, useEngagementSession } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { inBothModes } from '../support/modes.js'
import { renderHookWithClient } from '../support/render.js'

describe('useEngagementSession', () => {
  inBothModes(() => {
    test('default: the hook returns the identity, before and after the first answer', async () => {
      const { client, result } = renderHookWithClient(() => useEngagementSession())
      expect(result.current.visitorId).toBeUndefined()
      await act(() => getEngagement(client))
      expect(result.current).toEqual(client.session.getState())
    })

    test('parameters: selector may make a new object or list at each call', async () => {
      const renders = vi.fn()
      const { client, result } = renderHookWithClient(() => {
        renders()
        return useEngagementSession(({ visitorId, sessionId }) => ({ ids: [visitorId, sessionId] }))
      })
      expect(result.current).toEqual({ ids: [undefined, undefined] })
      await act(() => getEngagement(client))
      const { visitorId, sessionId } = client.session.getState()
      expect(result.current).toEqual({ ids: [visitorId, sessionId] })
      expect(renders.mock.calls.length).toBeLessThan(12)
    })

    test('parameters: selector may use the latest props', async () => {
      const { client } = createTestClient()
      await getEngagement(client)
      const wrapper = ({ children }: { children: ReactNode }) => <EngagementProvider client={client}>{children}</EngagementProvider>
      const { result, rerender } = renderHook(({ name }) => useEngagementSession((session) => [name, session[name]]), {
        wrapper,
        initialProps: { name: 'visitorId' as 'visitorId' | 'sessionId' },
      })
      expect(result.current).toEqual(['visitorId', client.session.getState().visitorId])
      rerender({ name: 'sessionId' })
      expect(result.current).toEqual(['sessionId', client.session.getState().sessionId])
    })
  })
})
