import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type AvailableEngagement,
  appEngagement,
  type ClientEvent,
  createEngagementClient,
  getChatSession,
  getEngagement,
  reportImpression,
  superOffice,
  updateSession,
} from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { tenant } from '../support/chatClient.js'
import { createTestClient } from '../support/client.js'
import { leavePage } from '../support/head.js'
import { sendPrivacySignal } from '../support/privacySignal.js'

/** Longer than everything that a client does of its own accord, in milliseconds. */
const longEnough = 60_000

const refusal: ClientEvent = { type: 'consent', consent: 'denied', reason: 'gpc' }

describe('privacySignal', () => {
  let stopSignal: () => void
  beforeEach(() => {
    vi.useFakeTimers()
    stopSignal = sendPrivacySignal()
  })
  afterEach(() => {
    stopSignal()
    leavePage()
    vi.useRealTimers()
  })

  test('default: a client ignores the signal', async () => {
    const events: ClientEvent[] = []
    const { client } = createTestClient({ onEvent: (event) => events.push(event) })
    expect((await getEngagement(client)).status).toBe('available')
    expect(events.map(({ type }) => type)).not.toContain('consent')
  })

  test('parameters: privacySignal: with gpc, a client of such a visitor reads, stores and sends nothing', async () => {
    const engagement = (await getEngagement(createTestClient().client)) as AvailableEngagement
    const touches: string[] = []
    const storage = {
      keys: () => Object.keys(localStorage),
      getItem(key: string) {
        touches.push(`get ${key}`)
        return null
      },
      setItem: (key: string) => void touches.push(`set ${key}`),
      removeItem: (key: string) => void touches.push(`remove ${key}`),
    }
    const { client, simulator } = createTestClient({ storage, privacySignal: 'gpc' })
    client.mount()
    void getEngagement(client)
    void updateSession(client, { engagementAttributes: [] })
    await reportImpression(client, { type: 'impAccept', engagement })
    await vi.advanceTimersByTimeAsync(longEnough)
    expect(touches.filter((touch) => !touch.startsWith('remove'))).toEqual([])
    expect(simulator.requests).toEqual([])
    expect(client.session.getState().visitorId).toBeUndefined()
    client.unmount()
  })

  test('parameters: privacySignal: with gpc, a client of chat sessions sends nothing', async () => {
    const simulator = createSimulator()
    const chatSessions = superOffice({ baseUrl: tenant, authorization: () => 'Bearer token' })
    const client = createEngagementClient({ accountId: 'Cust12345', chatSessions, fetch: simulator.fetch, privacySignal: 'gpc' })
    void getChatSession(client, { id: simulator.openChatSession().ChatSessionId })
    await vi.advanceTimersByTimeAsync(longEnough)
    expect(simulator.requests).toEqual([])
  })

  test('behavior: the refusal erases everything that earlier visits stored, the place of the service included', async () => {
    const simulator = createSimulator()
    const options = { accountId: '12345678', service: appEngagement(), fetch: simulator.fetch }
    const earlier = createEngagementClient(options)
    await getEngagement(earlier)
    expect(Object.keys(localStorage).sort()).toEqual([
      'react-engagement:2:12345678:app-engagement',
      'react-engagement:2:domain:/api/account/12345678:msdkgw',
    ])
    localStorage.setItem('of the site', 'stays')
    createEngagementClient({ ...options, privacySignal: 'gpc' })
    expect(Object.keys(localStorage)).toEqual(['of the site'])
  })

  test('behavior: the refusal is an event of the new client, with its reason', () => {
    const events: ClientEvent[] = []
    createTestClient({ privacySignal: 'gpc', onEvent: (event) => events.push(event) })
    expect(events).toEqual([refusal])
  })

  test.each([false, null])('behavior: a browser whose signal is %s refuses nothing', async (value) => {
    sendPrivacySignal(value)
    const { client, simulator } = createTestClient({ privacySignal: 'gpc' })
    expect((await getEngagement(client)).status).toBe('available')
    expect(simulator.requests).toHaveLength(1)
  })

  test('behavior: an explicit grant of the site wins over the signal', async () => {
    const events: ClientEvent[] = []
    const { client, simulator } = createTestClient({
      privacySignal: 'gpc',
      onEvent: (event) => events.push(event),
    })
    const answer = getEngagement(client)
    client.setConsent('granted')
    await vi.advanceTimersByTimeAsync(0)
    expect((await answer).status).toBe('available')
    expect(simulator.requests).toHaveLength(1)
    expect(events.slice(0, 2)).toEqual([refusal, { type: 'consent', consent: 'granted' }])
    expect(client.core.isRefusedBySignal()).toBe(false)
  })

  test('behavior: the refusal drops the identity that the site gives, as a denial does', () => {
    const identity = { visitorId: 'ada', sessionId: 'session' }
    const { client } = createTestClient({ privacySignal: 'gpc', identity })
    expect(client.session.getState()).toMatchObject({ visitorId: undefined, sessionId: undefined })
    client.setConsent('granted')
    expect(client.session.getState().visitorId).toBeUndefined()
  })

  test("behavior: a denial of the site replaces the signal's", () => {
    const { client } = createTestClient({ privacySignal: 'gpc' })
    expect(client.core.isRefusedBySignal()).toBe(true)
    client.setConsent('denied')
    expect(client.core.isRefusedBySignal()).toBe(false)
    expect(client.core.hasConsent()).toBe(false)
  })
})
