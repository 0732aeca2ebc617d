import { QueryClient } from '@tanstack/react-query'
import { act, renderHook, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  EngagementButton,
  type EngagementClient,
  engagementQueryOptions,
  preloadEngagement,
  type Question,
  useEngagement,
} from '../../src/index.js'
import { createTestClient, type TestClient } from '../support/client.js'
import { inBothModes } from '../support/modes.js'
import { renderWithClient } from '../support/render.js'

const question: Question = { consumerSections: ['Support'], engagementAttributes: [{ type: 'cart', total: 1, numItems: 2 }] }

const Status = () => <p>{useEngagement(question).data?.status ?? 'loading'}</p>

/** Renders a button and hooks with the same question, whose members they write in another order. */
const show = (testClient: TestClient) =>
  renderWithClient(
    <>
      <EngagementButton engagementAttributes={question.engagementAttributes} consumerSections={question.consumerSections} />
      <Status />
      <Status />
    </>,
    { testClient },
  )

describe('preloadEngagement', () => {
  inBothModes(() => {
    test('default: the first render shares the request in flight', async () => {
      const testClient = createTestClient()
      const { client, simulator, requests } = testClient
      simulator.latency(50)
      const preloaded = preloadEngagement(client, question)
      show(testClient)
      expect(await screen.findAllByText('available')).toHaveLength(2)
      expect(await screen.findByRole('button')).toBeInTheDocument()
      await preloaded
      expect(requests.engagement()).toHaveLength(1)
    })

    test('behavior: the first render takes an answer that came before it', async () => {
      const testClient = createTestClient()
      const { client, requests } = testClient
      await preloadEngagement(client, question)
      expect(requests.engagement()).toHaveLength(1)
      show(testClient)
      expect(await screen.findAllByText('available')).toHaveLength(2)
      expect(await screen.findByRole('button')).toBeInTheDocument()
      expect(requests.engagement()).toHaveLength(1)
    })

    test('behavior: only the first render takes the answer, and a refetch sends a request', async () => {
      const { client, requests } = createTestClient()
      await preloadEngagement(client)
      const { result } = renderHook(() => useEngagement({ client }))
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      await act(() => result.current.refetch())
      expect(requests.engagement()).toHaveLength(2)
    })

    test('behavior: another question sends a request of its own', async () => {
      const testClient = createTestClient()
      const { client, simulator, requests } = testClient
      await preloadEngagement(client, { consumerSections: ['Sales'] })
      show(testClient)
      expect(await screen.findAllByText('available')).toHaveLength(2)
      expect(requests.engagement().map(({ body }) => (body as Question).consumerSections)).toEqual([['Sales'], ['Support']])
      expect(simulator.visitors).toHaveLength(1)
    })

    test('behavior: the failure of the preload is the error of the render that waits for it', async () => {
      const { client, simulator, requests } = createTestClient()
      simulator.latency(20)
      simulator.fail({ call: 'engagement', status: 400 })
      const preloaded = preloadEngagement(client)
      const { result } = renderHook(() => useEngagement({ client }))
      await waitFor(() => expect(result.current.error).toMatchObject({ name: 'ServiceError', status: 400 }))
      await expect(preloaded).resolves.toBeUndefined()
      expect(requests.engagement()).toHaveLength(1)
    })

    test('behavior: a render after the failure sends its own request', async () => {
      const { client, simulator } = createTestClient()
      simulator.fail({ call: 'engagement', status: 400, times: 1 })
      await expect(preloadEngagement(client)).resolves.toBeUndefined()
      const { result } = renderHook(() => useEngagement({ client }))
      await waitFor(() => expect(result.current.data?.status).toBe('available'))
      expect(simulator.requests.map(({ status }) => status)).toEqual([400, 200])
    })
  })

  describe('in time', () => {
    beforeEach(() => {
      vi.useFakeTimers()
    })
    afterEach(() => {
      vi.useRealTimers()
    })

    const requestEngagement = (client: EngagementClient) => new QueryClient().fetchQuery(engagementQueryOptions(client))

    test('behavior: a preloaded answer lasts for a minute', async () => {
      const { client, requests } = createTestClient()
      await preloadEngagement(client)
      await vi.advanceTimersByTimeAsync(59_999)
      await requestEngagement(client)
      expect(requests.engagement()).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(0)
      await preloadEngagement(client)
      await vi.advanceTimersByTimeAsync(60_000)
      await requestEngagement(client)
      expect(requests.engagement()).toHaveLength(3)
      expect(client.core.inFlight.size).toBe(0)
    })

    test('behavior: a log-out discards the preload, whether its answer is there or not', async () => {
      const { client, simulator } = createTestClient()
      await preloadEngagement(client)
      client.reset()
      const { visitorId } = await requestEngagement(client)
      expect(simulator.visitors.map((visitor) => visitor.visitorId)).toEqual([expect.any(String), visitorId])
      simulator.latency(50)
      const preloaded = preloadEngagement(client, question)
      await vi.advanceTimersByTimeAsync(10)
      client.reset()
      await vi.advanceTimersByTimeAsync(1000)
      await preloaded
      simulator.latency(0)
      client.subscribe(({ type }) => type === 'answered' && client.reset())
      await preloadEngagement(client)
      expect(client.core.inFlight.size).toBe(0)
      expect(client.session.getState().visitorId).toBeUndefined()
    })

    test('behavior: the preload waits for consent', async () => {
      const { client, requests } = createTestClient({ consent: 'required' })
      const preloaded = preloadEngagement(client)
      await vi.advanceTimersByTimeAsync(60_000)
      expect(requests.engagement()).toHaveLength(0)
      client.setConsent('granted')
      await preloaded
      await requestEngagement(client)
      expect(requests.engagement()).toHaveLength(1)
    })
  })
})
