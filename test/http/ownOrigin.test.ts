import { afterEach, describe, expect, test, vi } from 'vitest'
import { isOwnOrigin } from '../../src/http/isOwnOrigin.js'
import { appEngagement, createEngagementClient, getChatSession, getEngagement, superOffice } from '../../src/index.js'
import { preloadScript } from '../../src/preload/index.js'
import { leavePage, runInlineScript } from '../support/head.js'
import { takeAway } from '../support/takeAway.js'

const accountId = '12345678'

type Fetch = typeof globalThis.fetch

/** Returns the headers of the requests of `send`, which never get a response. */
async function recordHeaders(send: (fetch: Fetch) => unknown): Promise<Headers> {
  const fetch = vi.fn<Fetch>(() => new Promise<Response>(() => {}))
  void send(fetch)
  await expect.poll(() => fetch).toHaveBeenCalledOnce()
  return new Headers(fetch.mock.calls[0]?.[1]?.headers)
}

const identity = { visitorId: 'v', sessionId: 's' }

const senders: [string, (fetch: Fetch, domain: string) => unknown][] = [
  [
    'an engagement request',
    (fetch, domain) => getEngagement(createEngagementClient({ accountId, service: appEngagement({ domain }), fetch })),
  ],
  [
    'a chat session',
    (fetch, domain) =>
      getChatSession(createEngagementClient({ accountId, chatSessions: superOffice({ baseUrl: domain }), fetch }), { id: 1 }),
  ],
  [
    'the inline script',
    async (fetch, domain) => {
      vi.stubGlobal('fetch', fetch)
      const service = appEngagement({ domain })
      const value = { expiresAt: Date.now() + 1000, value: identity }
      localStorage.setItem(`react-engagement:2:${accountId}:${service.key}`, JSON.stringify(value))
      runInlineScript((await preloadScript({ accountId, service })).text)
    },
  ],
]

test('behavior: no address is on the own origin where code defines `location` and not `origin`', () => {
  takeAway(globalThis, 'origin')
  expect(isOwnOrigin('https://lo.msdkgw.example/')).toBe(false)
})

describe.each(senders)('the proof of the own origin, sent by %s', (_name, send) => {
  afterEach(() => {
    leavePage()
    vi.unstubAllGlobals()
  })

  test.each(['/chat-proxy', location.origin, `${location.origin}/chat-proxy`])(
    'an address on the own origin gets the proof: %s',
    async (domain) => {
      expect((await recordHeaders((fetch) => send(fetch, domain))).get('x-react-engagement')).toBe('1')
    },
  )

  test.each(['lo.msdkgw.example', 'https://lo.msdkgw.example', 'http://localhost.evil.example:3000', `${location.origin}1`])(
    'an address on another origin does not: %s',
    async (domain) => {
      expect((await recordHeaders((fetch) => send(fetch, domain))).has('x-react-engagement')).toBe(false)
    },
  )
})
