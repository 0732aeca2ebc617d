import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, test, vi } from 'vitest'
import { engagementQueryOptions, updateSessionMutationOptions } from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { createTestClient } from '../support/client.js'

const variables = { engagementAttributes: [{ type: 'cart', total: 42, numItems: 2 }] } as const

describe('updateSessionMutationOptions', () => {
  test('default: the mutation sends one update, and no engagement request', async () => {
    const { client, requests } = createTestClient()
    const queryClient = new QueryClient()
    await queryClient.fetchQuery(engagementQueryOptions(client))
    await new MutationObserver(queryClient, updateSessionMutationOptions(client)).mutate(variables)
    expect(requests.calls()).toEqual(['engagement', 'update'])
  })

  test("parameters: refetchEngagement sends a request, and the site's onSuccess runs, too", async () => {
    const { client, requests } = createTestClient()
    const queryClient = new QueryClient()
    const stop = new QueryObserver(queryClient, engagementQueryOptions(client)).subscribe(() => {})
    await queryClient.fetchQuery(engagementQueryOptions(client))
    const onSuccess = vi.fn()
    const options = updateSessionMutationOptions(client, { refetchEngagement: true, mutation: { onSuccess } })
    await new MutationObserver(queryClient, options).mutate(variables)
    expect(onSuccess).toHaveBeenCalledOnce()
    await expect.poll(requests.calls).toEqual(['engagement', 'update', 'engagement'])
    stop()
  })

  test('behavior: only the http layer retries', async () => {
    const { client, simulator } = createTestClient({ retry: { schedule: [] } })
    const queryClient = new QueryClient({ defaultOptions: { mutations: { retry: 3 } } })
    await queryClient.fetchQuery(engagementQueryOptions(client))
    simulator.fail({ call: 'update', status: 503 })
    await expect(new MutationObserver(queryClient, updateSessionMutationOptions(client)).mutate(variables)).rejects.toMatchObject({
      status: 503,
    })
    expect(simulator.requests).toHaveLength(2)
  })

  test('parameters: refetchEngagement sends a new request, though an older one is in flight', async () => {
    const simulator = createSimulator()
    /** Each lets a request through. */
    const releases: (() => void)[] = []
    let isHolding = false
    const { client } = createTestClient({
      async fetch(input, init) {
        if (isHolding && init?.method === 'POST') await new Promise<void>((resolve) => releases.push(resolve))
        return simulator.fetch(input, init)
      },
    })
    const queryClient = new QueryClient()
    const stop = new QueryObserver(queryClient, engagementQueryOptions(client)).subscribe(() => {})
    await queryClient.fetchQuery(engagementQueryOptions(client))
    isHolding = true
    const update = () =>
      new MutationObserver(queryClient, updateSessionMutationOptions(client, { refetchEngagement: true })).mutate(variables)
    await update()
    await expect.poll(() => releases).toHaveLength(1)
    await update()
    await expect.poll(() => releases).toHaveLength(2)
    for (const release of releases) release()
    stop()
  })
})
