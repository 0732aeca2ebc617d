import { QueryClient } from '@tanstack/react-query'
import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  EngagementButton,
  type EngagementClient,
  EngagementProvider,
  engagementQueryOptions,
  preloadEngagement,
  type Question,
  useEngagement,
} from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { inBothModes } from '../support/modes.js'

const question: Question = { consumerSections: ['Support'], engagementAttributes: [{ type: 'cart', total: 1, numItems: 2 }] }

const Status = () => <p>{useEngagement(question).data?.status ?? 'loading'}</p>

/** Buttons and hooks that ask the same, whatever the order that they write it in. */
const show = (client: EngagementClient) =>
  render(
    <EngagementProvider client={client}>
      <EngagementButton engagementAttributes={question.engagementAttributes} consumerSections={question.consumerSections} />
      <Status />
      <Status />
    </EngagementProvider>,
  )

describe('preloadEngagement', () => {
  inBothModes(() => {
    test('default: the first render joins the ask in flight', async () => {
      const { client, simulator } = createTestClient()
      simulator.latency(50)
      const preloaded = preloadEngagement(client, question)
      show(client)
      expect(await screen.findAllByText('available')).toHaveLength(2)
      expect(await screen.findByRole('button')).toBeInTheDocument()
      await preloaded
      expect(engagementRequests(simulator)).toHaveLength(1)
    })

    test('behavior: an answer that came before the first render is taken by it', async () => {
      const { client, simulator } = createTestClient()
      await preloadEngagement(client, question)
      expect(engagementRequests(simulator)).toHaveLength(1)
      show(client)
      expect(await screen.findAllByText('available')).toHaveLength(2)
      expect(await screen.findByRole('button')).toBeInTheDocument()
      expect(engagementRequests(simulator)).toHaveLength(1)
    })

    test('behavior: it is taken by the first render alone: who asks again is answered anew', async () => {
      const { client, simulator } = createTestClient()
      await preloadEngagement(client)
      const { result } = renderHook(() => useEngagement({ client }))
      await waitFor(() => expect(result.current.isSuccess).toBe(true))
      await act(() => result.current.refetch())
      expect(engagementRequests(simulator)).toHaveLength(2)
    })

    test('behavior: another question is asked', async () => {
      const { client, simulator } = createTestClient()
      await preloadEngagement(client, { consumerSections: ['Sales'] })
      show(client)
      expect(await screen.findAllByText('available')).toHaveLength(2)
      expect(engagementRequests(simulator).map(({ body }) => (body as Question).consumerSections)).toEqual([['Sales'], ['Support']])
      expect(simulator.visitors).toHaveLength(1)
    })

    test('behavior: its failure is the error of the render that waits for it', async () => {
      const { client, simulator } = createTestClient()
      simulator.latency(20)
      simulator.fail({ call: 'engagement', status: 400 })
      const preloaded = preloadEngagement(client)
      const { result } = renderHook(() => useEngagement({ client }))
      await waitFor(() => expect(result.current.error).toMatchObject({ name: 'ServiceError', status: 400 }))
      await expect(preloaded).resolves.toBeUndefined()
      expect(engagementRequests(simulator)).toHaveLength(1)
    })

    test('behavior: after a failure the render asks for itself', async () => {
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

    const ask = (client: EngagementClient) => new QueryClient().fetchQuery(engagementQueryOptions(client))

    test('behavior: an answer is held for a minute, and no longer', async () => {
      const { client, simulator } = createTestClient()
      await preloadEngagement(client)
      await vi.advanceTimersByTimeAsync(59_999)
      await ask(client)
      expect(engagementRequests(simulator)).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(0)
      await preloadEngagement(client)
      await vi.advanceTimersByTimeAsync(60_000)
      await ask(client)
      expect(engagementRequests(simulator)).toHaveLength(3)
      expect(client.core.inFlight.size).toBe(0)
    })

    test('behavior: a log-out forgets it, whether it was answered or not', async () => {
      const { client, simulator } = createTestClient()
      await preloadEngagement(client)
      client.reset()
      const { visitorId } = await ask(client)
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

    test('behavior: it waits for consent', async () => {
      const { client, simulator } = createTestClient({ consent: 'required' })
      const preloaded = preloadEngagement(client)
      await vi.advanceTimersByTimeAsync(60_000)
      expect(engagementRequests(simulator)).toHaveLength(0)
      client.setConsent('granted')
      await preloaded
      await ask(client)
      expect(engagementRequests(simulator)).toHaveLength(1)
    })
  })
})
