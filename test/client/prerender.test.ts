import { QueryClient } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { createElement } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type EngagementClient,
  EngagementProvider,
  engagementQueryKey,
  getChatSession,
  getEngagement,
  useEngagement,
} from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'
import { createTestClient } from '../support/client.js'
import { givePageLocks, leavePage } from '../support/head.js'
import { createPageClient, question, runHead, sessionKey, startService, startServiceOfReturningVisitor } from '../support/inlineScript.js'
import { showPage, startPrerendering } from '../support/prerender.js'

const ids = { visitorId: 'visitor', sessionId: 'session', pageId: 'page' }

const otherSession = () =>
  JSON.stringify({ expiresAt: Date.now() + longEnough, value: { visitorId: 'another', sessionId: 'another', startedAt: Date.now() } })

/** Longer than everything that a prerendered page might do in error, in milliseconds. */
const longEnough = 60_000

describe('a prerendered page', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    startPrerendering()
  })
  afterEach(() => {
    showPage()
    leavePage()
  })

  test('behavior: the client sends nothing, stores nothing and takes no lock until the page is shown', async () => {
    vi.stubGlobal('isSecureContext', true)
    givePageLocks()
    const requested = vi.spyOn(navigator.locks, 'request')
    const { client, simulator } = createTestClient({ storage: localStorage })
    client.mount()
    const answer = getEngagement(client)
    await vi.advanceTimersByTimeAsync(longEnough)
    expect(simulator.requests).toEqual([])
    expect(requested).not.toHaveBeenCalled()
    expect(localStorage).toHaveLength(0)
    showPage()
    await vi.advanceTimersByTimeAsync(0)
    expect((await answer).status).toBe('available')
    expect(simulator.requests).toHaveLength(1)
    client.unmount()
  })

  test('behavior: a client in a known session sends nothing until the page is shown', async () => {
    showPage()
    const { simulator } = await startServiceOfReturningVisitor()
    startPrerendering()
    const answer = getEngagement(createPageClient(), question)
    await vi.advanceTimersByTimeAsync(longEnough)
    expect(simulator.requests).toHaveLength(1)
    showPage()
    await vi.advanceTimersByTimeAsync(0)
    expect((await answer).status).toBe('available')
    expect(simulator.sessions).toHaveLength(1)
  })

  test('behavior: a prerendered page reads the stored session, and writes none', () => {
    const value = { visitorId: 'visitor', sessionId: 'session', startedAt: Date.now() }
    const stored = JSON.stringify({ expiresAt: Date.now() + longEnough, value })
    localStorage.setItem(sessionKey, stored)
    const { client } = createTestClient({ storage: localStorage })
    expect(client.session.getState()).toMatchObject({ visitorId: 'visitor', sessionId: 'session' })
    client.core.session.setIdentity({ sessionId: 'another' }, 'service')
    expect({ ...localStorage }).toEqual({ [sessionKey]: stored })
  })

  test('behavior: a page with a hydrated answer stores the ids when it is shown, and another page continues in the session', async () => {
    const { client, simulator } = createTestClient({ storage: localStorage })
    const queryClient = new QueryClient()
    queryClient.setQueryData(engagementQueryKey(client), { status: 'unavailable', ...ids })
    const Answer = () => useEngagement().data?.status
    render(createElement(EngagementProvider, { client, queryClient }, createElement(Answer)))
    expect(client.session.getState()).toEqual(ids)
    await vi.advanceTimersByTimeAsync(longEnough)
    expect(localStorage).toHaveLength(0)
    act(showPage)
    await vi.advanceTimersByTimeAsync(0)
    expect(createTestClient({ storage: localStorage }).client.session.getState()).toEqual({ ...ids, pageId: undefined })
    expect(simulator.requests).toEqual([])
  })

  test('behavior: a page with a new session of the stored visitor stores the session when it is shown', async () => {
    const value = { visitorId: 'visitor', sessionId: 'earlier', startedAt: Date.now() }
    localStorage.setItem(sessionKey, JSON.stringify({ expiresAt: Date.now() + longEnough, value }))
    const { client } = createTestClient({ storage: localStorage })
    client.core.session.setIdentity(ids, 'elsewhere')
    showPage()
    await vi.advanceTimersByTimeAsync(0)
    expect(client.session.getState()).toEqual(ids)
    expect(createTestClient({ storage: localStorage }).client.session.getState()).toEqual({ ...ids, pageId: undefined })
  })

  test.each<[string, (client: EngagementClient) => unknown]>([
    ['after a log-out', (client) => client.reset()],
    ['if another page has stored its session since', () => localStorage.setItem(sessionKey, otherSession())],
  ])('behavior: a page with a hydrated answer stores nothing %s', async (_name, act) => {
    const { client } = createTestClient({ storage: localStorage })
    client.core.session.setIdentity(ids, 'elsewhere')
    act(client)
    const stored = { ...localStorage }
    showPage()
    await vi.advanceTimersByTimeAsync(0)
    expect({ ...localStorage }).toEqual(stored)
  })

  test('behavior: a request that waits for the page to be shown can be aborted', async () => {
    const { client, simulator } = createTestClient()
    const controller = new AbortController()
    const answer = getEngagement(client, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(answer).rejects.toThrow('enough')
    await vi.advanceTimersByTimeAsync(0)
    showPage()
    await vi.advanceTimersByTimeAsync(longEnough)
    expect(simulator.requests).toEqual([])
  })

  test('behavior: the session of the page that is shown is the one that another page has started since', async () => {
    const { client } = createTestClient({ storage: localStorage })
    client.mount()
    const value = { visitorId: 'visitor', sessionId: 'session', startedAt: Date.now() }
    localStorage.setItem(sessionKey, JSON.stringify({ expiresAt: Date.now() + longEnough, value }))
    expect(client.session.getState().sessionId).toBeUndefined()
    showPage()
    expect(client.session.getState().sessionId).toBe('session')
    client.unmount()
  })

  test('behavior: a client of chat sessions sends nothing until the page is shown', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    const session = getChatSession(client, { id: 1 })
    await vi.advanceTimersByTimeAsync(longEnough)
    expect(simulator.requests).toEqual([])
    showPage()
    await vi.advanceTimersByTimeAsync(0)
    expect(await session).toMatchObject({ ChatSessionId: 1 })
    expect(simulator.requests).toHaveLength(1)
  })

  describe.each(['an unknown visitor', 'a visitor in a session'])('the inline script for %s', (visitor) => {
    test('behavior: the script sends nothing, stores nothing and takes no lock until the page is shown', async () => {
      showPage()
      const { simulator } = visitor === 'an unknown visitor' ? startService() : await startServiceOfReturningVisitor()
      const earlier = simulator.requests.length
      const stored = { ...localStorage }
      const held = givePageLocks()
      startPrerendering()
      await runHead()
      await vi.advanceTimersByTimeAsync(longEnough)
      expect([simulator.requests.length, held.length, { ...localStorage }]).toEqual([earlier, 0, stored])
      showPage()
      await vi.advanceTimersByTimeAsync(0)
      expect(simulator.requests).toHaveLength(earlier + 1)
      expect((await getEngagement(createPageClient(), question)).status).toBe('available')
      expect(simulator.requests).toHaveLength(earlier + 1)
    })
  })

  test('behavior: the script sends nothing when a client has started before the page is shown', async () => {
    const { simulator } = startService()
    givePageLocks()
    await runHead()
    const answer = getEngagement(createPageClient(), question)
    await vi.advanceTimersByTimeAsync(longEnough)
    showPage()
    await vi.advanceTimersByTimeAsync(0)
    expect((await answer).status).toBe('available')
    expect(simulator.requests).toHaveLength(1)
  })
})
