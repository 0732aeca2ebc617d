import { QueryClient } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import { bench, describe } from 'vitest'
import { appEngagement, createEngagementClient, EngagementButton, EngagementProvider, engagementQueryOptions } from '../src/index.js'
import { createSimulator } from '../src/testing/index.js'

const ids = Array.from(Array(10).keys())
const client = createEngagementClient({
  accountId: '12345678',
  service: appEngagement({ domain: 'lo.msdkgw.example' }),
  fetch: createSimulator().fetch,
})
const queryClient = new QueryClient()
await queryClient.prefetchQuery(engagementQueryOptions(client))

const plain = (
  <main>
    {ids.map((id) => (
      <button key={id} type="button" data-engagement-button="" data-status="available">
        Chat with us
      </button>
    ))}
  </main>
)

const page = (asked?: QueryClient) => (
  <EngagementProvider client={client} queryClient={asked}>
    <main>
      {ids.map((id) => (
        <EngagementButton key={id} />
      ))}
    </main>
  </EngagementProvider>
)
const [answered, unasked] = [page(queryClient), page()]

describe('server render of 10 buttons', () => {
  bench('plain <button>s', () => void renderToString(plain))
  bench('EngagementButtons with an answer from a loader', () => void renderToString(answered))
  bench('EngagementButtons without an answer, which render nothing', () => void renderToString(unasked))
})
