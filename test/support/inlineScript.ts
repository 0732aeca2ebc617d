import { onTestFinished, vi } from 'vitest'
import {
  appEngagement,
  createEngagementClient,
  type EngagementClient,
  type EngagementClientOptions,
  getEngagement,
  type Question,
} from '../../src/index.js'
import { preloadScript } from '../../src/preload/index.js'
import { createSimulator } from '../../src/testing/index.js'
import type { TestClient } from './client.js'
import { leavePage, runInlineScript } from './head.js'
import { readSimulator } from './readSimulator.js'

const accountId = '12345678'
const service = appEngagement({ domain: 'lo.msdkgw.example' })
export const question: Question = { consumerSections: ['Support'] }

/** The key of the session in the storage, and the name of its lock. */
export const sessionKey = `react-engagement:2:${accountId}:app-engagement`

/** Creates the client of the page's bundle. It uses the page's own `fetch`, so that it can take the response to the inline script's request. */
export function createPageClient(options: Partial<EngagementClientOptions> = {}): EngagementClient {
  const client = createEngagementClient({ accountId, service, ...options } as EngagementClientOptions)
  // Unsent impressions would outlive the test's page.
  onTestFinished(() => client.core.outbox()?.clear())
  return client
}

/** Runs the inline script of the page's head. */
export const runHead = async (parameters: Partial<Parameters<typeof preloadScript>[0]> = {}) =>
  runInlineScript((await preloadScript({ accountId, service, question, ...parameters })).text)

/** Stubs the page's `fetch` with a service that knows no visitor. */
export function startService() {
  const simulator = createSimulator()
  vi.stubGlobal('fetch', simulator.fetch)
  return { simulator, ...readSimulator(simulator) }
}

/** Stubs the page's `fetch` with a service. The page's visitor has a session since the last page. */
export async function startServiceOfReturningVisitor() {
  const started = startService()
  await getEngagement(createPageClient(), { consumerSections: ['Home'] })
  leavePage()
  return started
}

/** A client for `renderWithClient`. */
export const toTestClient = (client: EngagementClient, started: ReturnType<typeof startService>): TestClient => ({ client, ...started })
