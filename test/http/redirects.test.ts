import { afterEach, describe, expect, test, vi } from 'vitest'
import { createHttp } from '../../src/http/createHttp.js'
import { appEngagement, createEngagementClient, getChatSession, getEngagement, superOffice } from '../../src/index.js'
import { livePersonPolicy } from '../../src/liveperson/livePersonPolicy.js'
import { preloadScript } from '../../src/preload/index.js'
import { leavePage, runInlineScript } from '../support/head.js'

const accountId = '12345678'
const noRedirect = { redirect: 'error', referrerPolicy: 'strict-origin-when-cross-origin', credentials: 'same-origin' }

/** Records the request of `send`, which never gets a response. */
async function recordRequest(send: (fetch: typeof globalThis.fetch) => unknown): Promise<[string, RequestInit]> {
  const fetch = vi.fn<typeof globalThis.fetch>(() => new Promise<Response>(() => {}))
  void send(fetch)
  await expect.poll(() => fetch).toHaveBeenCalledOnce()
  return fetch.mock.calls[0] as [string, RequestInit]
}

describe('redirects', () => {
  afterEach(() => {
    document.head.replaceChildren()
    leavePage()
    vi.unstubAllGlobals()
  })

  const service = appEngagement({ domain: '/chat-proxy' })
  const calls: [string, (fetch: typeof globalThis.fetch) => unknown][] = [
    ['App Engagement', (fetch) => getEngagement(createEngagementClient({ accountId, service, fetch }))],
    ['the Domain API', (fetch) => getEngagement(createEngagementClient({ accountId, service: appEngagement(), storage: null, fetch }))],
    [
      'SuperOffice',
      (fetch) => getChatSession(createEngagementClient({ accountId, chatSessions: superOffice({ baseUrl: '/relay' }), fetch }), { id: 1 }),
    ],
    [
      'the inline script',
      async (fetch) => {
        vi.stubGlobal('fetch', fetch)
        localStorage.setItem(
          `react-engagement:2:${accountId}:${service.key}`,
          JSON.stringify({ expiresAt: Date.now() + 1000, value: { visitorId: 'v', sessionId: 's' } }),
        )
        // A server makes the script, and knows no origin of a page.
        vi.stubGlobal('self', { origin: 'null' })
        const { text } = await preloadScript({ accountId, service })
        vi.stubGlobal('self', globalThis)
        runInlineScript(text)
      },
    ],
  ]

  test.each(calls)('behavior: a request of %s follows no redirect', async (_name, send) => {
    const [, init] = await recordRequest(send)
    expect(init).toMatchObject(noRedirect)
  })

  test.each(calls)('behavior: a request of %s ignores the base of the page', async (name, send) => {
    document.head.append(Object.assign(document.createElement('base'), { href: 'https://cdn.example/' }))
    const [url] = await recordRequest(send)
    expect(new URL(url, document.baseURI).origin).toBe(name === 'the Domain API' ? 'https://api.liveperson.net' : location.origin)
  })

  const followed = new Response('{}')
  Object.defineProperty(followed, 'redirected', { value: true })
  const opaque = new Response('')
  Object.defineProperty(opaque, 'status', { value: 0 })
  test.each([
    ['a redirect', new Response('', { status: 307, headers: { location: 'https://other.example' } })],
    ['the response of a redirect that was followed', followed],
    ['an opaque redirect', opaque],
  ])('behavior: %s is a network failure, and the address is resolved again', async (_name, response) => {
    const onNetworkFailure = vi.fn()
    const http = createHttp({
      fetch: async () => response,
      policy: livePersonPolicy,
      schedule: [],
      baseUrl: async () => 'https://service.example',
      onNetworkFailure,
    })
    await expect(http({ method: 'PUT', path: () => '/', body: {} })).rejects.toMatchObject({
      name: 'NetworkError',
      message: expect.stringContaining('redirect'),
    })
    expect(onNetworkFailure).toHaveBeenCalledOnce()
  })
})
