import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import {
  appEngagement,
  type ClientEvent,
  ConfigurationError,
  createEngagementClient,
  EngagementButton,
  type EngagementClient,
  type EngagementClientOptions,
  EngagementProvider,
  getChatSession,
  getEngagement,
  monitoring,
  NetworkError,
  superOffice,
} from '../../src/index.js'
import { takeConsole } from '../support/failOnConsole.js'
import { startLoopback } from '../support/loopback.js'
import { pigeonPost } from '../support/pigeonPost.js'

type Options = Partial<EngagementClientOptions>

const authorization = () => 'Bearer token'

/** Each service, whose address is a path of the page's own origin, with a request to it. */
const services: [name: string, options: EngagementClientOptions, request: (client: EngagementClient) => Promise<unknown>][] = [
  ['App Engagement', { accountId: '12345678', service: appEngagement({ domain: '/chat-proxy' }) }, getEngagement],
  [
    'Monitoring',
    { accountId: '12345678', service: monitoring({ appInstallationId: 'site', domain: '/chat-proxy', onBehalf: true }) },
    getEngagement,
  ],
  [
    'SuperOffice',
    { accountId: 'Cust12345', chatSessions: superOffice({ baseUrl: '/chat-relay', authorization }) },
    (client) => getChatSession(client, { id: 1 }),
  ],
  [
    'SuperOffice with a function',
    { accountId: 'Cust12345', chatSessions: superOffice({ baseUrl: async () => '/chat-relay', authorization }) },
    (client) => getChatSession(client, { id: 1 }),
  ],
  ['a third service', { accountId: 'coop-1', service: pigeonPost({ loft: '/loft' }) }, getEngagement],
]

const createClient = (options: EngagementClientOptions, others: Options = {}) =>
  createEngagementClient({ ...options, ...others } as EngagementClientOptions)

describe.each(services)('a path as the address of %s, on a server', (_name, options, request) => {
  test.each<[string, Options]>([
    ['without a fetch of its own', {}],
    ["with the server's own fetch", { fetch: globalThis.fetch }],
    ["with a fetch that calls the server's own", { fetch: (path, init) => fetch(path, init) }],
  ])('behavior: a client %s rejects the first request with a ConfigurationError, and does not retry', async (_client, others) => {
    const events: ClientEvent[] = []
    const client = createClient(options, { ...others, onEvent: (event) => events.push(event) } as Options)
    const error = await request(client).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(String(error)).toMatch(/a server has no origin.*`fetch` that takes paths/)
    expect(events.map(({ type }) => type)).not.toContain('retrying')
  })

  test('behavior: a client with a fetch of its own gives the path to that fetch', async () => {
    const paths: unknown[] = []
    const fetch: typeof globalThis.fetch = async (path) => {
      paths.push(path)
      return Response.json({ message: 'no', internalCode: 5, coo: 'no' }, { status: 400 })
    }
    await request(createClient(options, { fetch })).catch(() => {})
    expect(paths).toEqual([expect.stringMatching(/^\/(chat-proxy|chat-relay|loft)\//)])
  })
})

describe('a path as the domain, on a server', () => {
  test('behavior: rendering makes a client, sends nothing and does not throw', () => {
    const client = createClient({ accountId: '12345678', service: appEngagement({ domain: '/chat-proxy' }) })
    const html = renderToString(
      <EngagementProvider client={client}>
        <EngagementButton fallback={<p>Write to us</p>} />
      </EngagementProvider>,
    )
    expect(html).toBe('<p>Write to us</p>')
  })

  test.each([
    ['Deno', "Invalid URL: '/chat-proxy'", ConfigurationError],
    ['Bun', 'fetch() URL is invalid', ConfigurationError],
    ['Workers', 'Invalid URL: /chat-proxy', ConfigurationError],
    ['node-fetch 2', 'Only absolute URLs are supported', ConfigurationError],
    ['Node without a network', 'fetch failed', NetworkError],
    ['Deno without a network', 'error sending request for url (https://www.site.example/chat-proxy)', NetworkError],
    ['Bun without a network', 'Unable to connect. Is the computer able to access the url?', NetworkError],
  ])('behavior: a fetch of its own that fails as on %s (%s) gives the error of the reason', async (_platform, message, expected) => {
    const cause = new TypeError(message)
    const service = appEngagement({ domain: '/chat-proxy' })
    const client = createClient({ accountId: '12345678', service, retry: { schedule: [0] }, fetch: () => Promise.reject(cause) })
    const error = await getEngagement(client).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(expected)
    expect(error).toHaveProperty('cause', cause)
    takeConsole()
  })

  test('behavior: a fetch that adds the origin of the proxy gets the answer', async () => {
    const service = await startLoopback()
    const client = createClient({
      accountId: '12345678',
      service: appEngagement({ domain: '/chat-proxy' }),
      fetch: (path, init) => fetch(new URL(String(path), service.origin), init),
    })
    expect((await getEngagement(client)).status).toBe('available')
    await service.close()
  })
})
