import { QueryClient } from '@tanstack/react-query'
import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import {
  type Engagement,
  EngagementButton,
  engagementQueryKey,
  engagementQueryOptions,
  getEngagement,
  reportImpression,
  updateSession,
  useEngagement,
} from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { createTestClient, type TestClientOptions } from '../support/client.js'
import { reportable } from '../support/engagements.js'
import { holdAnswers } from '../support/holdAnswers.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

const storageKey = 'react-engagement:2:12345678:app-engagement'

const Answer = () => <output>{useEngagement().data?.sessionId ?? 'loading'}</output>

const page = (
  <>
    <EngagementButton displayed="mounted" />
    <Answer />
  </>
)

/** Renders a button with a client that shares `localStorage` with other tabs. */
function open(options: TestClientOptions = {}) {
  return renderWithClient(page, { storage: undefined as never, ...options })
}

async function untilShown(): Promise<void> {
  await screen.findByRole('button')
  await waitFor(() => expect(screen.getByRole('status')).not.toHaveTextContent('loading'))
}

/** Tells the page what another tab did to the storage. */
const dispatchStorage = (key: string | null, newValue: string | null = null) =>
  window.dispatchEvent(new StorageEvent('storage', { key, newValue }))

describe('an answer belongs to its visitor', () => {
  inBothModes(() => {
    test.each(['the cache first', 'the client first'])(
      'behavior: a log-out that clears the cache too asks once for the next visitor: %s',
      async (order) => {
        const queryClient = new QueryClient()
        const { client, simulator, requests } = open({ queryClient } as never)
        await untilShown()
        const first = client.session.getState().visitorId
        act(() => {
          if (order === 'the cache first') queryClient.clear()
          client.reset()
          if (order !== 'the cache first') queryClient.clear()
        })
        await waitFor(() => expect(requests.engagement()).toHaveLength(2))
        await untilShown()
        expect(client.session.getState().visitorId).not.toBe(first)
        await userEvent.click(screen.getByRole('button'))
        await client.flush()
        const accepted = simulator.impressions.filter(({ type }) => type === 'impAccept')
        expect(accepted.map(({ visitorId }) => visitorId)).toEqual([client.session.getState().visitorId])
        expect(requests.engagement()).toHaveLength(2)
      },
    )

    test('behavior: the next user sees and accepts an offer of their own on the same QueryClient', async () => {
      const queryClient = new QueryClient()
      const simulator = createSimulator()
      const show = (visitorId: string) =>
        renderWithClient(page, { testClient: createTestClient({ identity: { visitorId } }, simulator), queryClient })
      const first = show('first')
      await untilShown()
      await first.client.flush()
      first.unmount()
      const { client, requests } = show('second')
      await waitFor(() => expect(requests.engagement()).toHaveLength(2))
      await untilShown()
      await userEvent.click(screen.getByRole('button'))
      await client.flush()
      const { visitorId, sessionId } = client.session.getState()
      expect(sessionId).not.toBe(first.client.session.getState().sessionId)
      expect(simulator.impressions.filter(({ type }) => type === 'impAccept')).toMatchObject([{ visitorId, sessionId }])
    })

    test('behavior: another tab that removes the stored visitor ends the offer, and nothing more is reported for it', async () => {
      const { client, simulator, requests } = open()
      await untilShown()
      await client.flush()
      const first = client.session.getState().visitorId
      for (const key of Object.keys(localStorage)) {
        localStorage.removeItem(key)
        act(() => void dispatchStorage(key))
      }
      await waitFor(() => expect(requests.engagement()).toHaveLength(2))
      await untilShown()
      await userEvent.click(screen.getByRole('button'))
      await client.flush()
      expect(simulator.impressions.find(({ type }) => type === 'impAccept')?.visitorId).not.toBe(first)
    })

    test('behavior: a log-out that another tab could not announce reaches this tab at its next request', async () => {
      const { client, requests } = open()
      await untilShown()
      localStorage.removeItem(storageKey)
      await act(async () => void (await getEngagement(client, { consumerSections: ['next'] })))
      await untilShown()
      // The answer of the plain request, and a new one for the button.
      expect(requests.engagement()).toHaveLength(3)
      expect(screen.getByRole('status')).toHaveTextContent(String(client.session.getState().sessionId))
    })

    test('behavior: the response to an update does not bring a visitor back whom another tab logged out', async () => {
      const { client } = open()
      await untilShown()
      const { visitorId } = client.session.getState()
      const updated = updateSession(client, { engagementAttributes: [] })
      localStorage.removeItem(storageKey)
      await act(async () => updated)
      expect(localStorage.getItem(storageKey) ?? '').not.toContain(visitorId)
    })

    test('behavior: an answer that comes after a log-out in another tab belongs to nobody', async () => {
      const { client } = open()
      await untilShown()
      const { visitorId } = client.session.getState()
      const answer = getEngagement(client, { consumerSections: ['next'] })
      localStorage.removeItem(storageKey)
      await act(async () => expect(answer).rejects.toMatchObject({ name: 'AbortError' }))
      await untilShown()
      expect(client.session.getState().visitorId).not.toBe(visitorId)
    })

    test('behavior: a session that another tab lost is no log-out: the offer counts as expired, and no request follows', async () => {
      const { client, requests } = open()
      await untilShown()
      const other = createTestClient({ storage: undefined as never }).client
      const events: string[] = []
      client.subscribe(({ type }) => events.push(type))
      await expect(updateSession(other, {})).rejects.toMatchObject({ name: 'SessionLostError' })
      other.core.session.lose()
      act(() => void dispatchStorage(storageKey, localStorage.getItem(storageKey)))
      expect(screen.getByRole('button')).toHaveAttribute('data-expired')
      expect(events).not.toContain('reset')
      expect(requests.engagement()).toHaveLength(1)
    })

    test('behavior: a renewed session keeps the offers of the page', async () => {
      const { client, requests } = open()
      await untilShown()
      act(() => client.core.session.setIdentity({ sessionId: 'renewed' }, 'service'))
      await userEvent.click(screen.getByRole('button'))
      expect(requests.engagement()).toHaveLength(1)
      expect(screen.getByRole('button')).not.toHaveAttribute('aria-disabled')
    })

    test('behavior: a service that names a new session in each response gets one request per question', async () => {
      const simulator = createSimulator()
      let session = 0
      const fetch: typeof globalThis.fetch = async (url, init) => {
        const response = await simulator.fetch(String(url).replace(/&sid=[^&]*/, ''), init)
        return Response.json({ ...(await response.json()), sessionId: `session-${++session}` })
      }
      const Question = ({ section }: { section: string }) => <output>{useEngagement({ consumerSections: [section] }).data?.status}</output>
      const { requests } = renderWithClient(
        ['a', 'b', 'c'].map((section) => <Question key={section} section={section} />),
        {
          testClient: createTestClient({ fetch }, simulator),
        },
      )
      await waitFor(() => expect(screen.getAllByText('available')).toHaveLength(3))
      act(() => void window.dispatchEvent(new Event('pageshow')))
      expect(requests.engagement()).toHaveLength(3)
    })

    test('behavior: the offer of a lost session counts as expired, and a click on it requests another first', async () => {
      const { client, simulator, requests } = open()
      await untilShown()
      await client.flush()
      simulator.closeSession()
      await act(async () => {
        await expect(updateSession(client, { engagementAttributes: [] })).rejects.toMatchObject({ name: 'SessionLostError' })
      })
      expect(screen.getByRole('button')).toHaveAttribute('data-expired')
      expect(requests.engagement()).toHaveLength(1)
      await userEvent.click(screen.getByRole('button'))
      await waitFor(() => expect(requests.engagement()).toHaveLength(2))
      await waitFor(() => expect(screen.getByRole('button')).not.toHaveAttribute('data-expired'))
      await client.flush()
      expect(simulator.impressions.find(({ type }) => type === 'impAccept')).toMatchObject(client.session.getState())
    })

    test('parameters: engagement: the offer of an ended visitor is a disabled button', async () => {
      const testClient = createTestClient()
      const { client, impressions, requests } = testClient
      const engagement = await getEngagement(client)
      const onAccept = vi.fn()
      renderWithClient(<EngagementButton engagement={engagement} onAccept={onAccept} />, { testClient })
      expect(screen.getByRole('button')).not.toHaveAttribute('aria-disabled')
      act(() => client.reset())
      expect(screen.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
      await userEvent.click(screen.getByRole('button'))
      await client.flush()
      expect(onAccept).not.toHaveBeenCalled()
      expect(impressions.types()).toEqual([])
      expect(requests.engagement()).toHaveLength(1)
    })
  })

  test('behavior: an offer of another visitor is not reported', async () => {
    const { client } = createTestClient()
    const engagement = (await getEngagement(client)) as typeof reportable
    client.reset()
    await expect(reportImpression(client, { type: 'impAccept', engagement })).rejects.toMatchObject({ name: 'SessionLostError' })
    await getEngagement(client)
    await expect(reportImpression(client, { type: 'impAccept', engagement })).rejects.toMatchObject({ name: 'SessionLostError' })
  })

  test('behavior: a client without a visitor reports the offer of another client', async () => {
    expect(await reportImpression(createTestClient().client, { type: 'impDisplay', engagement: reportable })).toBe(true)
    const known = createTestClient({ identity: { visitorId: 'someone', sessionId: 'other' } }).client
    await expect(reportImpression(known, { type: 'impDisplay', engagement: reportable })).rejects.toMatchObject({
      name: 'SessionLostError',
    })
  })

  test('behavior: the response to a request that an update replaced does not bring back a visitor who logged out', async () => {
    const simulator = createSimulator()
    const release = holdAnswers({ simulator })
    const { client } = createTestClient({ fetch: (...parameters) => simulator.fetch(...parameters) }, simulator)
    const asked = new Promise((resolve) => client.subscribe(resolve))
    const answer = getEngagement(client)
    await asked
    // The update of `useUpdateSession` does this, so that the next request does not join the request in flight.
    client.core.inFlight.clear()
    client.reset()
    release()
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    expect(client.session.getState().visitorId).toBeUndefined()
  })

  test('behavior: a session that the service knows again after a loss is no longer lost', () => {
    const { session } = createTestClient({ identity: { visitorId: 'v', sessionId: 's' } }).client.core
    session.lose()
    expect(session.isLost('s')).toBe(true)
    session.setIdentity({ visitorId: 'v', sessionId: 's' }, 'service')
    expect([session.isLost('s'), session.isOfEpoch('s')]).toEqual([false, true])
  })

  test('behavior: two clients of one key on one page share log-out and refusal', async () => {
    const simulator = createSimulator()
    const [one, other] = [createTestClient({}, simulator).client, createTestClient({}, simulator).client]
    for (const client of [one, other]) client.mount()
    const events: string[] = []
    other.subscribe(({ type }) => events.push(type))
    await getEngagement(other)
    one.reset()
    expect(other.session.getState().visitorId).toBeUndefined()
    one.setConsent('denied')
    expect(other.core.hasConsent()).toBe(false)
    expect(events.filter((type) => type === 'reset' || type === 'consent')).toEqual(['reset', 'reset', 'consent'])
  })

  test.each<[string, unknown]>([
    ['a number', 5],
    ['a text', 'rubbish'],
    ['a list', [1]],
    ['sessions that are numbers', { SESSION: 3 }],
    ['answers that are numbers', { SESSION: { HASH: 5 } }],
    ['answers that are null', { SESSION: { HASH: null } }],
    ['an answer without ids', { SESSION: { HASH: { status: 'available', expiresAt: 9e15 } } }],
    ['an answer of another session', { SESSION: { HASH: { ...reportable, expiresAt: 9e15 } } }],
  ])('parameters: reuse: %s in the storage leads to a request', async (_name, value) => {
    const options = { storage: undefined as never, reuse: true }
    const { client, simulator } = createTestClient(options)
    await new QueryClient().fetchQuery(engagementQueryOptions(client))
    const text = JSON.stringify(value)
      .replace('SESSION', String(client.session.getState().sessionId))
      .replace('HASH', engagementQueryKey(client)[3])
    localStorage.setItem(`${storageKey}:answers`, `{"expiresAt":9e15,"value":${text}}`)
    const next = createTestClient(options, simulator)
    const answer: Engagement = await new QueryClient().fetchQuery(engagementQueryOptions(next.client))
    expect(answer.status).toBe('available')
    expect(next.requests.engagement()).toHaveLength(2)
  })
})
