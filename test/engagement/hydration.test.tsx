import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import { Profiler, type ReactElement, StrictMode } from 'react'
import { hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { EngagementButton, EngagementProvider, engagementQueryOptions, getEngagement, useEngagementSession } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { engagementRequests } from '../support/engagementRequests.js'

const Visitor = () => <p>{useEngagementSession((session) => session.visitorId) ?? 'nobody'}</p>

describe('hydration', () => {
  let root: Root | undefined
  afterEach(() => {
    act(() => root?.unmount())
    document.body.innerHTML = ''
  })

  async function hydrate(html: string, page: ReactElement): Promise<HTMLElement> {
    const container = document.createElement('div')
    container.innerHTML = html
    document.body.append(container)
    await act(async () => {
      root = hydrateRoot(container, <StrictMode>{page}</StrictMode>)
    })
    return container
  }

  test('the button comes in silence after the server rendered nothing', async () => {
    const { client, simulator } = createTestClient()
    const page = (
      <EngagementProvider client={client}>
        <EngagementButton />
        <Visitor />
      </EngagementProvider>
    )
    // ---- server
    const html = renderToString(page)
    expect(html).toBe('<p>nobody</p>')
    // ---- browser, where the visitor is known from the last page
    await getEngagement(client)
    await hydrate(html, page)
    expect(await screen.findByRole('button')).toBeInTheDocument()
    expect(screen.queryByText('nobody')).toBeNull()
    expect(engagementRequests(simulator)).toHaveLength(2)
  })

  test('an answer that came before hydration waits for it', async () => {
    const { client, simulator } = createTestClient()
    const queryClient = new QueryClient()
    await queryClient.prefetchQuery(engagementQueryOptions(client))
    const page = (
      <EngagementProvider client={client} queryClient={queryClient}>
        <EngagementButton />
      </EngagementProvider>
    )
    await hydrate('', page)
    expect(screen.getByRole('button')).toBeInTheDocument()
    expect(engagementRequests(simulator)).toHaveLength(1)
  })

  test('what the server prefetched is hydrated without a second request', async () => {
    const { client, simulator } = createTestClient()
    // ---- server
    const loader = new QueryClient()
    await loader.prefetchQuery(engagementQueryOptions(client))
    const state = JSON.parse(JSON.stringify(dehydrate(loader)))
    expect(JSON.stringify(state)).not.toContain('consumerSections')
    const Page = ({ queryClient }: { queryClient: QueryClient }) => (
      <EngagementProvider client={client} queryClient={queryClient}>
        <HydrationBoundary state={state} queryClient={queryClient}>
          <EngagementButton displayed="mounted" />
        </HydrationBoundary>
      </EngagementProvider>
    )
    const html = renderToString(<Page queryClient={new QueryClient()} />)
    // ---- browser
    const container = await hydrate(html, <Page queryClient={new QueryClient()} />)
    expect(container.innerHTML).toBe(html)
    expect(screen.getByRole('button')).toBeInTheDocument()
    expect(engagementRequests(simulator)).toHaveLength(1)
  })

  test('what the server rendered is not rendered a second time', async () => {
    const { client } = createTestClient()
    const loader = new QueryClient()
    const engagement = await loader.fetchQuery(engagementQueryOptions(client))
    const [state, given] = JSON.parse(JSON.stringify([dehydrate(loader), engagement]))
    const onRender = vi.fn()
    const Page = ({ queryClient }: { queryClient: QueryClient }) => (
      <EngagementProvider client={client} queryClient={queryClient}>
        <HydrationBoundary state={state} queryClient={queryClient}>
          <Profiler id="buttons" onRender={onRender}>
            <EngagementButton />
            <EngagementButton engagement={given} />
          </Profiler>
        </HydrationBoundary>
      </EngagementProvider>
    )
    const html = renderToString(<Page queryClient={new QueryClient()} />)
    await hydrate(html, <Page queryClient={new QueryClient()} />)
    expect(screen.getAllByRole('button')).toHaveLength(2)
    expect(onRender).toHaveBeenCalledOnce()
  })
})
