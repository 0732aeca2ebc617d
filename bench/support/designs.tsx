import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import posthog from 'posthog-js'
import { PostHogProvider } from 'posthog-js/react'
import type { ComponentType, ReactElement, ReactNode } from 'react'
import { LiveChatLoaderProvider, useChat } from 'react-live-chat-loader'
import { IntercomProvider, useIntercom } from 'react-use-intercom'
import * as ours from '../../src/index.js'
import { ByHand } from './ByHand.js'
import { Flagged } from './Flagged.js'
import { Plain, toButton } from './Plain.js'

/** The ways to write a page of many buttons. All have the same HTML in the end. Each makes its client in the measured time. */
export const designs = {
  'plain `<button>`': (ids) => ids.map((id) => toItem(id, toButton(id))),
  'a component around it': (ids) => toButtons(ids, Plain),
  '`EngagementButton`': (ids) => (
    <ours.EngagementProvider client={createClient()}>{toButtons(ids, ours.EngagementButton)}</ours.EngagementProvider>
  ),
  '`useQuery` in each': (ids) => (
    <QueryClientProvider client={new QueryClient()}>
      <ours.EngagementProvider client={createClient()}>{toButtons(ids, Queried)}</ours.EngagementProvider>
    </QueryClientProvider>
  ),
  'a fetch in an effect in each, by hand': (ids) => toButtons(ids, ByHand),
  'react-use-intercom, `useIntercom`': (ids) => {
    // Each run starts without Intercom, in the same way as a new page.
    Reflect.deleteProperty(globalThis, 'Intercom')
    return (
      <IntercomProvider appId="app" autoBoot autoBootProps={{ hideDefaultLauncher: true }}>
        {toButtons(ids, ForIntercom)}
      </IntercomProvider>
    )
  },
  'posthog-js, `useFeatureFlagEnabled`': (ids) => <PostHogProvider client={startPostHog()}>{toButtons(ids, Flagged)}</PostHogProvider>,
  'react-live-chat-loader, `useChat`': (ids) => (
    <LiveChatLoaderProvider provider="intercom" providerKey="app">
      {toButtons(ids, ForLoader)}
    </LiveChatLoaderProvider>
  ),
} satisfies Record<string, (ids: number[]) => ReactNode>

/** Puts a button into a list item of its own, if the run has a list. */
function toItem(id: number, button: ReactElement): ReactElement {
  return globalThis.isList ? <li key={id}>{button}</li> : button
}

export function toButtons(ids: number[], Button: ComponentType): ReactElement[] {
  return ids.map((id) => toItem(id, <Button key={id} />))
}

/** The client stores nothing, so each page has a visitor of its own. */
export function createClient(): ours.EngagementClient {
  const service = ours.appEngagement({ domain: globalThis.service })
  return ours.createEngagementClient({ accountId: '12345678', service, storage: null })
}

let projects = 0

/** PostHog stores nothing either. */
function startPostHog(): unknown {
  const name = `project${projects++}`
  return posthog.init(name, { api_host: globalThis.service, persistence: 'memory' }, name)
}

/** The button of a site that uses TanStack Query alone. */
function Queried(): ReactElement | null {
  const { data } = useQuery(ours.engagementQueryOptions(ours.useEngagementClient()))
  return data?.status === 'available' ? <Plain /> : null
}

/** The button appears immediately, because the hook does not know of offers. */
function ForIntercom(): ReactElement {
  const { show } = useIntercom()
  return toButton(undefined, show)
}

/** The button appears immediately, for the same reason. */
function ForLoader(): ReactElement {
  const [, loadChat] = useChat()
  return toButton(undefined, () => loadChat({ open: true }))
}
