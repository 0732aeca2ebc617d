import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  appEngagement,
  createEngagementClient,
  type EngagementService,
  getEngagement,
  monitoring,
  type Question,
  superOffice,
} from '../../src/index.js'
import { preloadScript } from '../../src/preload/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { givePageLocks, leavePage, runInlineScript } from '../support/head.js'

const accountId = '12345678'
const service = appEngagement({ domain: 'lo.msdkgw.liveperson.net' })
const question: Question = { consumerSections: ['Support'] }

describe('preloadScript', () => {
  beforeEach(() => {
    givePageLocks()
  })
  afterEach(leavePage)

  test('default: the script has less than 1.3 kB, compressed', async () => {
    const { text } = await preloadScript({ accountId, service, question })
    expect(gzipSync(text, { level: 9 }).length).toBeLessThan(1300)
    const longest = await preloadScript({ accountId, service, question, reuse: true })
    expect(gzipSync(longest.text, { level: 9 }).length).toBeLessThan(1300)
  })

  const services: [string, EngagementService][] = [
    ['App Engagement', service],
    [
      'App Engagement, all options',
      appEngagement({ appType: 'MSDK', appDetails: { os: 'LINUX', appVersion: '1' }, domain: '/chat-proxy' }),
    ],
    ['Monitoring', monitoring({ appInstallationId: 'a b/ü', domain: 'https://lo.smt.liveperson.net' })],
    ['Monitoring, all options', monitoring({ appInstallationId: '1', version: '1.0', onBehalf: true, domain: 'lo.smt.liveperson.net' })],
  ]
  const visitors: [string, object | undefined][] = [
    ['an unknown visitor', undefined],
    ['a visitor', { visitorId: 'v/ü' }],
    ['a visitor in a session', { visitorId: 'v/ü', sessionId: '$& +' }],
  ]

  describe.each(services)('%s', (_name, service) => {
    test.each(visitors)('behavior: for %s the script sends the same request as the client', async (_name, value) => {
      const key = `react-engagement:2:${accountId}:${service.key}`
      const store = () => value && localStorage.setItem(key, JSON.stringify({ expiresAt: Date.now() + 1000, value }))
      const engagementAttributes = [{ type: 'cart', total: Number.NaN, numItems: 2 }] as const
      const sent = async (request: (fetch: typeof globalThis.fetch) => unknown) => {
        const fetch = vi.fn<typeof globalThis.fetch>(() => new Promise<Response>(() => {}))
        store()
        void request(fetch)
        await expect.poll(() => fetch).toHaveBeenCalledOnce()
        const [url, init] = fetch.mock.calls[0] as [string, RequestInit]
        const { method, headers, body, credentials } = init
        return { url, method, headers, body, credentials }
      }
      const byScript = await sent(async (fetch) => {
        vi.stubGlobal('fetch', fetch)
        runInlineScript((await preloadScript({ accountId, service, question: { engagementAttributes } })).text)
      })
      const byClient = await sent((fetch) => getEngagement(createEngagementClient({ accountId, service, fetch }), { engagementAttributes }))
      expect(byScript).toEqual(byClient)
    })
  })

  test.each([
    [100, true],
    [4000, undefined],
  ])('behavior: a question of %i bytes goes with keepalive, unless it would take the quota of the outbox', async (length, keepalive) => {
    const fetch = vi.fn<typeof globalThis.fetch>(() => new Promise<Response>(() => {}))
    vi.stubGlobal('fetch', fetch)
    runInlineScript((await preloadScript({ accountId, service, question: { consumerSections: ['x'.repeat(length)] } })).text)
    await expect.poll(() => fetch).toHaveBeenCalledOnce()
    expect(fetch.mock.calls[0]?.[1]?.keepalive).toBe(keepalive)
  })

  test('behavior: the hash is the hash of the text', async () => {
    const { text, hash } = await preloadScript({ accountId, service, question: { consumerSections: ['Straße'] } })
    expect(hash).toBe(`sha256-${createHash('sha256').update(text).digest('base64')}`)
    expect(await preloadScript({ accountId, service, question: { consumerSections: ['Straße'] } })).toEqual({ text, hash })
  })

  test('behavior: no member of the question ends the script element or becomes code', async () => {
    const simulator = createSimulator()
    vi.stubGlobal('fetch', simulator.fetch)
    const consumerSections = ['</script><script>alert(1)</script>', '<!--', '$& $1 $`', '\\"];alert(1)//', '\u2028']
    const { text } = await preloadScript({ accountId, service, question: { consumerSections } })
    expect(text).not.toMatch(/<\/script|<!--/i)
    runInlineScript(text)
    await expect.poll(() => simulator.requests).toHaveLength(1)
    expect(simulator.requests[0]?.body).toEqual({ appType: 'EXTERNAL', consumerSections })
  })

  test("parameters: consent: 'required' makes an empty script", async () => {
    const { text, hash } = await preloadScript({ accountId, service, consent: 'required' })
    expect(text).toBe('')
    expect(hash).toBe('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
  })

  test.each<[string, Parameters<typeof preloadScript>[0]]>([
    ['no domain', { accountId, service: appEngagement() }],
    ['an invalid domain', { accountId, service: appEngagement({ domain: 'two words' }) }],
    ['an invalid account', { accountId: 'a/b', service }],
    ['a client of chat sessions alone', { accountId, service: superOffice({ baseUrl: '/api' }).noEngagements }],
  ])('behavior: %s is a ConfigurationError', async (_name, parameters) => {
    await expect(preloadScript(parameters)).rejects.toMatchObject({ name: 'ConfigurationError' })
  })
})
