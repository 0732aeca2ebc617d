import { QueryClient } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import {
  type AvailableEngagement,
  EngagementButton,
  type EngagementClient,
  EngagementProvider,
  engagementQueryOptions,
  getEngagement,
  type Impression,
  type Question,
  reportImpression,
  updateSession,
  useEngagement,
} from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { createTestClient, type TestClientOptions } from '../support/client.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

const sam: Question = { engagementAttributes: [{ type: 'personal', personal: { firstname: 'Sam' } }] }

const Answer = (question: Question) => <output>{useEngagement(question).data?.status ?? 'loading'}</output>

type PageOptions = Omit<TestClientOptions, 'storage'> & { storage?: unknown }

/** The client and the content of the site's next page in the same browser. */
function open(simulator: Simulator, question: Question = sam, options: PageOptions = {}) {
  const testClient = createTestClient({ storage: undefined, reuse: true, ...options } as TestClientOptions, simulator)
  const { client } = testClient
  const content = (
    <>
      <EngagementButton {...question} displayed="mounted" />
      <Answer {...question} />
    </>
  )
  const page = <EngagementProvider client={client}>{content}</EngagementProvider>
  return { client, testClient, content, page }
}

/** Renders the next page until the answer is there. */
async function show(...parameters: Parameters<typeof open>) {
  const { testClient, content } = open(...parameters)
  const { client, unmount } = renderWithClient(content, { testClient })
  await waitFor(() => expect(screen.getByRole('status')).not.toHaveTextContent('loading'))
  return { client, unmount }
}

/** Renders the next page, and leaves it. */
async function visit(...parameters: Parameters<typeof open>) {
  const { client, unmount } = await show(...parameters)
  await client.flush()
  unmount()
  return client
}

describe('reuse', () => {
  inBothModes(() => {
    test('default: each page sends a request', async () => {
      const simulator = createSimulator()
      await visit(simulator, sam, { reuse: false })
      await visit(simulator, sam, { reuse: false })
      expect(engagementRequests(simulator)).toHaveLength(2)
      expect(Object.keys(localStorage).filter((key) => key.endsWith(':answers'))).toEqual([])
    })

    test('parameters: reuse shows the offer on the next page without a request', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      const requests = simulator.requests.length
      await show(simulator)
      expect(screen.getByRole('button')).toHaveAttribute('data-status', 'available')
      expect(screen.getByRole('status')).toHaveTextContent('available')
      expect(simulator.requests).toHaveLength(requests)
    })

    test('behavior: the display is reported once, on the page view that the offer was made for', async () => {
      const simulator = createSimulator()
      const first = open(simulator)
      const offer = await getEngagement(first.client, sam)
      // No component requested that offer, so it is not stored. This one is stored, and not displayed.
      const { unmount } = renderWithClient(<Answer {...sam} />, { testClient: first.testClient })
      await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('available'))
      const { pageId } = first.client.session.getState()
      expect(pageId).not.toBe(offer.pageId)
      unmount()
      await visit(simulator)
      await visit(simulator)
      expect(engagementRequests(simulator)).toHaveLength(2)
      expect(simulator.impressions.map(({ type, pageId }) => [type, pageId])).toEqual([['impDisplay', pageId]])
    })

    test('behavior: an update of the session goes to that page view, too', async () => {
      const simulator = createSimulator()
      const { pageId } = (await visit(simulator)).session.getState()
      const { client } = await show(simulator)
      await updateSession(client, { engagementAttributes: [{ type: 'cart', total: 1, numItems: 2 }] })
      expect(simulator.requests.at(-1)).toMatchObject({ call: 'update', status: 200, body: { pageId } })
    })

    test('behavior: a page that has sent a request of its own keeps its page view', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      const { client, page } = open(simulator)
      const { pageId } = await getEngagement(client, { consumerSections: ['Sales'] })
      render(page)
      await screen.findByRole('button')
      expect(engagementRequests(simulator)).toHaveLength(2)
      expect(client.session.getState().pageId).toBe(pageId)
    })

    test('behavior: a refetch sends a request, and the next page reuses the new answer', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      const { client, page } = open(simulator)
      let refetch: (() => Promise<unknown>) | undefined
      const Refetch = () => {
        refetch = useEngagement({ ...sam, client }).refetch
        return null
      }
      const { unmount } = render(
        <>
          {page}
          <Refetch />
        </>,
      )
      await screen.findByRole('button')
      expect(engagementRequests(simulator)).toHaveLength(1)
      await act(async () => void (await refetch?.()))
      expect(engagementRequests(simulator)).toHaveLength(2)
      const { pageId } = client.session.getState()
      unmount()
      expect((await visit(simulator)).session.getState().pageId).toBe(pageId)
      expect(engagementRequests(simulator)).toHaveLength(2)
    })

    test.each<[string, (simulator: Simulator) => unknown, number]>([
      ['another question', (simulator) => visit(simulator, { consumerSections: ['Sales'] }), 2],
      ['an offer that has expired', (simulator) => visitAfterExpiry(simulator), 2],
      ['an offer without an end', (simulator) => visit(simulator), 2],
      ['an answer without an offer', (simulator) => visit(simulator), 2],
      ['another session', (simulator) => visit(simulator, sam, { identity: { visitorId: 'v', sessionId: 's' } }), 3],
      ['a visitor who denied consent', (simulator) => visitAfterDenial(simulator), 2],
      ['an unreadable stored answer', (simulator) => visitWithUnreadableAnswer(simulator), 2],
    ])('behavior: the next page sends a request after %s', async (name, next, expected) => {
      const simulator = createSimulator()
      if (name === 'an offer without an end') simulator.offer({ status: 'available', validForSeconds: undefined } as never)
      if (name === 'an answer without an offer') simulator.offer({ status: 'unavailable' })
      await visit(simulator)
      await next(simulator)
      expect(engagementRequests(simulator)).toHaveLength(expected)
    })

    test('behavior: the next page sends a request after the offer was accepted', async () => {
      const simulator = createSimulator()
      const { client, unmount } = await show(simulator)
      await userEvent.click(screen.getByRole('button'))
      await client.flush()
      unmount()
      await visit(simulator)
      expect(engagementRequests(simulator)).toHaveLength(2)
    })

    test.each<[string, (client: EngagementClient, engagement: AvailableEngagement) => Promise<unknown>]>([
      ['reportImpression', (client, engagement) => reportImpression(client, { type: 'impAccept', engagement })],
      [
        'reportImpression, of an offer without a context',
        (client, { contextId, ...engagement }) => reportImpression(client, { type: 'impAccept', engagement }),
      ],
      ['updateSession', (client, engagement) => updateSession(client, { impAttributes: [toAcceptance(engagement)] })],
    ])('behavior: the next page sends a request after the offer was accepted without React by %s', async (_name, accept) => {
      const simulator = createSimulator()
      const { client } = open(simulator)
      const engagement = await new QueryClient().fetchQuery(engagementQueryOptions(client, sam))
      await accept(client, engagement as AvailableEngagement)
      await client.flush()
      await visit(simulator)
      expect(engagementRequests(simulator)).toHaveLength(2)
    })

    test('behavior: a log-out erases the stored answer, also on a page that has sent no request', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      expect(Object.keys(localStorage).filter((key) => key.endsWith(':answers'))).toHaveLength(1)
      open(simulator).client.reset()
      expect(localStorage).toHaveLength(0)
      await visit(simulator)
      expect(simulator.visitors).toHaveLength(2)
    })

    test("behavior: a log-out erases the stored answer from the site's own storage, too", async () => {
      const items = new Map<string, string>()
      const storage = {
        getItem: (key: string) => items.get(key) ?? null,
        setItem: (key: string, value: string) => void items.set(key, value),
        removeItem: (key: string) => void items.delete(key),
      }
      const simulator = createSimulator()
      await visit(simulator, sam, { storage })
      expect([...items.keys()].some((key) => key.endsWith(':answers'))).toBe(true)
      open(simulator, sam, { storage }).client.reset()
      expect([...items.keys()]).toEqual([])
    })

    test('behavior: no attribute of the visitor is stored', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      expect(JSON.stringify({ ...localStorage })).toContain('2100000001')
      expect(JSON.stringify({ ...localStorage })).not.toMatch(/Sam|personal|firstname/)
    })

    test('behavior: the offers of several questions are stored side by side', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      await visit(simulator, { consumerSections: ['Sales'] })
      await visit(simulator)
      await visit(simulator, { consumerSections: ['Sales'] })
      expect(engagementRequests(simulator)).toHaveLength(2)
    })
  })

  test("behavior: hydration starts from the server's HTML, without an error", async () => {
    const simulator = createSimulator()
    await visit(simulator)
    const { page } = open(simulator)
    const container = document.createElement('div')
    container.innerHTML = renderToString(page)
    expect(container.innerHTML).toBe('<output>loading</output>')
    document.body.append(container)
    const errors: unknown[] = []
    const options = { onRecoverableError: (error: unknown) => void errors.push(error) }
    const root = await act(async () => hydrateRoot(container, <StrictMode>{page}</StrictMode>, options))
    expect(errors).toEqual([])
    expect(await screen.findByRole('button')).toBeInTheDocument()
    expect(screen.getByRole('status')).toHaveTextContent('available')
    expect(engagementRequests(simulator)).toHaveLength(1)
    act(() => root.unmount())
    container.remove()
  })

  test('behavior: hydration renders an offer that was restored before', async () => {
    const simulator = createSimulator()
    await visit(simulator)
    const { client } = open(simulator)
    const queryClient = new QueryClient()
    await queryClient.prefetchQuery(engagementQueryOptions(client, sam))
    const container = document.body.appendChild(document.createElement('div'))
    const page = (
      <EngagementProvider client={client} queryClient={queryClient}>
        <EngagementButton {...sam} />
      </EngagementProvider>
    )
    const errors: unknown[] = []
    const options = { onRecoverableError: (error: unknown) => void errors.push(error) }
    const root = await act(async () => hydrateRoot(container, <StrictMode>{page}</StrictMode>, options))
    expect(errors).toEqual([])
    expect(screen.getByRole('button')).toBeInTheDocument()
    expect(engagementRequests(simulator)).toHaveLength(1)
    act(() => root.unmount())
    container.remove()
  })
})

/** The acceptance in the form of the request. */
const toAcceptance = ({ campaignId, engagementId, engagementRevision, contextId = '' }: AvailableEngagement): Impression => ({
  type: 'impAccept',
  campaign: Number(campaignId),
  engId: Number(engagementId),
  revision: engagementRevision,
  eContext: [{ type: 'engagementContext', id: contextId }],
})

async function visitAfterExpiry(simulator: Simulator): Promise<void> {
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 900_000)
  await visit(simulator)
}

async function visitAfterDenial(simulator: Simulator): Promise<void> {
  open(simulator).client.setConsent('denied')
  await visit(simulator)
}

async function visitWithUnreadableAnswer(simulator: Simulator): Promise<void> {
  const key = Object.keys(localStorage).find((name) => name.endsWith(':answers')) as string
  localStorage.setItem(key, '{"expiresAt":9e15,"value":"two words"}')
  await visit(simulator)
}
