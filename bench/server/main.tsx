import { parentPort } from 'node:worker_threads'
import { QueryClient } from '@tanstack/react-query'
import { PostHogProvider } from 'posthog-js/react'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { EngagementButton, EngagementProvider, engagementQueryOptions } from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { createClient, designs, toButtons } from '../support/designs.js'
import { Flagged } from '../support/Flagged.js'

const ids = Array.from(Array(10).keys())
globalThis.service = 'https://service.example'
globalThis.fetch = createSimulator().fetch
const client = createClient()
const queryClient = new QueryClient()
await queryClient.prefetchQuery(engagementQueryOptions(client))

/** The flags that a loader has requested. The provider receives them. */
const flags = { bootstrap: { featureFlags: { chat: true } } }

const pages: Record<string, () => ReactNode> = {
  'plain `<button>`': () => designs['plain `<button>`'](ids),
  'a component around it': () => designs['a component around it'](ids),
  '`EngagementButton`, a loader has asked': () => (
    <EngagementProvider client={client} queryClient={queryClient}>
      {toButtons(ids, EngagementButton)}
    </EngagementProvider>
  ),
  '`EngagementButton`, nobody has: it renders nothing': () => (
    <EngagementProvider client={client}>{toButtons(ids, EngagementButton)}</EngagementProvider>
  ),
  'react-use-intercom, `useIntercom`': () => designs['react-use-intercom, `useIntercom`'](ids),
  'posthog-js, `useFeatureFlagEnabled`, a loader has asked': () => (
    <PostHogProvider apiKey="project" options={flags}>
      {toButtons(ids, Flagged)}
    </PostHogProvider>
  ),
  'react-live-chat-loader, `useChat`': () => designs['react-live-chat-loader, `useChat`'](ids),
}

/** The render functions, with the names of their pages. */
export const renders = Object.entries(pages).map(([name, page]) => [name, () => renderToString(page())] as const)

/** Responds to each message with the renders of a page per second, measured over 0.1 s. */
parentPort?.on('message', (index: number) => {
  const [, render] = renders[index] as (typeof renders)[number]
  const start = performance.now()
  let count = 0
  for (; performance.now() - start < 100; count++) render()
  parentPort?.postMessage((count * 1000) / (performance.now() - start))
})
