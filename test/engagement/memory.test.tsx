import { QueryClient } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import {
  appEngagement,
  createEngagementClient,
  EngagementButton,
  type EngagementClient,
  EngagementProvider,
  useEngagement,
} from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { collectGarbage } from '../support/collectGarbage.js'

const count = 20

const Answer = () => <output>{useEngagement().data?.status}</output>

function createClient(): EngagementClient {
  return createEngagementClient({
    accountId: '12345678',
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    storage: null,
    fetch: createSimulator().fetch,
  })
}

/** Shows a button until its offer is reported, and leaves the page. */
async function visit(client: EngagementClient, queryClient: QueryClient): Promise<void> {
  render(
    <EngagementProvider client={client} queryClient={queryClient}>
      <EngagementButton displayed="mounted" />
      <Answer />
    </EngagementProvider>,
  )
  await screen.findByRole('button')
  await client.flush()
  cleanup()
}

/** Returns how many objects are still in memory. React and TanStack Query keep the latest of them. */
async function countAlive(refs: WeakRef<object>[]): Promise<number> {
  for (let round = 0; round < 5; round++) {
    // WeakRefs keep their targets until the end of the task.
    await new Promise((resolve) => setTimeout(resolve))
    collectGarbage()
  }
  return refs.filter((ref) => ref.deref() !== undefined).length
}

describe('memory', () => {
  test('behavior: a QueryClient keeps no client of an earlier page', async () => {
    const queryClient = new QueryClient()
    const refs: WeakRef<object>[] = []
    for (let index = 0; index < count; index++) {
      const client = createClient()
      refs.push(new WeakRef(client))
      await visit(client, queryClient)
    }
    expect(await countAlive(refs)).toBeLessThanOrEqual(2)
  })

  test('behavior: a client keeps no QueryClient of an earlier page', async () => {
    const client = createClient()
    const refs: WeakRef<object>[] = []
    for (let index = 0; index < count; index++) {
      const queryClient = new QueryClient()
      refs.push(new WeakRef(queryClient))
      await visit(client, queryClient)
    }
    expect(await countAlive(refs)).toBeLessThanOrEqual(2)
    expect(client.core.returnListeners.size).toBeLessThanOrEqual(count)
  })
})
