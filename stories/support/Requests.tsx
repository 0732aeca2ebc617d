import { type ReactElement, useEffect, useReducer } from 'react'
import { useSimulator } from '../../src/storybook/index.js'
import type { RecordedRequest } from '../../src/testing/index.js'

/** The requests that reached the simulated service, in their order. */
export function Requests(): ReactElement {
  const simulator = useSimulator()
  const [, update] = useReducer((count: number) => count + 1, 0)
  useEffect(() => simulator.subscribe(update), [simulator])
  return (
    <section className="requests" aria-label="Requests">
      <h2>What the service was sent</h2>
      {simulator.requests.length === 0 && <p>Nothing yet.</p>}
      <ol>
        {simulator.requests.map((request) => (
          <li key={`${request.time} ${request.url} ${describe(request)}`}>
            <strong>
              {request.method} {describe(request)}
            </strong>{' '}
            {request.status ?? '…'}
            <code dir="ltr">{new URL(request.url).pathname + new URL(request.url).search}</code>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** App Engagement has a list of impressions. Monitoring has impressions among the attributes. */
function describe({ call, url, body }: RecordedRequest): string {
  if (call === 'engagement') return 'ask for an engagement'
  if (call === 'chatSession') return describeWrite(body) ?? new URL(url).pathname.split('/v1/').at(-1) ?? call
  const { impAttributes, engagementAttributes } = (body ?? {}) as Record<string, { type: string }[] | undefined>
  return (impAttributes ?? engagementAttributes ?? []).map(({ type }) => type).join(', ') || call
}

/** The members that a patch changes. */
function describeWrite(body: unknown): string | undefined {
  return Array.isArray(body) ? body.map(({ op, path, value }) => `${op} ${path} ${JSON.stringify(value)}`).join(', ') : undefined
}
