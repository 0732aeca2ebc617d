import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { appEngagement, ConfigurationError, createEngagementClient, superOffice } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { givePageLocks, leavePage } from '../support/head.js'

describe('createEngagementClient', () => {
  test.each(['', 'with space', '123456789012345678901', 'a/b', 'ü', 'undefined', 'null', undefined as never])(
    'parameters: accountId: %j is refused',
    (accountId) => {
      expect(() => createEngagementClient({ accountId, service: appEngagement() })).toThrow(ConfigurationError)
      expect(() => createEngagementClient({ accountId, service: appEngagement() })).toThrow(/^accountId/)
    },
  )

  test('parameters: service: a client without a service is refused', () => {
    expect(() => createEngagementClient({ accountId: '1', service: undefined as never })).toThrow(/no service/)
  })

  test.each(['', 'two words', 'javascript:alert(1)'])('parameters: domain: %j is refused', (domain) => {
    expect(() => createTestClient({ service: appEngagement({ domain }) })).toThrow(/^domain/)
  })

  test.each([{ schedule: [-1] }, { schedule: [Number.NaN] }, { jitter: Infinity }])('parameters: retry: %j is refused', (retry) => {
    expect(() => createTestClient({ retry })).toThrow(/^retry/)
  })

  test('parameters: identity: the session has the ids that the site names', () => {
    const { client } = createTestClient({ identity: { visitorId: 'v', sessionId: 's' } })
    expect(client.session.getState()).toEqual({ visitorId: 'v', sessionId: 's', pageId: undefined })
  })

  test('parameters: chatSessions: a client of chat sessions alone requests no lock', () => {
    vi.stubGlobal('isSecureContext', true)
    givePageLocks()
    onTestFinished(leavePage)
    const request = vi.spyOn(navigator.locks, 'request')
    createEngagementClient({ accountId: 'Cust12345', chatSessions: superOffice({ baseUrl: '/api' }) })
    expect(request).not.toHaveBeenCalled()
    createEngagementClient({ accountId: '12345678', service: appEngagement() })
    expect(request).toHaveBeenCalledOnce()
  })

  test('behavior: a new client sends nothing', () => {
    const { simulator } = createTestClient()
    expect(simulator.requests).toEqual([])
  })

  test('behavior: repeated calls of mount and unmount remove each listener that they added', () => {
    const { client } = createTestClient()
    const add = vi.spyOn(window, 'addEventListener')
    const remove = vi.spyOn(window, 'removeEventListener')
    client.mount()
    client.mount()
    client.unmount()
    client.unmount()
    client.unmount()
    expect(add.mock.calls.length).toBeGreaterThan(0)
    expect(remove.mock.calls).toHaveLength(add.mock.calls.length)
    for (const added of add.mock.calls) expect(remove).toHaveBeenCalledWith(...added)
  })

  test('behavior: clients of two accounts do not share their visitors', () => {
    const storage = localStorage
    const [a, b] = [createTestClient({ accountId: 'a', storage }).client, createTestClient({ accountId: 'b', storage }).client]
    a.core.session.setIdentity({ visitorId: 'visitor' }, 'service')
    expect(b.session.getState().visitorId).toBeUndefined()
    expect(createTestClient({ accountId: 'b', storage }).client.session.getState().visitorId).toBeUndefined()
    expect(createTestClient({ accountId: 'a', storage }).client.session.getState().visitorId).toBe('visitor')
  })

  test('behavior: a client listens until its last mount is unmounted', async () => {
    const { client } = createTestClient({ storage: localStorage })
    client.mount()
    client.mount()
    client.unmount()
    client.core.session.setIdentity({ visitorId: 'visitor', sessionId: 'session' }, 'service')
    localStorage.clear()
    window.dispatchEvent(new StorageEvent('storage', { key: 'react-engagement:2:12345678:app-engagement', newValue: null }))
    expect(client.session.getState().visitorId).toBeUndefined()
    client.unmount()
  })

  test('behavior: a page that becomes visible after the visitor was cleared elsewhere clears the visitor too', async () => {
    const events: string[] = []
    const { client } = createTestClient({ storage: localStorage, onEvent: ({ type }) => events.push(type) })
    client.mount()
    client.core.session.setIdentity({ visitorId: 'visitor', sessionId: 'session' }, 'service')
    localStorage.clear()
    document.dispatchEvent(new Event('visibilitychange'))
    expect(client.session.getState().visitorId).toBeUndefined()
    expect(events).toEqual(['sessionStarted', 'reset'])
    client.unmount()
  })

  test('behavior: reset also clears a stored visitor beside the one that the site named', () => {
    createTestClient({ storage: localStorage }).client.core.session.setIdentity({ visitorId: 'earlier', sessionId: 'session' }, 'service')
    const { client } = createTestClient({ storage: localStorage, identity: { visitorId: 'given' } })
    client.reset()
    expect(client.session.getState().visitorId).toBeUndefined()
    expect(localStorage).toHaveLength(0)
  })

  test('behavior: a client removes the data of builds before version 2, and does not read it', () => {
    const key = 'react-engagement:1:12345678:app-engagement'
    const value = { visitorId: 'visitor', sessionId: 'session', startedAt: Date.now() }
    localStorage.setItem('site', '1')
    localStorage.setItem(key, JSON.stringify({ expiresAt: Date.now() + 60_000, value }))
    localStorage.setItem(`${key}:outbox:0:tray`, 'rubbish')
    const { client } = createTestClient({ storage: localStorage, consent: 'required' })
    expect(localStorage).toHaveLength(3)
    client.setConsent('granted')
    expect(client.session.getState().visitorId).toBeUndefined()
    expect(Object.keys(localStorage)).toEqual(['site'])
  })
})
