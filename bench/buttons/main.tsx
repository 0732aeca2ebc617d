import { QueryClient, useQuery } from '@tanstack/react-query'
import { Profiler, type ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { appEngagement, createEngagementClient, EngagementButton, EngagementProvider, engagementQueryOptions } from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'

/** What a run of a design came to: milliseconds until the buttons were painted, React's commits after the answer, requests, bytes per button. */
export type Run = { time: number; commits: number; requests: number; bytes: number }

declare global {
  var measure: (design: keyof typeof designs, count: number) => Promise<Run>
}

function Plain(): ReactElement {
  return <button type="button">Chat with us</button>
}

const designs = {
  /** No component of anyone's. */
  'plain <button>': (ids: number[]) =>
    ids.map((id) => (
      <button key={id} type="button">
        Chat with us
      </button>
    )),
  'a component around <button>': (ids: number[]) => ids.map((id) => <Plain key={id} />),
  EngagementButton: (ids: number[]) => ids.map((id) => <EngagementButton key={id} />),
  /** What a site would write with TanStack Query alone. */
  'useQuery in each': (ids: number[]) => ids.map((id) => <Queried key={id} />),
}

let client = createClient()
let queryClient = new QueryClient()
let simulator = createSimulator()

function createClient(fetch?: typeof globalThis.fetch) {
  return createEngagementClient({
    accountId: '12345678',
    service: appEngagement({ domain: 'lo.msdkgw.example' }),
    storage: null,
    ...(fetch && { fetch }),
  })
}

function Queried(): ReactElement | null {
  const { data } = useQuery(engagementQueryOptions(client), queryClient)
  return data?.status === 'available' ? <button type="button">Chat with us</button> : null
}

globalThis.measure = async (design, count) => {
  simulator = createSimulator()
  client = createClient(simulator.fetch)
  queryClient = new QueryClient()
  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  const ids = Array.from(Array(count).keys())
  let commits = 0
  // Chromium's, with `--expose-gc`.
  gc?.()
  const before = memory()
  const start = performance.now()
  flushSync(() =>
    root.render(
      <EngagementProvider client={client} queryClient={queryClient}>
        <Profiler id="buttons" onRender={() => void commits++}>
          {designs[design](ids)}
        </Profiler>
      </EngagementProvider>,
    ),
  )
  // The answer comes from memory: what is measured is what the page does with it.
  if (container.childElementCount !== count) {
    await new Promise<void>((resolve) => {
      new MutationObserver(() => container.childElementCount === count && resolve()).observe(container, { childList: true })
    })
  }
  await nextPaint()
  const time = performance.now() - start
  gc?.()
  const bytes = (memory() - before) / count
  const requests = simulator.requests.filter(({ call }) => call === 'engagement').length
  root.unmount()
  client.core.outbox()?.clear()
  container.remove()
  return { time, commits, requests, bytes }
}

function memory(): number {
  return (performance as Performance & { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize
}

/** After the frame that shows what has just been rendered. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve()
    requestAnimationFrame(() => port2.postMessage(undefined))
  })
}
