import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect } from 'vitest'
import { type UseChatSessionParameters, useChatSession } from '../../src/index.js'
import { createChatClient } from './chatClient.js'

/** Creates a client with one chat session. Each answer waits until the test opens its gate, in any order. */
export function createGatedClient() {
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
    /** Delivers the first waiting answer to a request of this method. */
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

/** Returns a wrapper that provides the QueryClient. */
export function createWrapper(queryClient: QueryClient) {
  return ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}

/** Renders the hook inside a QueryClientProvider. */
export function renderChatSession(parameters: UseChatSessionParameters, queryClient = new QueryClient()) {
  const rendered = renderHook((props) => useChatSession(props), { wrapper: createWrapper(queryClient), initialProps: parameters })
  return { ...rendered, queryClient }
}
