import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { appEngagement, engagementQueryKey, engagementQueryOptions, monitoring } from '../../src/index.js'
import { createTestClient, type TestClientOptions } from '../support/client.js'

describe('engagementQueryOptions', () => {
  test('default: the query requests an engagement once', async () => {
    const { client, simulator } = createTestClient()
    const queryClient = new QueryClient()
    const engagement = await queryClient.fetchQuery(engagementQueryOptions(client))
    expect(engagement.status).toBe('available')
    expect(await queryClient.fetchQuery(engagementQueryOptions(client))).toBe(engagement)
    expect(simulator.requests).toHaveLength(1)
  })

  test('behavior: the key has no ids and no attributes of the visitor', () => {
    const { client } = createTestClient({ identity: { visitorId: 'v', sessionId: 's' } })
    const personal = { type: 'personal', personal: { firstname: 'Sam' } } as const
    const key = engagementQueryKey(client, { engagementAttributes: [personal] })
    expect(key.slice(0, 3)).toEqual(['react-engagement', '12345678', 'app-engagement'])
    expect(JSON.stringify(key)).not.toMatch(/Sam|"v"|"s"/)
    client.core.session.setIdentity({ visitorId: 'other' }, 'service')
    expect(engagementQueryKey(client, { engagementAttributes: [personal] })).toEqual(key)
  })

  test("behavior: one request is sent, whatever the page and the QueryClient's defaults do", async () => {
    const { client, simulator } = createTestClient()
    const queryClient = new QueryClient({
      defaultOptions: {
        queries: { staleTime: 0, retry: 3, refetchOnMount: 'always', refetchOnWindowFocus: 'always', refetchOnReconnect: 'always' },
      },
    })
    queryClient.mount()
    const observe = () => new QueryObserver(queryClient, engagementQueryOptions(client)).subscribe(() => {})
    const stops = [observe(), observe()]
    await queryClient.fetchQuery(engagementQueryOptions(client))
    window.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('online'))
    for (const stop of [...stops, observe()]) stop()
    await queryClient.fetchQuery(engagementQueryOptions(client))
    expect(simulator.requests).toHaveLength(1)
    queryClient.unmount()
  })

  test("behavior: TanStack's retries do not multiply ours", async () => {
    const { client, simulator } = createTestClient({ retry: { schedule: [] } })
    simulator.fail({ call: 'engagement', status: 503 })
    const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 3, retryDelay: 1 } } })
    await expect(queryClient.fetchQuery(engagementQueryOptions(client))).rejects.toMatchObject({ name: 'ServiceError' })
    expect(simulator.requests).toHaveLength(1)
  })

  test('parameters: query takes only the options that change no request', () => {
    const { client } = createTestClient()
    const select = () => 1
    const query = {
      enabled: false,
      select,
      gcTime: 5,
      meta: { a: 1 },
      retry: 7,
      staleTime: 0,
      initialData: {},
      queryKey: ['mine'],
      refetchInterval: 1,
    }
    const options = engagementQueryOptions(client, { query: query as never })
    expect(options).toMatchObject({
      enabled: false,
      select,
      gcTime: 5,
      meta: { a: 1 },
      retry: false,
      staleTime: 'static',
      refetchInterval: false,
    })
    expect(options.queryKey).toEqual(engagementQueryKey(client))
    expect(options.initialData).toBeUndefined()
  })

  test.each<[string, TestClientOptions['service'], TestClientOptions['service']]>([
    ['appType', appEngagement({ domain: 'lo.msdkgw.example' }), appEngagement({ domain: 'lo.msdkgw.example', appType: 'MSDK' })],
    ['domain', appEngagement({ domain: 'lo.msdkgw.example' }), appEngagement({ domain: 'https://lo.msdkgw.example' })],
    ['version', monitoring({ appInstallationId: 'one' }), monitoring({ appInstallationId: 'one', version: '1.0' })],
  ])('behavior: services that differ in %s share their visitor, and no query key', (_option, one, other) => {
    const [first, second] = [one, other].map((service) => engagementQueryKey(createTestClient({ service } as TestClientOptions).client))
    expect(second?.slice(0, 3)).toEqual(first?.slice(0, 3))
    expect(second).not.toEqual(first)
  })

  test('behavior: onBehalf changes no query key, because it changes no answer', () => {
    const [first, second] = [true, false].map((onBehalf) =>
      engagementQueryKey(createTestClient({ service: monitoring({ appInstallationId: 'one', onBehalf }) }).client),
    )
    expect(second).toEqual(first)
  })
})
