import { QueryClient } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { useChatSession } from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'
import { createGatedClient, createWrapper, renderChatSession } from '../support/chatSessionHook.js'
import { inBothModes } from '../support/modes.js'

describe('update of useChatSession', () => {
  inBothModes(() => {
    test('default: an update shows before the answer, and still shows after it', async () => {
      const { client, simulator, open, waiting } = createGatedClient()
      const { result } = renderChatSession({ client, id: 1 })
      await open('GET')
      let updated: Promise<unknown> = Promise.resolve()
      act(() => {
        updated = result.current.update({ CustomerName: 'Ada L.' })
      })
      await waitFor(() => expect(result.current).toMatchObject({ data: { CustomerName: 'Ada L.' }, isUpdating: true }))
      await waitFor(() => expect(waiting()).toEqual(['PATCH']))
      await open('PATCH')
      await expect(updated).resolves.toMatchObject({ CustomerName: 'Ada L.' })
      await waitFor(() => expect(result.current).toMatchObject({ data: { CustomerName: 'Ada L.' }, isUpdating: false, updateError: null }))
      expect(simulator.requests.map(({ method }) => method)).toEqual(['GET', 'PATCH'])
    })

    test('behavior: a refused update disappears, and the session is read again', async () => {
      const { client, simulator, open } = createGatedClient()
      const { result } = renderChatSession({ client, id: 1 })
      await open('GET')
      simulator.fail({ call: 'chatSession', method: 'PATCH', status: 403 })
      act(() => void result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(result.current.data?.CustomerName).toBe('Ada L.'))
      await open('PATCH')
      await open('PATCH')
      await waitFor(() => expect(result.current).toMatchObject({ data: { CustomerName: 'Ada' }, isUpdating: false }))
      expect(result.current.updateError).toMatchObject({ name: 'ServiceError', status: 403 })
      await open('GET')
      await waitFor(() => expect(result.current.isFetching).toBe(false))
    })

    test("behavior: a conflict shows the service's session, and rejects with both sides", async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = renderChatSession({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      simulator.changeChatSession(1, { CustomerName: 'Grace' })
      let updated: Promise<unknown> = Promise.resolve()
      act(() => {
        updated = result.current.update({ CustomerName: 'Ada L.' })
      })
      await expect(updated).rejects.toMatchObject({
        name: 'ConflictError',
        server: { CustomerName: 'Grace' },
        ours: { CustomerName: 'Ada L.' },
      })
      await waitFor(() => expect(result.current.data?.CustomerName).toBe('Grace'))
      expect(result.current.updateError?.name).toBe('ConflictError')
      await act(() => result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(result.current).toMatchObject({ updateError: null, data: { CustomerName: 'Ada L.' } }))
    })

    test("behavior: the service's session of a conflict shows without another read", async () => {
      const { client, simulator, open, waiting } = createGatedClient()
      const { result } = renderChatSession({ client, id: 1 })
      await open('GET')
      simulator.changeChatSession(1, { CustomerName: 'Grace' })
      act(() => void result.current.update({ CustomerName: 'Ada L.' }))
      await open('PATCH')
      await open('GET')
      await waitFor(() => expect(result.current).toMatchObject({ data: { CustomerName: 'Grace' }, isUpdating: false }))
      expect(waiting()).toEqual([])
    })

    test('behavior: updates of one event run in order, each based on the one before', async () => {
      const { client, simulator, open, waiting } = createGatedClient()
      const { result } = renderChatSession({ client, id: 1 })
      await open('GET')
      act(() => {
        void result.current.update({ CustomerName: 'B' })
        void result.current.update({ CustomerName: 'C', Rating: 3 })
      })
      await waitFor(() => expect(result.current.data).toMatchObject({ CustomerName: 'C', Rating: 3 }))
      await waitFor(() => expect(waiting()).toEqual(['PATCH']))
      await open('PATCH')
      expect(result.current.data).toMatchObject({ CustomerName: 'C', Rating: 3 })
      await open('PATCH')
      await waitFor(() => expect(result.current).toMatchObject({ data: { CustomerName: 'C' }, isUpdating: false, updateError: null }))
      const tests = simulator.requests.flatMap(({ body }) => (body as { op: string; path: string; value: unknown }[] | undefined) ?? [])
      expect(tests.filter(({ op, path }) => op === 'test' && path === '/CustomerName').map(({ value }) => value)).toEqual(['Ada', 'B'])
    })

    test('behavior: an update that is based on a refused one is a conflict', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = renderChatSession({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      simulator.fail({ call: 'chatSession', method: 'PATCH', status: 400, times: 1 })
      let outcomes: Promise<PromiseSettledResult<unknown>[]> = Promise.resolve([])
      act(() => {
        outcomes = Promise.allSettled([result.current.update({ CustomerName: 'B' }), result.current.update({ CustomerName: 'C' })])
      })
      const names = (await outcomes).map((outcome) => (outcome as PromiseRejectedResult).reason?.name)
      expect(names).toEqual(['ServiceError', 'ConflictError'])
      await waitFor(() => expect(result.current).toMatchObject({ data: { CustomerName: 'Ada' }, isUpdating: false }))
    })

    test('behavior: a poll that began before an update does not undo it', async () => {
      const { client, open, simulator, waiting } = createGatedClient()
      const { result } = renderChatSession({ client, id: 1 })
      await open('GET')
      act(() => void result.current.refetch())
      await waitFor(() => expect(waiting()).toEqual(['GET']))
      act(() => void result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(waiting()).toEqual(['GET', 'PATCH']))
      await open('PATCH')
      await waitFor(() => expect(result.current.isUpdating).toBe(false))
      await open('GET')
      expect(result.current.data?.CustomerName).toBe('Ada L.')
      await open('GET')
      await waitFor(() => expect(result.current.isFetching).toBe(false))
      expect(result.current.data?.CustomerName).toBe('Ada L.')
      expect(simulator.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH', 'GET'])
    })

    test('behavior: an update shows in all components of its session', async () => {
      const { client, open } = createGatedClient()
      const queryClient = new QueryClient()
      const whole = renderChatSession({ client, id: 1 }, queryClient)
      const name = renderHook(() => useChatSession({ client, id: 1, select: ['CustomerName', 'Status'] }), {
        wrapper: createWrapper(queryClient),
      })
      await open('GET')
      await open('GET')
      await waitFor(() => expect(name.result.current.isSuccess && whole.result.current.isSuccess).toBe(true))
      act(() => void whole.result.current.update({ CustomerName: 'Ada L.', Rating: 2 }))
      await waitFor(() => expect(name.result.current).toMatchObject({ data: { CustomerName: 'Ada L.' }, isUpdating: true }))
      expect(name.result.current.data).not.toHaveProperty('Rating', 2)
      await open('PATCH')
      await waitFor(() => expect(name.result.current.isUpdating).toBe(false))
      await open('GET')
      await waitFor(() => expect(name.result.current.isFetching).toBe(false))
      expect(name.result.current.data?.CustomerName).toBe('Ada L.')
    })

    test('behavior: an update function writes the session of its render, even if the hook now reads another', async () => {
      const { client, simulator } = createChatClient()
      for (const CustomerName of ['', '']) simulator.openChatSession({ CustomerName })
      const { result, rerender } = renderChatSession({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      const { update, pickUp } = result.current
      rerender({ client, id: 2 })
      await act(() => Promise.all([update({ CustomerName: 'Ada' }), pickUp()]))
      expect(simulator.chatSessions).toMatchObject([
        { CustomerName: 'Ada', Status: 'UserLast' },
        { CustomerName: '', Status: 'InQueue' },
      ])
      expect(result.current.updateError).toBeNull()
    })

    test('behavior: the answer of an update goes to the query with the select of its render', async () => {
      const { client, open, waiting } = createGatedClient()
      const queryClient = new QueryClient()
      const wrapper = createWrapper(queryClient)
      const { result, rerender } = renderHook(
        ({ select }: { select: readonly 'Status'[] | undefined }) => useChatSession({ client, id: 1, ...(select && { select }) }),
        { wrapper, initialProps: { select: ['Status'] as readonly 'Status'[] | undefined } },
      )
      await open('GET')
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      act(() => void result.current.update({ Status: 'Finished' }))
      await waitFor(() => expect(waiting()).toEqual(['PATCH']))
      rerender({ select: undefined })
      await open('PATCH')
      await open('GET')
      await waitFor(() => expect(result.current.data).toMatchObject({ CustomerName: 'Ada', Status: 'Finished' }))
    })

    test('behavior: a query with a select never shows the value from before the update again', async () => {
      const { client, open, waiting } = createGatedClient()
      const queryClient = new QueryClient()
      const wrapper = createWrapper(queryClient)
      const seen: (string | null | undefined)[] = []
      const whole = renderChatSession({ client, id: 1 }, queryClient)
      renderHook(() => seen.push(useChatSession({ client, id: 1, select: ['CustomerName'] }).data?.CustomerName), { wrapper })
      await open('GET')
      await open('GET')
      await waitFor(() => expect(seen.at(-1)).toBe('Ada'))
      act(() => void whole.result.current.update({ CustomerName: 'Ada L.' }))
      await open('PATCH')
      await waitFor(() => expect(waiting()).toEqual(['GET']))
      await open('GET')
      expect(seen.filter((name, index) => name !== seen[index - 1])).toEqual(['Ada', 'Ada L.'])
    })

    test('behavior: a query without a select never shows the value from before an update by a hook with a select again', async () => {
      const { client, open, waiting } = createGatedClient()
      const queryClient = new QueryClient()
      const wrapper = createWrapper(queryClient)
      const seen: (string | null | undefined)[] = []
      renderHook(() => seen.push(useChatSession({ client, id: 1 }).data?.CustomerName), { wrapper })
      const status = renderHook(() => useChatSession({ client, id: 1, select: ['Status'] }), { wrapper })
      await open('GET')
      await open('GET')
      await waitFor(() => expect(seen.at(-1)).toBe('Ada'))
      act(() => void status.result.current.update({ CustomerName: 'Ada L.' }))
      await open('GET')
      await open('PATCH')
      await waitFor(() => expect(waiting()).toEqual(['GET']))
      await open('GET')
      expect(seen.filter((name, index) => name && name !== seen[index - 1])).toEqual(['Ada', 'Ada L.'])
    })

    test('behavior: a pending update of one session does not show in another session', async () => {
      const { client, simulator, open, waiting } = createGatedClient()
      simulator.openChatSession({ CustomerName: 'Grace' })
      const { result, rerender } = renderChatSession({ client, id: 1 })
      await open('GET')
      act(() => void result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(waiting()).toEqual(['PATCH']))
      rerender({ client, id: 2 })
      await open('GET')
      await waitFor(() => expect(result.current).toMatchObject({ data: { CustomerName: 'Grace' }, isUpdating: false }))
      rerender({ client, id: 1 })
      expect(result.current).toMatchObject({ data: { CustomerName: 'Ada L.' }, isUpdating: true })
    })

    test('behavior: the answer of an update shows if the session could not be read', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      simulator.fail({ call: 'chatSession', status: 400, times: 1 })
      const { result } = renderChatSession({ client, id: 1 })
      await waitFor(() => expect(result.current.isError).toBe(true))
      await act(() => result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(result.current).toMatchObject({ status: 'success', data: { CustomerName: 'Ada L.' } }))
    })

    test('behavior: updateError has the failed one of two simultaneous updates', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = renderChatSession({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      simulator.fail({ call: 'chatSession', method: 'PATCH', status: 400, times: 1 })
      act(() => {
        void result.current.update({ CustomerName: 'B' })
        void result.current.update({ Rating: 3 })
      })
      await waitFor(() => expect(result.current).toMatchObject({ isUpdating: false, data: { CustomerName: 'Ada', Rating: 3 } }))
      expect(result.current.updateError).toMatchObject({ status: 400 })
      await act(() => result.current.update({ Rating: 4 }))
      expect(result.current.updateError).toBeNull()
    })

    test('parameters: base makes an update based on an older state a conflict', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = renderChatSession({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      const base = { CustomerName: 'Ada' }
      simulator.changeChatSession(1, { CustomerName: 'Grace' })
      await act(() => result.current.refetch())
      await act(() => expect(result.current.update({ CustomerName: 'Ada L.' }, { base })).rejects.toMatchObject({ name: 'ConflictError' }))
      expect(simulator.chatSessions[0]?.CustomerName).toBe('Grace')
    })
  })
})
