import { QueryClient } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import {
  EngagementButton,
  type EngagementClientOptions,
  EngagementProvider,
  engagementQueryOptions,
  getEngagement,
  type Question,
  updateSession,
  useEngagement,
} from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { createTestClient } from '../support/client.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { inBothModes } from '../support/modes.js'

const sam: Question = { engagementAttributes: [{ type: 'personal', personal: { firstname: 'Sam' } }] }

const Answer = (question: Question) => <output>{useEngagement(question).data?.status ?? 'loading'}</output>

/** The site's next page, in the same browser. */
function open(simulator: Simulator, question: Question = sam, options: Partial<EngagementClientOptions> = {}) {
  const { client } = createTestClient({ storage: undefined, fetch: simulator.fetch, reuse: true, ...options } as object)
  const page = (
    <EngagementProvider client={client}>
      <EngagementButton {...question} displayed="mounted" />
      <Answer {...question} />
    </EngagementProvider>
  )
  return { client, page }
}

/** Shows it until it is answered. Returns how to leave it. */
async function show(...parameters: Parameters<typeof open>) {
  const { client, page } = open(...parameters)
  const { unmount } = render(page)
  await waitFor(() => expect(screen.getByRole('status')).not.toHaveTextContent('loading'))
  return { client, unmount }
}

/** Shows it, and goes on to the next. */
async function visit(...parameters: Parameters<typeof open>) {
  const { client, unmount } = await show(...parameters)
  await client.flush()
  unmount()
  return client
}

describe('reuse', () => {
  inBothModes(() => {
    test('default: each page asks', async () => {
      const simulator = createSimulator()
      await visit(simulator, sam, { reuse: false })
      await visit(simulator, sam, { reuse: false })
      expect(engagementRequests(simulator)).toHaveLength(2)
      expect(Object.keys(localStorage).filter((key) => key.endsWith(':answers'))).toEqual([])
    })

    test('parameters: reuse: the next page shows the offer without a request', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      const requests = simulator.requests.length
      await show(simulator)
      expect(screen.getByRole('button')).toHaveAttribute('data-status', 'available')
      expect(screen.getByRole('status')).toHaveTextContent('available')
      expect(simulator.requests).toHaveLength(requests)
    })

    test('behavior: display is reported once, on the page view that the offer was made for', async () => {
      const simulator = createSimulator()
      const first = open(simulator)
      const offer = await getEngagement(first.client, sam)
      // Asked for by no component: it is not kept. This one is, and never displayed.
      const { unmount } = render(
        <EngagementProvider client={first.client}>
          <Answer {...sam} />
        </EngagementProvider>,
      )
      await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('available'))
      const { pageId } = first.client.session.getState()
      expect(pageId).not.toBe(offer.pageId)
      unmount()
      await visit(simulator)
      await visit(simulator)
      expect(engagementRequests(simulator)).toHaveLength(2)
      expect(simulator.impressions.map(({ type, pageId }) => [type, pageId])).toEqual([['impDisplay', pageId]])
    })

    test('behavior: what is learnt of the visitor is told of on that page view, too', async () => {
      const simulator = createSimulator()
      const { pageId } = (await visit(simulator)).session.getState()
      const { client } = await show(simulator)
      await updateSession(client, { engagementAttributes: [{ type: 'cart', total: 1, numItems: 2 }] })
      expect(simulator.requests.at(-1)).toMatchObject({ call: 'update', status: 200, body: { pageId } })
    })

    test('behavior: a page that has asked for itself stays the page view that it is', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      const { client, page } = open(simulator)
      const { pageId } = await getEngagement(client, { consumerSections: ['Sales'] })
      render(page)
      await screen.findByRole('button')
      expect(engagementRequests(simulator)).toHaveLength(2)
      expect(client.session.getState().pageId).toBe(pageId)
    })

    test('behavior: who asks again is answered anew, and the next page has that', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      const { client, page } = open(simulator)
      let refetch: (() => Promise<unknown>) | undefined
      const Again = () => {
        refetch = useEngagement({ ...sam, client }).refetch
        return null
      }
      const { unmount } = render(
        <>
          {page}
          <Again />
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
      ['an offer that has expired', (simulator) => later(() => visit(simulator)), 2],
      ['an offer that named no end', (simulator) => visit(simulator), 2],
      ['no offer', (simulator) => visit(simulator), 2],
      ['another session', (simulator) => visit(simulator, sam, { identity: { visitorId: 'v', sessionId: 's' } }), 3],
      ['a visitor who refuses', (simulator) => refuse(simulator), 2],
      ['rubbish in its place', (simulator) => spoil(simulator), 2],
    ])('behavior: %s: it is asked for', async (name, next, expected) => {
      const simulator = createSimulator()
      if (name === 'an offer that named no end') simulator.offer({ status: 'available', validForSeconds: undefined } as never)
      if (name === 'no offer') simulator.offer({ status: 'unavailable' })
      await visit(simulator)
      await next(simulator)
      expect(engagementRequests(simulator)).toHaveLength(expected)
    })

    test('behavior: an offer that was accepted is asked for by the next page', async () => {
      const simulator = createSimulator()
      const { client, unmount } = await show(simulator)
      await userEvent.click(screen.getByRole('button'))
      await client.flush()
      unmount()
      await visit(simulator)
      expect(engagementRequests(simulator)).toHaveLength(2)
    })

    test('behavior: a log-out erases it, also one on a page that has asked for nothing', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      expect(Object.keys(localStorage).filter((key) => key.endsWith(':answers'))).toHaveLength(1)
      open(simulator).client.reset()
      expect(localStorage).toHaveLength(0)
      await visit(simulator)
      expect(simulator.visitors).toHaveLength(2)
    })

    test('behavior: of a storage of the site it is erased, too', async () => {
      const kept = new Map<string, string>()
      const storage = {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
      }
      const simulator = createSimulator()
      await visit(simulator, sam, { storage })
      expect([...kept.keys()].some((key) => key.endsWith(':answers'))).toBe(true)
      open(simulator, sam, { storage }).client.reset()
      expect([...kept.keys()]).toEqual([])
    })

    test('behavior: nothing that was told of the visitor is kept', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      expect(JSON.stringify({ ...localStorage })).toContain('2100000001')
      expect(JSON.stringify({ ...localStorage })).not.toMatch(/Sam|personal|firstname/)
    })

    test('behavior: offers of several questions are kept side by side', async () => {
      const simulator = createSimulator()
      await visit(simulator)
      await visit(simulator, { consumerSections: ['Sales'] })
      await visit(simulator)
      await visit(simulator, { consumerSections: ['Sales'] })
      expect(engagementRequests(simulator)).toHaveLength(2)
    })
  })

  test('behavior: hydration begins with what the server rendered, in silence', async () => {
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

  test('behavior: an offer that was taken up before hydration waits for it', async () => {
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

async function later(next: () => Promise<unknown>): Promise<void> {
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 900_000)
  await next()
}

async function refuse(simulator: Simulator): Promise<void> {
  open(simulator).client.setConsent('denied')
  await visit(simulator)
}

async function spoil(simulator: Simulator): Promise<void> {
  const key = Object.keys(localStorage).find((name) => name.endsWith(':answers')) as string
  localStorage.setItem(key, '{"expiresAt":9e15,"value":"two words"}')
  await visit(simulator)
}
