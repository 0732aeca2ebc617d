import { QueryClient } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import {
  type ChatSessionEntity,
  chatSessionQueryKey,
  chatSessionQueryOptions,
  EngagementProvider,
  useChatSession,
} from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'
import { createGatedClient, renderChatSession } from '../support/chatSessionHook.js'
import { inBothModes } from '../support/modes.js'

const secrets = /SessionKey|CustomerHost|key-1|192\.0\.2\.7/

describe('useChatSession', () => {
  inBothModes(() => {
    test('default: one request reads the session', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const wrapper = ({ children }: { children: ReactNode }) => <EngagementProvider client={client}>{children}</EngagementProvider>
      const { result } = renderHook(() => useChatSession({ id: 1 }), { wrapper })
      expect(result.current).toMatchObject({ status: 'pending', isUpdating: false, updateError: null })
      await waitFor(() => expect(result.current.data?.CustomerName).toBe('Ada'))
      expect(simulator.requests).toHaveLength(1)
    })

    test('behavior: no cache has a secret', async () => {
      const { client, simulator } = createChatClient()
      const session = simulator.openChatSession({ Rating: 3 }) as never
      const { result, queryClient } = renderChatSession({ client, id: 1 })
      const cached = () =>
        JSON.stringify([queryClient.getQueryCache().getAll(), queryClient.getMutationCache().getAll()].flat().map(({ state }) => state))
      const writes = [
        () => result.current.update({ Rating: 4 }),
        () => result.current.replace(Object.assign(session, { Rating: 5 })),
        () => result.current.pickUp(),
      ]
      await waitFor(() => expect(cached()).toContain('"Rating":3'))
      expect(cached()).not.toMatch(secrets)
      for (const write of writes) {
        await act(write)
        expect(cached()).not.toMatch(secrets)
      }
    })

    test('parameters: select limits the read, and an update first reads the members that it changes', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = renderHook(() => useChatSession({ client, id: 1, select: ['Status'] }))
      await waitFor(() => expect(result.current.data?.Status).toBe('InQueue'))
      await act(() => result.current.update({ CustomerName: 'Ada L.' }))
      // CustomerName is read before the patch, because it is not selected.
      expect(simulator.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH'])
      expect(simulator.requests[2]).toMatchObject({ body: [{ op: 'test', value: 'Ada' }, { op: 'replace' }] })
      expect(simulator.chatSessions[0]?.CustomerName).toBe('Ada L.')
    })

    test('parameters: select makes replace reject with a ConfigurationError', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession()
      const { result } = renderHook(() => useChatSession({ client, id: 1, select: ['Status'] }))
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      const entity = result.current.data as unknown as ChatSessionEntity
      await act(() =>
        expect(result.current.replace(entity)).rejects.toThrow(/the service returned null for the members that were not selected/),
      )
      expect(result.current.updateError?.name).toBe('ConfigurationError')
      act(() => void result.current.replace(entity))
      expect(simulator.requests).toHaveLength(1)
    })

    test('behavior: refetch without an id fails with a ConfigurationError', async () => {
      const { client, simulator } = createChatClient()
      const { result } = renderChatSession({ client, id: undefined })
      await act(() => result.current.refetch())
      await waitFor(() => expect(result.current.error).toMatchObject({ name: 'ConfigurationError' }))
      expect(simulator.requests).toEqual([])
    })

    test('parameters: an id of undefined reads nothing until an id is given', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result, rerender } = renderChatSession({ client, id: undefined })
      await act(() => expect(result.current.pickUp()).rejects.toMatchObject({ name: 'ConfigurationError' }))
      expect(result.current).toMatchObject({ status: 'pending', fetchStatus: 'idle' })
      expect(simulator.requests).toEqual([])
      rerender({ client, id: 1 })
      await waitFor(() => expect(result.current.data?.CustomerName).toBe('Ada'))
      expect(result.current.updateError).toBeNull()
    })

    test('parameters: query.select converts the data, with a pending update', async () => {
      const { client, open } = createGatedClient()
      const { result } = renderHook(() => useChatSession({ client, id: 1, query: { select: ({ CustomerName }) => CustomerName } }))
      await open('GET')
      await waitFor(() => expect(result.current.data).toBe('Ada'))
      act(() => void result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(result.current).toMatchObject({ data: 'Ada L.', isUpdating: true }))
      await open('PATCH')
      await waitFor(() => expect(result.current).toMatchObject({ data: 'Ada L.', isUpdating: false }))
    })

    test('behavior: replace writes the whole session, with its secrets', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = renderChatSession({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      const { data } = result.current
      if (data) await act(() => result.current.replace({ ...data, CustomerName: 'Ada L.', Rating: 5 }))
      expect(simulator.chatSessions[0]).toMatchObject({ CustomerName: 'Ada L.', Rating: 5, SessionKey: 'key-1' })
      await waitFor(() => expect(result.current.data).toMatchObject({ CustomerName: 'Ada L.', Rating: 5 }))
    })

    test('behavior: the data shows the results of the commands, and updateError shows their conflicts', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession()
      const { result } = renderChatSession({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      await act(() => result.current.pickUp())
      await waitFor(() => expect(result.current.data).toMatchObject({ Status: 'UserLast', User: { AssociateId: 21 } }))
      await act(() => result.current.transferTo(5))
      await waitFor(() => expect(result.current.data).toMatchObject({ TransferTo: { AssociateId: 5 } }))
      for (const command of ['acceptTransfer', 'rejectTransfer'] as const) {
        await act(() => expect(result.current[command]()).rejects.toMatchObject({ name: 'ConflictError' }))
        await waitFor(() => expect(result.current.updateError?.name).toBe('ConflictError'))
      }
      await act(() => result.current.resetSession())
      await waitFor(() => expect(result.current).toMatchObject({ data: { Status: 'InQueue' }, updateError: null }))
    })

    test('behavior: a reset removes the session and aborts its pending write', async () => {
      const { client, open, waiting, simulator } = createGatedClient()
      const { result, queryClient } = renderChatSession({ client, id: 1 })
      await open('GET')
      let update: Promise<unknown> = Promise.resolve()
      act(() => {
        update = result.current.update({ CustomerName: 'Ada L.' })
      })
      await waitFor(() => expect(waiting()).toEqual(['PATCH']))
      simulator.changeChatSession(1, { CustomerName: 'Grace' })
      act(() => client.reset())
      await expect(update).rejects.toMatchObject({ name: 'AbortError' })
      await waitFor(() => expect(result.current).toMatchObject({ data: undefined, isUpdating: false, updateError: null }))
      expect(queryClient.getMutationCache().getAll()).toEqual([])
      await open('PATCH')
      await open('GET')
      await waitFor(() => expect(result.current.data?.CustomerName).toBe('Grace'))
      expect(queryClient.getQueryData(chatSessionQueryKey(client, { id: 1 }))).toMatchObject({ CustomerName: 'Grace' })
      expect(simulator.requests.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET'])
    })

    test('behavior: a reset removes the error, because the error names people', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = renderChatSession({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      simulator.changeChatSession(1, { CustomerName: 'Grace' })
      act(() => void result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(result.current.updateError?.name).toBe('ConflictError'))
      act(() => client.reset())
      await waitFor(() => expect(result.current.updateError).toBeNull())
    })

    test('behavior: a reset removes a session that was read without the hook', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession()
      const queryClient = new QueryClient()
      const options = chatSessionQueryOptions(client, { id: 1 })
      await queryClient.fetchQuery(options)
      client.reset()
      expect(queryClient.getQueryData(options.queryKey)).toBeUndefined()
    })
  })

  test('behavior: a hook without a QueryClientProvider reads again when the page is visible again', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'Closed' })
    const { unmount } = renderHook(() => useChatSession({ client, id: 1 }))
    await waitFor(() => expect(simulator.requests).toHaveLength(1))
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3000)
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    await waitFor(() => expect(simulator.requests).toHaveLength(2))
    unmount()
  })
})
