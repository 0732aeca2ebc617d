import { type DehydratedState, dehydrate, hydrate, keepPreviousData, QueryClient } from '@tanstack/react-query'
import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  EngagementButton,
  EngagementProvider,
  engagementQueryOptions,
  type Question,
  useEngagement,
  useSuspenseEngagement,
  useUpdateSession,
} from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { createTestClient, type TestClientOptions } from '../support/client.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

const hour = 3_600_000

const Answer = (question: Question) => <output>{useEngagement(question).data?.sessionId ?? 'loading'}</output>

const page = (
  <>
    <EngagementButton displayed="mounted" />
    <Answer />
  </>
)

async function untilShown(): Promise<void> {
  await screen.findByRole('button')
  await waitFor(() => expect(screen.getByRole('status')).not.toHaveTextContent('loading'))
}

/** The cache of an earlier page, as a persister stores it. */
async function persist(simulator: Simulator, age = 0): Promise<DehydratedState> {
  const queryClient = new QueryClient()
  await queryClient.prefetchQuery(engagementQueryOptions(createTestClient({}, simulator).client))
  const state: DehydratedState = JSON.parse(JSON.stringify(dehydrate(queryClient)))
  for (const query of state.queries) query.state.dataUpdatedAt -= age
  return state
}

const cacheCalls: [string, (queryClient: QueryClient) => unknown][] = [
  ['clear', (queryClient) => queryClient.clear()],
  ['removeQueries', (queryClient) => queryClient.removeQueries()],
  ['cancelQueries', (queryClient) => queryClient.cancelQueries()],
  ['resetQueries', (queryClient) => queryClient.resetQueries()],
  ['invalidateQueries', (queryClient) => queryClient.invalidateQueries()],
  ['refetchQueries', (queryClient) => queryClient.refetchQueries()],
]

describe("the site's QueryClient", () => {
  inBothModes(() => {
    test.each(cacheCalls)('behavior: %s during the first request leaves the button working, with one request', async (_name, call) => {
      const queryClient = new QueryClient()
      const { requests } = renderWithClient(page, { queryClient })
      await act(async () => void call(queryClient))
      await untilShown()
      expect(requests.engagement()).toHaveLength(1)
    })

    test.each(cacheCalls)('behavior: %s in the task of the first render leaves the button working', async (_name, call) => {
      const queryClient = new QueryClient()
      const { requests } = renderWithClient(page, { queryClient })
      call(queryClient)
      await untilShown()
      expect(requests.engagement()).toHaveLength(1)
    })

    test.each(cacheCalls)('behavior: %s after the answer costs at most one request, and leaves the button working', async (name, call) => {
      const queryClient = new QueryClient()
      const { client, simulator, requests } = renderWithClient(page, { queryClient })
      await untilShown()
      await act(async () => void call(queryClient))
      await untilShown()
      expect(requests.engagement()).toHaveLength(name === 'resetQueries' ? 2 : 1)
      await userEvent.click(screen.getByRole('button'))
      await client.flush()
      expect(simulator.impressions.at(-1)).toMatchObject({ type: 'impAccept' })
      act(() => client.reset())
      await waitFor(() => expect(simulator.visitors).toHaveLength(2))
      await untilShown()
    })

    test('behavior: site-wide invalidations, also after each mutation, cause no request', async () => {
      const queryClient = new QueryClient()
      queryClient.getMutationCache().config.onSuccess = () => queryClient.invalidateQueries()
      const { requests, impressions, client } = renderWithClient(page, { queryClient })
      await untilShown()
      for (let count = 0; count < 20; count++) await act(async () => void (await queryClient.invalidateQueries()))
      await act(async () => void (await queryClient.refetchQueries({ stale: true })))
      await client.flush()
      expect(requests.engagement()).toHaveLength(1)
      expect(impressions.types()).toEqual(['impDisplay'])
    })

    test("behavior: another question shows no offer of the last one, with the site's keepPreviousData", async () => {
      const queryClient = new QueryClient({ defaultOptions: { queries: { placeholderData: keepPreviousData } } })
      const seen: unknown[] = []
      const Seen = (question: Question) => {
        seen.push(useEngagement(question).data?.status)
        return <EngagementButton {...question} />
      }
      const { rerender, simulator } = renderWithClient(<Seen consumerSections={['a']} />, { queryClient })
      await screen.findByRole('button')
      simulator.offer({ status: 'unavailable' })
      seen.length = 0
      rerender(<Seen consumerSections={['b']} />)
      await waitFor(() => expect(seen.at(-1)).toBe('unavailable'))
      expect(new Set(seen)).toEqual(new Set([undefined, 'unavailable']))
    })

    test('behavior: defaults of the site that would replace an answer have no effect', async () => {
      const persister = vi.fn(() => ({ status: 'unavailable' }))
      const queries = { persister, initialData: { status: 'unavailable' }, select: () => 'nothing' } as never
      const { requests } = renderWithClient(page, { queryClient: new QueryClient({ defaultOptions: { queries } }) })
      await untilShown()
      expect(requests.engagement()).toHaveLength(1)
      expect(persister).not.toHaveBeenCalled()
    })

    test('behavior: an update can request the engagements on the page again', async () => {
      const Update = () => {
        const { mutate } = useUpdateSession({ refetchEngagement: true })
        return (
          <button type="button" onClick={() => mutate({ engagementAttributes: [] })}>
            Update
          </button>
        )
      }
      const { requests } = renderWithClient(
        <>
          <Answer />
          <Update />
        </>,
      )
      await untilShown()
      await userEvent.click(screen.getByRole('button'))
      await waitFor(() => expect(requests.engagement()).toHaveLength(2))
    })

    test.each<[string, number, boolean]>([
      ['a young answer is adopted', 60_000, true],
      ['an answer of 31 minutes ago is requested again', 31 * 60_000, false],
      ["last night's answer is requested again", 8 * hour, false],
    ])('behavior: a restored cache: %s', async (_name, age, isAdopted) => {
      const simulator = createSimulator()
      const state = await persist(simulator, age)
      const queryClient = new QueryClient()
      hydrate(queryClient, state)
      const { client, requests } = renderWithClient(page, { testClient: createTestClient({}, simulator), queryClient })
      await untilShown()
      expect(requests.engagement()).toHaveLength(isAdopted ? 1 : 2)
      expect(screen.getByRole('status')).toHaveTextContent(String(client.session.getState().sessionId))
      expect(client.session.getState().pageId).toBeDefined()
    })

    test('behavior: an offer of a server, which a fast clock takes for expired, is requested again without a time-out', async () => {
      const simulator = createSimulator()
      const state = await persist(simulator)
      const data = state.queries[0]?.state.data as { visitorId: string; sessionId: string; expiresAt: number }
      data.expiresAt = Date.now() - 60_000
      const queryClient = new QueryClient()
      hydrate(queryClient, state)
      const { visitorId, sessionId } = data
      const testClient = createTestClient({ identity: { visitorId, sessionId } }, simulator)
      const { client, requests, impressions } = renderWithClient(page, { testClient, queryClient })
      await userEvent.click(await screen.findByRole('button'))
      await waitFor(() => expect(requests.engagement()).toHaveLength(2))
      await waitFor(() => expect(screen.getByRole('button')).not.toHaveAttribute('data-expired'))
      await client.flush()
      expect(impressions.types()).not.toContain('impTimeout')
    })

    test('behavior: a cache that is restored after the render does not replace the answer of this visitor', async () => {
      const simulator = createSimulator()
      const state = await persist(simulator)
      const queryClient = new QueryClient()
      const { client } = renderWithClient(page, { testClient: createTestClient({}, simulator), queryClient })
      await untilShown()
      for (const query of state.queries) query.state.dataUpdatedAt += hour
      await act(async () => hydrate(queryClient, state))
      await untilShown()
      expect(screen.getByRole('status')).toHaveTextContent(String(client.session.getState().sessionId))
    })

    test.each([
      ['the session of the answer', true],
      ['another session', false],
    ])('behavior: a restored cache: a client in %s', async (_name, isSame) => {
      const simulator = createSimulator()
      const state = await persist(simulator)
      const [query] = state.queries as [DehydratedState['queries'][0]]
      const { visitorId, sessionId } = query.state.data as { visitorId: string; sessionId: string }
      const queryClient = new QueryClient()
      hydrate(queryClient, state)
      const identity = isSame ? { visitorId, sessionId } : { visitorId: 'other', sessionId: 'other' }
      const { requests } = renderWithClient(page, { testClient: createTestClient({ identity }, simulator), queryClient })
      await untilShown()
      const [, second] = requests.engagement()
      expect(second === undefined).toBe(isSame)
    })

    test('behavior: nothing of a restored cache shows before consent', async () => {
      const simulator = createSimulator()
      const queryClient = new QueryClient()
      hydrate(queryClient, await persist(simulator))
      const options: TestClientOptions = { consent: 'required' }
      const { client, container, requests } = renderWithClient(page, { testClient: createTestClient(options, simulator), queryClient })
      await act(async () => {})
      expect(container).toHaveTextContent(/^loading$/)
      expect(requests.engagement()).toHaveLength(1)
      act(() => client.setConsent('granted'))
      await untilShown()
    })
  })

  test.each<[string, TestClientOptions]>([
    ['another session', { identity: { visitorId: 'other', sessionId: 'other' } }],
    ['no consent', { consent: 'required' }],
  ])("behavior: hydration of a client with %s is silent, and the server's offer then disappears", async (_name, options) => {
    const simulator = createSimulator()
    const state = await persist(simulator)
    const toPage = (queryClient: QueryClient, clientOptions: TestClientOptions) => {
      hydrate(queryClient, state)
      return (
        <EngagementProvider client={createTestClient(clientOptions, simulator).client} queryClient={queryClient}>
          <EngagementButton fallback="no button" />
        </EngagementProvider>
      )
    }
    const isServerInformed = options.consent !== undefined
    const html = renderToString(toPage(new QueryClient(), isServerInformed ? options : {}))
    expect(html.includes('<button')).toBe(!isServerInformed)
    simulator.offer({ status: 'unavailable' })
    const container = document.createElement('div')
    container.innerHTML = html
    document.body.append(container)
    let root: ReturnType<typeof hydrateRoot> | undefined
    onTestFinished(() => {
      act(() => root?.unmount())
      container.remove()
    })
    await act(async () => {
      root = hydrateRoot(container, toPage(new QueryClient(), options))
    })
    await waitFor(() => expect(container).toHaveTextContent('no button'))
  })

  test('behavior: useSuspenseEngagement requests an answer of its own in place of a foreign one', async () => {
    const simulator = createSimulator()
    const queryClient = new QueryClient()
    hydrate(queryClient, await persist(simulator))
    const Suspended = () => <output>{useSuspenseEngagement().data.sessionId}</output>
    const { client } = renderWithClient(<Suspended />, {
      testClient: createTestClient({ identity: { visitorId: 'other', sessionId: 'other' } }, simulator),
      queryClient,
    })
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(String(client.session.getState().sessionId)))
    expect(client.session.getState().sessionId).not.toBe('other')
  })
})
