import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type ChatSessionEntity,
  chatSessionQueryKey,
  chatSessionQueryOptions,
  EngagementProvider,
  type UseChatSessionParameters,
  useChatSession,
} from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'
import { inBothModes } from '../support/modes.js'

/** The service, whose answers wait until the test lets them through, in any order. */
function createGatedClient() {
  const waiting: { name: string; open: () => void }[] = []
  const { client, simulator } = createChatClient({}, ({ fetch }) => async (input, init) => {
    const response = await fetch(input, init)
    await new Promise<void>((open) => waiting.push({ name: `${init?.method}`, open }))
    return response
  })
  simulator.openChatSession({ CustomerName: 'Ada' })
  return {
    simulator,
    client,
    waiting: () => waiting.map(({ name }) => name),
    /** Lets the first answer of this method through. */
    async open(method: string) {
      await waitFor(() => expect(waiting.map(({ name }) => name)).toContain(method))
      const [gate] = waiting.splice(
        waiting.findIndex(({ name }) => name === method),
        1,
      )
      await act(async () => gate?.open())
    },
  }
}

function render(parameters: UseChatSessionParameters, queryClient = new QueryClient()) {
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  const rendered = renderHook((props) => useChatSession(props), { wrapper, initialProps: parameters })
  return { ...rendered, queryClient }
}

const secrets = /SessionKey|CustomerHost|key-1|192\.0\.2\.7/

describe('useChatSession', () => {
  inBothModes(() => {
    test('default', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const wrapper = ({ children }: { children: ReactNode }) => <EngagementProvider client={client}>{children}</EngagementProvider>
      const { result } = renderHook(() => useChatSession({ id: 1 }), { wrapper })
      expect(result.current).toMatchObject({ status: 'pending', isUpdating: false, updateError: null })
      await waitFor(() => expect(result.current.data?.CustomerName).toBe('Ada'))
      expect(simulator.requests).toHaveLength(1)
    })

    test('behavior: no cache holds a secret', async () => {
      const { client, simulator } = createChatClient()
      const session = simulator.openChatSession({ Rating: 3 }) as never
      const { result, queryClient } = render({ client, id: 1 })
      const held = () =>
        JSON.stringify([queryClient.getQueryCache().getAll(), queryClient.getMutationCache().getAll()].flat().map(({ state }) => state))
      const writes = [
        () => result.current.update({ Rating: 4 }),
        () => result.current.replace(Object.assign(session, { Rating: 5 })),
        () => result.current.pickUp(),
      ]
      await waitFor(() => expect(held()).toContain('"Rating":3'))
      expect(held()).not.toMatch(secrets)
      for (const write of writes) {
        await act(write)
        expect(held()).not.toMatch(secrets)
      }
    })

    test('update · default: it shows at once, and stays as the service answers', async () => {
      const { client, simulator, open, waiting } = createGatedClient()
      const { result } = render({ client, id: 1 })
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

    test('update · behavior: refused, it is taken back, and the session read again', async () => {
      const { client, simulator, open } = createGatedClient()
      const { result } = render({ client, id: 1 })
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

    test("update · behavior: a conflict shows the service's word, and rejects with both", async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = render({ client, id: 1 })
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

    test("update · behavior: the service's word in a conflict shows without being read once more", async () => {
      const { client, simulator, open, waiting } = createGatedClient()
      const { result } = render({ client, id: 1 })
      await open('GET')
      simulator.changeChatSession(1, { CustomerName: 'Grace' })
      act(() => void result.current.update({ CustomerName: 'Ada L.' }))
      await open('PATCH')
      await open('GET')
      await waitFor(() => expect(result.current).toMatchObject({ data: { CustomerName: 'Grace' }, isUpdating: false }))
      expect(waiting()).toEqual([])
    })

    test('update · behavior: calls of one event run in order, each resting on the one before', async () => {
      const { client, simulator, open, waiting } = createGatedClient()
      const { result } = render({ client, id: 1 })
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

    test('update · behavior: where the first of two is refused, the second is not shown over what it rested on', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = render({ client, id: 1 })
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

    test('update · behavior: a poll that was begun before it never takes it back', async () => {
      const { client, open, simulator, waiting } = createGatedClient()
      const { result } = render({ client, id: 1 })
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

    test('update · behavior: components of one session see each other’s', async () => {
      const { client, open } = createGatedClient()
      const queryClient = new QueryClient()
      const whole = render({ client, id: 1 }, queryClient)
      const name = renderHook(() => useChatSession({ client, id: 1, select: ['CustomerName', 'Status'] }), {
        wrapper: ({ children }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>,
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

    test('update · behavior: it writes the session that it was made for, whichever the hook reads by now', async () => {
      const { client, simulator } = createChatClient()
      for (const CustomerName of ['', '']) simulator.openChatSession({ CustomerName })
      const { result, rerender } = render({ client, id: 1 })
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

    test('update · behavior: an answer goes to what was read when it was asked for', async () => {
      const { client, open, waiting } = createGatedClient()
      const queryClient = new QueryClient()
      const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
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

    test('update · behavior: whoever reads other members never sees it taken back', async () => {
      const { client, open, waiting } = createGatedClient()
      const queryClient = new QueryClient()
      const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      const seen: (string | null | undefined)[] = []
      const whole = render({ client, id: 1 }, queryClient)
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

    test('update · behavior: whoever reads all of it never sees what was not selected taken back', async () => {
      const { client, open, waiting } = createGatedClient()
      const queryClient = new QueryClient()
      const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
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

    test('update · behavior: while one session is written, another shows as it is', async () => {
      const { client, simulator, open, waiting } = createGatedClient()
      simulator.openChatSession({ CustomerName: 'Grace' })
      const { result, rerender } = render({ client, id: 1 })
      await open('GET')
      act(() => void result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(waiting()).toEqual(['PATCH']))
      rerender({ client, id: 2 })
      await open('GET')
      await waitFor(() => expect(result.current).toMatchObject({ data: { CustomerName: 'Grace' }, isUpdating: false }))
      rerender({ client, id: 1 })
      expect(result.current).toMatchObject({ data: { CustomerName: 'Ada L.' }, isUpdating: true })
    })

    test('update · behavior: where the session could not be read, what the write is answered shows', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      simulator.fail({ call: 'chatSession', status: 400, times: 1 })
      const { result } = render({ client, id: 1 })
      await waitFor(() => expect(result.current.isError).toBe(true))
      await act(() => result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(result.current).toMatchObject({ status: 'success', data: { CustomerName: 'Ada L.' } }))
    })

    test('update · behavior: of several that were begun together, the one that failed is told', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = render({ client, id: 1 })
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

    test('parameters: select', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = renderHook(() => useChatSession({ client, id: 1, select: ['Status'] }))
      await waitFor(() => expect(result.current.data?.Status).toBe('InQueue'))
      await act(() => result.current.update({ CustomerName: 'Ada L.' }))
      // What was not selected is not known: it is read before it is written.
      expect(simulator.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH'])
      expect(simulator.requests[2]).toMatchObject({ body: [{ op: 'test', value: 'Ada' }, { op: 'replace' }] })
      expect(simulator.chatSessions[0]?.CustomerName).toBe('Ada L.')
    })

    test('parameters: select · behavior: replace is refused, and says why', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession()
      const { result } = renderHook(() => useChatSession({ client, id: 1, select: ['Status'] }))
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      const entity = result.current.data as unknown as ChatSessionEntity
      await act(() => expect(result.current.replace(entity)).rejects.toThrow(/members that were not selected came as null/))
      expect(result.current.updateError?.name).toBe('ConfigurationError')
      act(() => void result.current.replace(entity))
      expect(simulator.requests).toHaveLength(1)
    })

    test('parameters: id, undefined', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result, rerender } = render({ client, id: undefined })
      await act(() => expect(result.current.pickUp()).rejects.toMatchObject({ name: 'ConfigurationError' }))
      expect(result.current).toMatchObject({ status: 'pending', fetchStatus: 'idle' })
      expect(simulator.requests).toEqual([])
      rerender({ client, id: 1 })
      await waitFor(() => expect(result.current.data?.CustomerName).toBe('Ada'))
      expect(result.current.updateError).toBeNull()
    })

    test('update · parameters: base', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = render({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      const base = { CustomerName: 'Ada' }
      simulator.changeChatSession(1, { CustomerName: 'Grace' })
      await act(() => result.current.refetch())
      await act(() => expect(result.current.update({ CustomerName: 'Ada L.' }, { base })).rejects.toMatchObject({ name: 'ConflictError' }))
      expect(simulator.chatSessions[0]?.CustomerName).toBe('Grace')
    })

    test('parameters: query.select', async () => {
      const { client, open } = createGatedClient()
      const { result } = renderHook(() => useChatSession({ client, id: 1, query: { select: ({ CustomerName }) => CustomerName } }))
      await open('GET')
      await waitFor(() => expect(result.current.data).toBe('Ada'))
      act(() => void result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(result.current).toMatchObject({ data: 'Ada L.', isUpdating: true }))
      await open('PATCH')
      await waitFor(() => expect(result.current).toMatchObject({ data: 'Ada L.', isUpdating: false }))
    })

    test('replace · default', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = render({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      const { data } = result.current
      if (data) await act(() => result.current.replace({ ...data, CustomerName: 'Ada L.', Rating: 5 }))
      expect(simulator.chatSessions[0]).toMatchObject({ CustomerName: 'Ada L.', Rating: 5, SessionKey: 'key-1' })
      await waitFor(() => expect(result.current.data).toMatchObject({ CustomerName: 'Ada L.', Rating: 5 }))
    })

    test('pickUp, transferTo, acceptTransfer, rejectTransfer, resetSession', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession()
      const { result } = render({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      await act(() => result.current.pickUp())
      await waitFor(() => expect(result.current.data).toMatchObject({ Status: 'UserLast', User: { AssociateId: 21 } }))
      await act(() => result.current.transferTo(5))
      await waitFor(() => expect(result.current.data).toMatchObject({ TransferTo: { AssociateId: 5 } }))
      for (const verb of ['acceptTransfer', 'rejectTransfer'] as const) {
        await act(() => expect(result.current[verb]()).rejects.toMatchObject({ name: 'ConflictError' }))
        await waitFor(() => expect(result.current.updateError?.name).toBe('ConflictError'))
      }
      await act(() => result.current.resetSession())
      await waitFor(() => expect(result.current).toMatchObject({ data: { Status: 'InQueue' }, updateError: null }))
    })

    test('behavior: a log-out withdraws the session, and what was being written of it', async () => {
      const { client, open, waiting, simulator } = createGatedClient()
      const { result, queryClient } = render({ client, id: 1 })
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

    test('behavior: a log-out takes the error away, which names people', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ CustomerName: 'Ada' })
      const { result } = render({ client, id: 1 })
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      simulator.changeChatSession(1, { CustomerName: 'Grace' })
      act(() => void result.current.update({ CustomerName: 'Ada L.' }))
      await waitFor(() => expect(result.current.updateError?.name).toBe('ConflictError'))
      act(() => client.reset())
      await waitFor(() => expect(result.current.updateError).toBeNull())
    })

    test('behavior: a log-out withdraws what was read without the hook', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession()
      const queryClient = new QueryClient()
      const options = chatSessionQueryOptions(client, { id: 1 })
      await queryClient.fetchQuery(options)
      client.reset()
      expect(queryClient.getQueryData(options.queryKey)).toBeUndefined()
    })
  })

  test('behavior: the page’s return is heard of also without a QueryClientProvider', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'Closed' })
    const { unmount } = renderHook(() => useChatSession({ client, id: 1 }))
    await waitFor(() => expect(simulator.requests).toHaveLength(1))
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3000)
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    await waitFor(() => expect(simulator.requests).toHaveLength(2))
    unmount()
  })

  describe('polling', () => {
    beforeEach(() => void vi.useFakeTimers())

    /** How many seconds after a read the next one comes, within two minutes. */
    async function pauseAfter(members: Record<string, unknown>, prepare?: (chat: ReturnType<typeof createChatClient>) => void) {
      const chat = createChatClient()
      chat.simulator.openChatSession(members)
      prepare?.(chat)
      const { unmount } = render({ client: chat.client, id: 1 })
      await act(() => vi.advanceTimersByTimeAsync(121_000))
      const times = chat.simulator.requests.map(({ time }) => time / 1000)
      unmount()
      const pauses = times.slice(1).map((time, index) => Math.round(time - (times[index] ?? 0)))
      return { first: pauses[0], all: pauses }
    }

    test.each([
      ['PreChatForm', 10],
      ['Faq', 10],
      ['OfflineForm', 10],
      ['InQueue', 10],
      ['CustomerLast', 4],
      ['UserLast', 4],
      ['Finished', 30],
      ['Closed', undefined],
      ['Deleted', undefined],
      ['RequestPosted', undefined],
      ['ClosedFromQueue', undefined],
      ['Escalated', 10],
    ])('default: %s is read again after %s s', async (Status, pause) => {
      expect((await pauseAfter({ Status })).first).toBe(pause)
    })

    test('behavior: it ends where there is no such session', async () => {
      expect((await pauseAfter({}, ({ simulator }) => simulator.fail({ call: 'chatSession', status: 404 }))).first).toBeUndefined()
    })

    test('behavior: refused credentials slow it down, and it goes on once they are good again', async () => {
      const { all } = await pauseAfter({ Status: 'UserLast' }, ({ simulator }) =>
        simulator.fail({ call: 'chatSession', status: 401, times: 2 }),
      )
      expect(all.slice(0, 3)).toEqual([0, 30, 4])
    })

    test('behavior: another failure slows it down, once its own attempts are over', async () => {
      const { all } = await pauseAfter({ Status: 'UserLast' }, ({ simulator }) =>
        simulator.fail({ call: 'chatSession', status: 503, times: 4 }),
      )
      expect(all.slice(0, 5)).toEqual([1, 2, 4, 30, 4])
    })

    test('parameters: refetchInterval', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession()
      render({ client, id: 1, refetchInterval: 1000 })
      await act(() => vi.advanceTimersByTimeAsync(5500))
      expect(simulator.requests).toHaveLength(6)
    })

    test('parameters: refetchInterval, false', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ Status: 'UserLast' })
      render({ client, id: 1, refetchInterval: false })
      await act(() => vi.advanceTimersByTimeAsync(60_000))
      expect(simulator.requests).toHaveLength(1)
    })

    test('behavior: it stops while the page is hidden, and reads at once when it is seen again', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession({ Status: 'UserLast' })
      render({ client, id: 1 })
      await act(() => vi.advanceTimersByTimeAsync(1000))
      const seen = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      await act(() => vi.advanceTimersByTimeAsync(60_000))
      expect(simulator.requests).toHaveLength(1)
      seen.mockRestore()
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      await act(() => vi.advanceTimersByTimeAsync(100))
      expect(simulator.requests).toHaveLength(2)
    })
  })
})
