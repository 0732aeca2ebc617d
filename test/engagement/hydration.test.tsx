import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import { Profiler, type ReactElement, StrictMode } from 'react'
import { hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { EngagementButton, EngagementProvider, engagementQueryOptions, getEngagement, useEngagementSession } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { available } from '../support/engagements.js'

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

  test('behavior: the button appears, without an error, after the server rendered nothing', async () => {
    const { client, requests } = createTestClient()
    const page = (
      <EngagementProvider client={client}>
        <EngagementButton />
        <Visitor />
      </EngagementProvider>
    )
    // ---- server
    const html = renderToString(page)
    expect(html).toBe('<p>nobody</p>')
    // ---- browser, which knows the visitor from the last page
    await getEngagement(client)
    await hydrate(html, page)
    expect(await screen.findByRole('button')).toBeInTheDocument()
    expect(screen.queryByText('nobody')).toBeNull()
    expect(requests.engagement()).toHaveLength(2)
  })

  test('behavior: a server knows no conversation, and the browser shows it after hydration', async () => {
    const { client } = createTestClient()
    client.core.acceptances.setState({ conversation: { id: 'own', unreadCount: 2 }, window: { id: 'chat', isOpen: false } })
    const page = (
      <EngagementProvider client={client}>
        <EngagementButton engagement={available} />
      </EngagementProvider>
    )
    const html = renderToString(page)
    expect(html).toContain('Chat with us')
    expect(html).not.toContain('aria-expanded')
    await hydrate(html, page)
    expect(screen.getByRole('button', { expanded: false, name: 'Continue your chat, 2 unread messages' })).toBeInTheDocument()
  })

  test('behavior: hydration renders an answer that came before it', async () => {
    const { client, requests } = createTestClient()
    const queryClient = new QueryClient()
    await queryClient.prefetchQuery(engagementQueryOptions(client))
    const page = (
      <EngagementProvider client={client} queryClient={queryClient}>
        <EngagementButton />
      </EngagementProvider>
    )
    await hydrate('', page)
    expect(screen.getByRole('button')).toBeInTheDocument()
    expect(requests.engagement()).toHaveLength(1)
  })

  test('behavior: hydration takes the answer that the server prefetched, without a second request', async () => {
    const { client, requests } = createTestClient()
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
    expect(requests.engagement()).toHaveLength(1)
  })

  test('behavior: hydration renders once what the server rendered', async () => {
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
