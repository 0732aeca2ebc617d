import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { EngagementDevtools } from '../src/devtools/index.js'
import { createEngagementClient, EngagementButton, type EngagementClientOptions, EngagementProvider, getEngagement } from '../src/index.js'
import { preloadScript } from '../src/preload/index.js'
import { takeConsole } from './support/failOnConsole.js'
import { givePageLocks, leavePage, runInlineScript } from './support/head.js'
import { pigeonPost, toQuestion } from './support/pigeonPost.js'

const service = pigeonPost({ loft: 'https://loft.example' })
const accountId = 'coop-1'
const question = toQuestion({ roof: 'flat' })

type Coo = { url: string; method: string; body: { roof?: string; crumbs?: Record<string, unknown>[] } }

/** The loft: it answers every coo with a flight of its own, unless the pigeon names one. */
function openLoft() {
  const coos: Coo[] = []
  const refusals: [status: number, body: object][] = []
  let flights = 0
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input))
    coos.push({ url: url.pathname + url.search, method: String(init?.method), body: JSON.parse(String(init?.body)) })
    const [status, body] = refusals.shift() ?? [200, undefined]
    const flight = url.searchParams.get('flight') || `flight-${++flights}`
    const offer = { bird: 'bird-1', flight, landing: 'landing-1', grain: 'oats', bag: '7', weight: 3, ring: 'ring-1', minutes: 5 }
    return new Response(JSON.stringify(body ?? (init?.method === 'PATCH' ? {} : offer)), { status })
  }
  const crumbs = () => coos.flatMap(({ body }) => body.crumbs ?? [])
  return { coos, refusals, fetch, crumbs }
}

function createClient(options: Partial<EngagementClientOptions>) {
  const client = createEngagementClient({ accountId, service, storage: null, ...options } as EngagementClientOptions)
  onTestFinished(() => client.core.outbox()?.clear())
  return client
}

describe('a third service', () => {
  test('default: the button asks with its members, and reports in its format', async () => {
    const { fetch, coos, crumbs } = openLoft()
    const onAccept = vi.fn()
    render(
      <EngagementProvider client={createClient({ fetch })}>
        <EngagementButton {...question} displayed="mounted" onAccept={onAccept} data-testid="button" />
      </EngagementProvider>,
    )
    await userEvent.click(await screen.findByRole('button', { name: 'Chat with us' }))
    expect(coos[0]).toEqual({ url: '/coop-1/coo?bird=&flight=', method: 'POST', body: { roof: 'flat' } })
    expect(onAccept.mock.lastCall?.[0]).toMatchObject({ status: 'available', campaignId: 'oats', contextId: 'ring-1' })
    await waitFor(() =>
      expect(crumbs().map(({ seen, fed }) => [seen, fed])).toEqual([
        ['oats', undefined],
        [undefined, 'oats'],
      ]),
    )
    expect(screen.getByTestId('button')).not.toHaveAttribute('roof')
  })

  test('behavior: two questions are two requests, and members of other services make no difference', async () => {
    const { fetch, coos } = openLoft()
    const client = createClient({ fetch })
    await Promise.all([
      getEngagement(client, question),
      getEngagement(client, { ...question, consumerSections: ['Support'] }),
      getEngagement(client, toQuestion({ roof: 'gabled' })),
    ])
    expect(coos.map(({ body }) => body.roof)).toEqual(['flat', 'gabled'])
  })

  test('parameters: its own checks decide on the account', () => {
    expect(() => createClient({ accountId: '12345678' })).toThrow('accountId "12345678" is no coop.')
  })

  describe('with its own times', () => {
    beforeEach(() => {
      vi.useFakeTimers()
    })

    test('behavior: its policy decides what is retried, and when', async () => {
      const { fetch, coos, refusals } = openLoft()
      refusals.push([420, {}], [500, {}])
      const answer = getEngagement(createClient({ fetch }), question).catch((error: unknown) => error)
      await vi.advanceTimersByTimeAsync(1000)
      expect(coos).toHaveLength(2)
      expect(await answer).toMatchObject({ name: 'ServiceError', status: 500 })
    })

    test('behavior: its errors tell that a session is unknown, and the request is repeated without ids', async () => {
      const { fetch, coos, refusals } = openLoft()
      const client = createClient({ fetch, storage: localStorage })
      await getEngagement(client, question)
      refusals.push([200, { coo: 'flown away' }])
      expect(await getEngagement(client, toQuestion({ roof: 'gabled' }))).toMatchObject({ sessionId: 'flight-2' })
      expect(coos.map(({ url }) => url)).toEqual([
        '/coop-1/coo?bird=&flight=',
        '/coop-1/coo?bird=bird-1&flight=flight-1',
        '/coop-1/coo?bird=&flight=',
      ])
    })

    test.each([
      ['goes on for its idle time', 9, 'flight-1'],
      ['ends after it', 11, 'flight-2'],
    ])('behavior: a session %s', async (_title, minutes, sessionId) => {
      const { fetch } = openLoft()
      await getEngagement(createClient({ fetch, storage: localStorage }), question)
      vi.setSystemTime(Date.now() + minutes * 60_000)
      expect(await getEngagement(createClient({ fetch, storage: localStorage }), question)).toMatchObject({ sessionId })
    })

    test('behavior: the outbox stores its impressions in no format, and sends them after an outage', async () => {
      const { fetch, refusals, crumbs } = openLoft()
      const client = createClient({ fetch, storage: localStorage })
      const view = render(
        <EngagementProvider client={client}>
          <EngagementButton {...question} displayed="mounted" />
        </EngagementProvider>,
      )
      refusals.push([
        200,
        { bird: 'bird-1', flight: 'flight-1', landing: 'landing-1', grain: 'oats', bag: '7', weight: 3, ring: 'ring-1', minutes: 5 },
      ])
      refusals.push([420, {}])
      await act(() => vi.advanceTimersByTimeAsync(300))
      const stored = Object.entries(localStorage).filter(([key]) => key.includes(':outbox:'))
      expect(JSON.parse(String(stored[0]?.[1])).value.items).toMatchObject([{ type: 'impDisplay', offer: { campaignId: 'oats' } }])
      await act(() => vi.advanceTimersByTimeAsync(1500))
      expect(crumbs().at(-1)).toEqual({ type: 'impDisplay', seen: 'oats', ring: 'ring-1' })
      view.unmount()
    })
  })

  describe('with the inline script', () => {
    afterEach(leavePage)

    test('behavior: the script sends the request that the client would, and the client takes its response', async () => {
      const { fetch, coos } = openLoft()
      vi.stubGlobal('fetch', fetch)
      givePageLocks()
      runInlineScript((await preloadScript({ accountId, service, question })).text)
      const engagement = await getEngagement(createClient({ storage: undefined }), question)
      expect(engagement).toMatchObject({ status: 'available', visitorId: 'bird-1' })
      expect(coos).toEqual([{ url: '/coop-1/coo?bird=&flight=', method: 'POST', body: { roof: 'flat' } }])
    })
  })

  test('behavior: in development, a warning names the host of a loft that cannot be reached', async () => {
    const fetch = () => Promise.reject(new TypeError('Failed to fetch'))
    await expect(getEngagement(createClient({ fetch }), question)).rejects.toMatchObject({ name: 'NetworkError' })
    expect(takeConsole()).toEqual([[expect.stringContaining('loft.example could not be reached')]])
  })

  test('behavior: the devtools name its question, and say why the button shows', async () => {
    const { fetch } = openLoft()
    render(
      <EngagementProvider client={createClient({ fetch })}>
        <EngagementButton {...question} />
        <EngagementDevtools initialIsOpen />
      </EngagementProvider>,
    )
    const root = document.querySelector('[data-engagement-devtools]')?.shadowRoot as ShadowRoot
    const panel = within(root.querySelector('section') as HTMLElement)
    expect(await panel.findByText('Available: the service offers a chat to this visitor.')).toBeVisible()
    expect(panel.getByText('roof')).toBeVisible()
  })
})
