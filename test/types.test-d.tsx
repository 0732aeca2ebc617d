import { QueryClient } from '@tanstack/react-query'
import { createRef } from 'react'
import { expectTypeOf, test } from 'vitest'
import {
  appEngagement,
  createEngagementClient,
  type Engagement,
  type EngagementAttribute,
  EngagementButton,
  type EngagementError,
  type EngagementQueryKey,
  engagementQueryKey,
  engagementQueryOptions,
  getEngagement,
  reportImpression,
  useEngagement,
  useEngagementSession,
  useUpdateSession,
} from '../src/index.js'

const client = createEngagementClient({ accountId: '1', service: appEngagement() })

test('an engagement is distinguished by its status', () => {
  expectTypeOf(getEngagement(client)).resolves.toEqualTypeOf<Engagement>()
  const read = (engagement: Engagement) => {
    if (engagement.status === 'available') expectTypeOf(engagement.expiresAt).toEqualTypeOf<number | undefined>()
    if (engagement.status === 'conversation') expectTypeOf(engagement.conversationId).toEqualTypeOf<string>()
    // @ts-expect-error there is no campaign before the engagement is distinguished
    return engagement.campaignId
  }
  expectTypeOf(read).returns.toBeAny()
})

test('an offer is what impressions are of', () => {
  const report = (engagement: Engagement) => {
    // @ts-expect-error only an available engagement is an offer
    return reportImpression(client, { type: 'impDisplay', engagement })
  }
  expectTypeOf(report).returns.resolves.toEqualTypeOf<boolean>()
})

test('queries are inferred', () => {
  expectTypeOf(engagementQueryKey(client)).toEqualTypeOf<EngagementQueryKey>()
  expectTypeOf(new QueryClient().getQueryData(engagementQueryOptions(client).queryKey)).toEqualTypeOf<Engagement | undefined>()
  const use = () => {
    expectTypeOf(useEngagement().data).toEqualTypeOf<Engagement | undefined>()
    expectTypeOf(useEngagement().error).toEqualTypeOf<EngagementError | null>()
    expectTypeOf(useEngagement({ query: { select: (engagement) => engagement.status } }).data).toEqualTypeOf<
      Engagement['status'] | undefined
    >()
    expectTypeOf(useEngagementSession((session) => session.visitorId)).toEqualTypeOf<string | undefined>()
    useUpdateSession().mutate({ engagementAttributes: [{ type: 'cart', total: 1, numItems: 1 }] })
    // @ts-expect-error asking is ours
    useEngagement({ query: { staleTime: 0 } })
    // @ts-expect-error retrying is the http layer's
    useUpdateSession({ mutation: { retry: 3 } })
  }
  expectTypeOf(use).toBeFunction()
})

test('attributes are distinguished by their type', () => {
  const attributes: EngagementAttribute[] = [
    { type: 'purchase', total: 3, orderId: '7' },
    { type: 'mrktInfo', info: { channel: 1 } },
    // @ts-expect-error a cart has a total
    { type: 'cart', numItems: 1 },
    // @ts-expect-error there is no such type
    { type: 'viewedCart' },
    // @ts-expect-error its fields are in `lead`
    { type: 'lead', topic: 'a' },
  ]
  expectTypeOf(attributes).toBeArray()
})

test('the button is a button', () => {
  const ref = createRef<HTMLButtonElement>()
  const button = (
    <EngagementButton
      ref={ref}
      aria-label="Chat"
      onAccept={(engagement, event) => {
        expectTypeOf(engagement.status).toEqualTypeOf<'available'>()
        event.preventDefault()
      }}
      render={(props, { status }) => <a {...props}>{status}</a>}
    />
  )
  expectTypeOf(button).not.toBeAny()
})
