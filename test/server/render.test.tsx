import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { QueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import {
  ConfigurationError,
  EngagementButton,
  EngagementProvider,
  engagementQueryOptions,
  getEngagement,
  useEngagement,
  useSuspenseEngagement,
} from '../../src/index.js'
import { useQueryClientOf } from '../../src/react/useEngagementClient.js'
import { createTestClient } from '../support/client.js'
import { collectGarbage } from '../support/collectGarbage.js'

describe('on a server', () => {
  test('the test environment has no document', () => {
    expect(typeof document).toBe('undefined')
  })

  test('a button renders its fallback or nothing, and sends no request', () => {
    const { client, simulator } = createTestClient()
    const Page = () => (
      <EngagementProvider client={client}>
        <EngagementButton />
        <EngagementButton fallback={<p>Write to us</p>} />
        <EngagementButton render={(_props, { status }) => <i>{status}</i>} />
      </EngagementProvider>
    )
    expect(renderToString(<Page />)).toBe('<p>Write to us</p><i>loading</i>')
    expect(simulator.requests).toEqual([])
  })

  test('a button renders the answer of a loader', async () => {
    const { client } = createTestClient()
    const queryClient = new QueryClient()
    await queryClient.prefetchQuery(engagementQueryOptions(client))
    const html = renderToString(
      <EngagementProvider client={client} queryClient={queryClient}>
        <EngagementButton>Chat</EngagementButton>
      </EngagementProvider>,
    )
    expect(html).toBe('<button type="button" data-engagement-button="" data-placement="inline" data-status="available">Chat</button>')
  })

  test('a suspending component renders in the browser, unless a loader has its answer', async () => {
    const { client, simulator } = createTestClient()
    const queryClient = new QueryClient()
    const Status = () => useSuspenseEngagement().data.status
    const Page = () => (
      <EngagementProvider client={client} queryClient={queryClient}>
        <Suspense fallback="Asking">
          <Status />
        </Suspense>
      </EngagementProvider>
    )
    const html = async () => {
      const said: unknown[] = []
      const stream = renderToPipeableStream(<Page />, { onError: (error) => void said.push(error) })
      return { said, text: await text(stream.pipe(new PassThrough())) }
    }
    await expect(html()).resolves.toEqual({ text: expect.stringContaining('Asking'), said: [expect.any(ConfigurationError)] })
    expect(simulator.requests).toEqual([])
    await queryClient.prefetchQuery(engagementQueryOptions(client))
    await expect(html()).resolves.toEqual({ text: expect.stringContaining('available'), said: [] })
  })

  test('an action sends a request for the visitor of `identity`', async () => {
    const { client, simulator } = createTestClient({ identity: { visitorId: 'cookie' } })
    await getEngagement(client)
    expect(simulator.requests[0]?.url).toContain('/visitors/cookie?')
  })

  test('a client that renders for many requests retains nothing of them', async () => {
    const { client } = createTestClient()
    const Status = () => <i>{useEngagement().status}</i>
    const render = (queryClient?: QueryClient) => {
      const used = new Set<QueryClient>()
      const Probe = () => void used.add(useQueryClientOf(client))
      renderToString(
        <EngagementProvider client={client} queryClient={queryClient}>
          <EngagementButton />
          <Status />
          <Probe />
          <Probe />
        </EngagementProvider>,
      )
      return [...used].map((queryClient) => new WeakRef(queryClient))
    }
    // The first render uses the page's QueryClient. Each of the others has a QueryClient of its own.
    const kept = [render(new QueryClient()), render(), render()].flat()
    expect(new Set(kept.map((queryClient) => queryClient.deref())).size).toBe(3)
    // A WeakRef holds its target until the end of the task.
    await new Promise((resolve) => setImmediate(resolve))
    collectGarbage()
    expect(kept.map((queryClient) => queryClient.deref())).toEqual([undefined, undefined, undefined])
  })
})
