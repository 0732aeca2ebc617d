import { act, renderHook, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { appEngagement, type ClientEvent, EngagementButton, type EngagementClient, getEngagement, useEngagement } from '../../src/index.js'
import { leavePage } from '../support/head.js'
import {
  createPageClient,
  question,
  runHead,
  sessionKey,
  startService,
  startServiceOfReturningVisitor,
  toTestClient,
} from '../support/inlineScript.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

const Status = () => <p>{useEngagement(question).data?.status ?? 'loading'}</p>

const show = (client: EngagementClient, started: ReturnType<typeof startService>) =>
  renderWithClient(
    <>
      <EngagementButton {...question} />
      <Status />
      <Status />
    </>,
    { testClient: toTestClient(client, started) },
  )

describe('the inline script', () => {
  afterEach(leavePage)

  inBothModes(() => {
    test("default: the first render takes the response to the script's request", async () => {
      const started = await startServiceOfReturningVisitor()
      const { simulator, requests } = started
      await runHead()
      expect(requests.engagement()).toHaveLength(2)
      show(createPageClient(), started)
      expect(await screen.findAllByText('available')).toHaveLength(2)
      expect(screen.getByRole('button')).toBeInTheDocument()
      expect(requests.engagement()).toHaveLength(2)
      expect(simulator.sessions).toHaveLength(1)
    })

    test('behavior: the client takes the response once', async () => {
      const { requests } = await startServiceOfReturningVisitor()
      await runHead()
      const client = createPageClient()
      const { result } = renderHook(() => useEngagement({ ...question, client }))
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      await act(() => result.current.refetch())
      expect(requests.statuses()).toEqual([200, 200, 200])
    })

    test('behavior: a request without subscribers leaves nothing behind', async () => {
      const started = await startServiceOfReturningVisitor()
      started.simulator.hang()
      await runHead()
      const client = createPageClient()
      const { unmount } = show(client, started)
      await waitFor(() => expect(client.core.inFlight.size).toBe(1))
      unmount()
      await waitFor(() => expect(client.core.inFlight.size).toBe(0))
      started.simulator.recover()
      show(client, started)
      expect(await screen.findByRole('button')).toBeInTheDocument()
    })
  })

  test('behavior: another question sends a request of its own', async () => {
    const { simulator } = await startServiceOfReturningVisitor()
    await runHead()
    await getEngagement(createPageClient(), { consumerSections: ['Sales'] })
    expect(simulator.requests).toHaveLength(3)
    expect(simulator.sessions).toHaveLength(1)
  })

  test('behavior: another account, service, session or fetch sends a request of its own', async () => {
    const { simulator, requests } = await startServiceOfReturningVisitor()
    await runHead()
    await getEngagement(createPageClient({ accountId: 'other' }), question)
    await getEngagement(createPageClient({ service: appEngagement({ domain: 'lo.msdkgw.example', appType: 'MSDK' }) }), question)
    await getEngagement(createPageClient({ fetch: (...parameters) => simulator.fetch(...parameters) }), question)
    expect(requests.statuses()).toEqual(Array(5).fill(200))
    await getEngagement(createPageClient(), question)
    expect(simulator.requests).toHaveLength(5)
  })

  test('behavior: another visitor, whom the client learns of later, sends a request of its own', async () => {
    const { requests } = await startServiceOfReturningVisitor()
    await runHead()
    const { visitorId } = await getEngagement(createPageClient({ accountId: 'other' }))
    const engagement = await getEngagement(createPageClient({ identity: { visitorId } }), question)
    expect(engagement.visitorId).toBe(visitorId)
    expect(requests.statuses()).toEqual(Array(4).fill(200))
  })

  test('behavior: after a log-out the client does not take the response', async () => {
    const { simulator } = await startServiceOfReturningVisitor()
    await runHead()
    const client = createPageClient()
    client.reset()
    const { visitorId } = await getEngagement(client, question)
    expect(simulator.visitors.at(-1)).toEqual({ visitorId })
    expect(simulator.visitors).toHaveLength(2)
  })

  test('behavior: after a denial of consent in another tab the client does not take the response', async () => {
    const { simulator } = await startServiceOfReturningVisitor()
    await runHead()
    window.dispatchEvent(new StorageEvent('storage', { key: `${sessionKey}:message`, newValue: 'denied' }))
    await getEngagement(createPageClient(), question)
    expect(simulator.requests).toHaveLength(3)
  })

  test('behavior: a session that the service no longer knows is replaced', async () => {
    const { simulator, requests } = await startServiceOfReturningVisitor()
    simulator.closeSession()
    await runHead()
    const events: ClientEvent[] = []
    await getEngagement(createPageClient({ onEvent: (event) => events.push(event) }), question)
    expect(requests.statuses()).toEqual([200, 404, 200])
    expect(events.map(({ type }) => type)).toEqual(['sessionAdopted', 'asked', 'sessionLost', 'asked', 'sessionStarted', 'answered'])
  })

  test('behavior: the script sends nothing after the client, after another script, and offline', async () => {
    const { simulator } = await startServiceOfReturningVisitor()
    createPageClient()
    await runHead()
    leavePage()
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    await runHead()
    expect(simulator.requests).toHaveLength(1)
    vi.restoreAllMocks()
    await runHead()
    await runHead({ question: { consumerSections: ['Sales'] } })
    expect(simulator.requests).toHaveLength(2)
  })

  test('behavior: without Web Locks the script sends nothing for an unknown visitor', async () => {
    const { simulator } = startService()
    await runHead()
    await getEngagement(createPageClient(), question)
    expect(simulator.requests).toHaveLength(1)
  })

  test('behavior: the script ignores a session that was stored while the clock was ahead', async () => {
    const ahead = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 365 * 24 * 60 * 60 * 1000)
    const { simulator } = await startServiceOfReturningVisitor()
    ahead.mockRestore()
    await runHead()
    expect(simulator.requests).toHaveLength(1)
    await getEngagement(createPageClient(), question)
    expect(simulator.visitors).toHaveLength(2)
  })

  test.each(['{', '"x"', '{"expiresAt":9e15,"value":"two words"}', '{"expiresAt":9e15,"value":{"sessionId":7}}'])(
    'behavior: the script ignores a storage that holds %s',
    async (unreadable) => {
      const { simulator } = startService()
      localStorage.setItem(sessionKey, unreadable)
      await runHead()
      expect((await getEngagement(createPageClient(), question)).status).toBe('available')
      expect(simulator.visitors).toHaveLength(1)
    },
  )

  test('parameters: reuse makes the script send nothing when an earlier page stored the answer', async () => {
    const started = startService()
    const { requests } = started
    const visit = async () => {
      const { unmount } = show(createPageClient({ reuse: true }), started)
      await screen.findAllByText('available')
      unmount()
      leavePage()
    }
    await visit()
    await runHead({ reuse: true })
    await visit()
    expect(requests.engagement()).toHaveLength(1)
    await runHead({ reuse: true, question: { consumerSections: ['Sales'] } })
    expect(requests.engagement()).toHaveLength(2)
    leavePage()
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 900_000)
    await runHead({ reuse: true })
    expect(requests.engagement()).toHaveLength(3)
  })
})
