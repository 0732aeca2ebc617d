import { act } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createChatClient } from '../support/chatClient.js'
import { renderChatSession } from '../support/chatSessionHook.js'

describe('polling of useChatSession', () => {
  beforeEach(() => void vi.useFakeTimers())

  /** Returns the delays between the reads of two minutes, in seconds. */
  async function readDelays(members: Record<string, unknown>, prepare?: (chat: ReturnType<typeof createChatClient>) => void) {
    const chat = createChatClient()
    chat.simulator.openChatSession(members)
    prepare?.(chat)
    const { unmount } = renderChatSession({ client: chat.client, id: 1 })
    await act(() => vi.advanceTimersByTimeAsync(121_000))
    const times = chat.simulator.requests.map(({ time }) => time / 1000)
    unmount()
    const delays = times.slice(1).map((time, index) => Math.round(time - (times[index] ?? 0)))
    return { first: delays[0], all: delays }
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
  ])('default: a session with the status %s is read again after %s s', async (Status, delay) => {
    expect((await readDelays({ Status })).first).toBe(delay)
  })

  test('behavior: polling ends if the service does not know the session', async () => {
    expect((await readDelays({}, ({ simulator }) => simulator.fail({ call: 'chatSession', status: 404 }))).first).toBeUndefined()
  })

  test('behavior: refused credentials delay the next poll by 30 s, and polling then continues as before', async () => {
    const { all } = await readDelays({ Status: 'UserLast' }, ({ simulator }) =>
      simulator.fail({ call: 'chatSession', status: 401, times: 2 }),
    )
    expect(all.slice(0, 3)).toEqual([0, 30, 4])
  })

  test('behavior: a failure after the last attempt delays the next poll by 30 s', async () => {
    const { all } = await readDelays({ Status: 'UserLast' }, ({ simulator }) =>
      simulator.fail({ call: 'chatSession', status: 503, times: 4 }),
    )
    expect(all.slice(0, 5)).toEqual([1, 2, 4, 30, 4])
  })

  test('parameters: refetchInterval sets the delay of the polls', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    renderChatSession({ client, id: 1, refetchInterval: 1000 })
    await act(() => vi.advanceTimersByTimeAsync(5500))
    expect(simulator.requests).toHaveLength(6)
  })

  test('parameters: a refetchInterval of false stops polling', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast' })
    renderChatSession({ client, id: 1, refetchInterval: false })
    await act(() => vi.advanceTimersByTimeAsync(60_000))
    expect(simulator.requests).toHaveLength(1)
  })

  test('behavior: a hidden page does not poll, and reads at once when it is visible again', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast' })
    renderChatSession({ client, id: 1 })
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
